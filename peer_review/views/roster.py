"""The roster: moderators read it, administrators keep it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peer_review import selectors, services
from peer_review.exceptions import PeerReviewError
from peer_review.forms import EnterForm, PlaceForm
from peer_review.models import Reviewer
from peer_review.views.pages import of_keepers, of_the_roster, page_of


@of_the_roster
@require_safe
def list_(request):
    """Everybody on the roster, and who accepted an invitation and waits to be entered."""
    may_keep = request.user.has_perm("peer_review.keep_roster")
    context = {
        "page_obj": page_of(request, selectors.roster(day=timezone.localdate())),
        "waiting": list(selectors.waiting_for_a_place()) if may_keep else [],
        "may_keep": may_keep,
    }
    return render(request, "peer_review/roster.html", context)


@of_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Enter somebody who has an account."""
    form = EnterForm(request.POST or None, initial={"email": request.GET.get("email", "")[:254]})
    if request.method != "POST":
        return _form_page(request, form)
    if not form.is_valid():
        return _form_page(request, form, status=400)
    values = form.cleaned_data
    try:
        services.enter(email=values["email"], values=values, by=request.user)
    except PeerReviewError as refusal:
        form.add_error("email", refusal.message)
        return _form_page(request, form, status=409)
    messages.success(request, _("Entered on the roster. They are told, and can correct their profile."))
    return redirect("roster:list")


@of_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change an entry."""
    reviewer = get_object_or_404(Reviewer.objects.select_related("person"), pk=pk)
    form = PlaceForm(request.POST or None, reviewer=reviewer)
    if request.method != "POST":
        return _form_page(request, form, reviewer=reviewer)
    if not form.is_valid():
        return _form_page(request, form, reviewer=reviewer, status=400)
    services.change(reviewer, values=form.cleaned_data, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("roster:list")


@of_keepers
@require_POST
def pause(request, pk):
    """Let somebody pause, or be asked again."""
    reviewer = get_object_or_404(Reviewer.objects.select_related("person"), pk=pk)
    services.pause(reviewer, paused=request.POST.get("paused") == "yes", by=request.user)
    messages.success(request, _("Saved."))
    return redirect("roster:edit", pk)


def _form_page(request, form, *, reviewer=None, status=200):
    trail = [(_("Roster of peer reviewers"), reverse("roster:list"))]
    context = {"form": form, "reviewer": reviewer, "trail": trail}
    return render(request, "peer_review/reviewer_form.html", context, status=status)
