"""What a person asked to have erased, and asking."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.states import Holding
from erasure import selectors, services
from erasure.exceptions import ErasureError
from erasure.forms import AskForm

PAGE_SIZE = 25


@require_safe
@never_cache
@login_required
def list_(request):
    """One's own requests."""
    try:
        page = Paginator(selectors.requests_of(request.user), PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "erasure/own_list.html", {"page_obj": page, "trail": _trail()})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def new(request):
    """Ask: about oneself, or for one's party about a record or a letter."""
    initial = {name: request.GET.get(name, "") for name in ("what", "reference")}
    form = AskForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    if form.is_valid():
        try:
            asked = services.ask(
                form.cleaned_data["about"],
                what=Holding(form.cleaned_data["what"]),
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except ErasureError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your request is with the secretariat. Nothing is erased yet."))
            return redirect("desk_erasure:detail", asked.pk)
    return render(
        request, "erasure/own_new.html", {"form": form, "days": settings.ERASURE_DAYS, "trail": _trail(_("Ask"))}
    )


@require_safe
@never_cache
@login_required
def detail(request, pk):
    """One's own request: where it stands, and what carrying it out erases and changes."""
    found = get_object_or_404(selectors.requests_of(request.user), pk=pk)
    leavings = selectors.leavings_of(found.person) if found.person and found.is_open else []
    context = {
        "asked": found,
        "plan": selectors.plan_of(found),
        "leavings": leavings,
        "days": settings.ERASURE_DAYS,
        "trail": _trail(_("Request %(number)s") % {"number": found.pk}),
    }
    return render(request, "erasure/own_detail.html", context)


@require_POST
@login_required
def take_back(request, pk):
    """One thinks better of it."""
    found = get_object_or_404(selectors.requests_of(request.user), pk=pk)
    try:
        services.take_back(found, by=request.user)
        messages.success(request, _("Your request is taken back. Nothing was erased."))
    except ErasureError as refusal:
        messages.error(request, refusal.message)
    return redirect("desk_erasure:detail", pk)


def _trail(here=""):
    """The way here from the desk."""
    mine = _("Personal data")
    above = [(_("Desk"), reverse("desk:home"))]
    return [*above, (mine, reverse("desk_erasure:list")), (here, "")] if here else [*above, (mine, "")]
