"""Deciding on many submissions: what was ticked is listed, confirmed once, and what became of each is shown."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation import selectors, services
from moderation.forms import ConfirmationForm, SelectionForm
from moderation.models import Batch
from moderation.pages import for_moderators
from workflow.states import Verb


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request):
    """List what was ticked and what would happen to each; sent, decide on all of it, once."""
    chosen = SelectionForm(request.POST or request.GET)
    if not chosen.is_valid():
        return render(request, "moderation/bulk.html", {"refused": chosen, "trail": _trail()}, status=400)
    verb, picks = chosen.verb, chosen.cleaned_data["pick"]
    if request.method != "POST":
        return _listed(request, verb, picks)
    form = ConfirmationForm(request.POST, verb=verb)
    if not form.is_valid():
        return _listed(request, verb, picks, form=form, status=400)
    note = form.cleaned_data.get("note", "")
    batch = services.decide_many(form.cleaned_data["key"], verb, picks, by=request.user, note=note)
    return redirect("moderation:batch", batch.pk)


@for_moderators
@require_safe
def batch(request, key):
    """What became of each submission of a batch; only for who confirmed it."""
    try:
        found = selectors.batch_of(key, by=request.user)
    except Batch.DoesNotExist as error:
        raise Http404 from error
    results = selectors.results_of(found)
    context = {
        "trail": _trail(),
        "batch": found,
        "done": [each for each in results if each.is_done],
        "failed": [each for each in results if not each.is_done],
        "total": len(results),
    }
    return render(request, "moderation/batch.html", context)


def _trail():
    return [(_("Moderation queue"), reverse("moderation:queue")), (_("Many at once"), "")]


def _listed(request, verb: Verb, picks, *, form=None, status=200):
    """The confirmation; refused, it keeps the stamps it was sent with: what changed since is not decided on."""
    lines = selectors.described([(pick.kind, pick.pk) for pick in picks], by=request.user)
    waiting = [line for line in lines if line.is_waiting]
    if form is None:
        read = [f"{line.key}@{services.stamp_of(line)}" for line in waiting]
        form = ConfirmationForm(initial={"act": verb, "pick": read, "key": uuid4()}, verb=verb)
    context = {
        "form": form,
        "lines": waiting,
        "gone": len(picks) - len(waiting),
        "verb": verb,
        "is_refused": status != 200,
        "trail": _trail(),
    }
    return render(request, "moderation/bulk.html", context, status=status)
