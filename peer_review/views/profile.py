"""What a reviewer says of themselves, and what they have done: to be read, printed and shown to others."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.views.clearance import as_download
from objectives.models import Objective
from peer_review import selectors, services
from peer_review.forms import ProfileForm, YearForm
from peer_review.services.certificate import record_of_thanks
from peer_review.views.pages import of_reviewers


@of_reviewers
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    """The reviewer's own profile."""
    reviewer = request.user.reviewer
    form = ProfileForm(request.POST or None, reviewer=reviewer)
    if request.method != "POST":
        return render(request, "peer_review/profile.html", {"form": form, "reviewer": reviewer})
    if not form.is_valid():
        return render(request, "peer_review/profile.html", {"form": form, "reviewer": reviewer}, status=400)
    services.correct_profile(reviewer, values=form.cleaned_data, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("reviewing:profile")


@of_reviewers
@require_POST
def pause(request):
    """Be asked nothing for now, or again."""
    paused = request.POST.get("paused") == "yes"
    services.pause(request.user.reviewer, paused=paused, by=request.user)
    said = _("You take a pause: nothing new is asked of you.") if paused else _("You can be asked again.")
    messages.success(request, said)
    return redirect("reviewing:profile")


@of_reviewers
@require_safe
def thanks(request):
    """What the reviewer has done, in a year or ever."""
    form, found = _asked_for(request)
    objectives = Objective.objects.filter(pk__in=found.objectives)
    year = form.cleaned_data["year"]
    pdf_url = reverse("reviewing:thanks_pdf", query={"year": year} if year else None)
    context = {"form": form, "thanks": found, "objectives": objectives, "pdf_url": pdf_url}
    return render(request, "peer_review/thanks.html", context)


@of_reviewers
@require_safe
def thanks_pdf(request):
    """The same as a PDF, in the language of the page."""
    _form, found = _asked_for(request)
    if not found.tools:
        raise Http404
    return as_download(record_of_thanks(request.user, found), "peer-reviews.pdf")


def _asked_for(request):
    form = YearForm(request.GET, years=selectors.years_of(request.user))
    if not form.is_valid():
        raise Http404
    return form, selectors.thanks_of(request.user, year=form.cleaned_data["year"])
