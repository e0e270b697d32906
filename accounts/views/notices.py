"""How often a person is written to about what: chosen when signed in, or stopped by the link in a mail."""

from datetime import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import selectors, services
from accounts.forms import NoticesForm
from notices.exceptions import LinkInvalid
from notices.services import frequencies_of, urgent_labels

AGAIN = "again"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def choose(request):
    """How often about what; what is urgent comes in any case, and the page says so."""
    groups = selectors.groups_open_to(request.user)
    form = NoticesForm(request.POST or None, groups=groups, initial=frequencies_of(request.user.pk))
    if form.is_valid():
        services.choose_notices(person=request.user, choices=form.choices(), by=request.user)
        messages.success(request, _("Your choice is saved. It counts from now on."))
        return redirect("notices:choose")
    context = {
        "form": form,
        "urgent": urgent_labels(),
        "returned": selectors.returned_mail_of(request.user),
        "digest_hour": time(settings.DIGEST_HOUR_UTC),
        "digest_day": WEEKDAYS[settings.DIGEST_WEEKDAY - 1],
    }
    return render(request, "accounts/notices.html", context)


@csrf_exempt  # a mail provider posts here for its reader, with no cookie (RFC 8058): the link is the permission
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request, token):
    """Asked once more on GET, because mail scanners open links; done on POST, and undone by another POST."""
    is_again = request.POST.get("do") == AGAIN
    act = services.read_stop_link
    if request.method == "POST":
        act = services.resume_notices if is_again else services.stop_notices
    try:
        person, groups = act(token=token)
    except LinkInvalid as error:
        raise Http404 from error
    context = {"person": person, "groups": groups, "is_done": request.method == "POST", "is_again": is_again}
    return render(request, "accounts/stop_notices.html", context)
