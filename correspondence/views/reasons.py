"""Reasons kept ready: administrators only; for everybody else there are no such pages."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from correspondence import selectors, services
from correspondence.exceptions import ReasonOvertaken
from correspondence.forms import ReasonForm, changes_in_words
from correspondence.models import CannedReason

of_administrators = for_holders_of("correspondence.write_reasons")


@of_administrators
@require_safe
def list_(request):
    """All of them, by what they are for; those that are retired last."""
    found = list(selectors.reasons())
    context = {
        "offered": [each for each in found if each.retired_at is None],
        "retired": [each for each in found if each.retired_at is not None],
        "trail": _trail()[:1],
    }
    return render(request, "correspondence/reasons.html", context)


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Keep a text ready; it is offered at once."""
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "correspondence/reason.html", {"form": form, "trail": _trail()})
    services.add_reason(by=request.user, values=form.cleaned_data)
    messages.success(request, _("Saved: it is offered to moderators from now on."))
    return redirect("reasons:list")


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Put it in other words. Of two at once the second is told, and loses nothing."""
    reason = get_object_or_404(CannedReason, pk=pk)
    form = ReasonForm(request.POST or None, initial=services.content_of(reason))
    if request.method != "POST" or not form.is_valid():
        return _page(request, reason, form, seen=request.POST.get("seen"))
    try:
        services.change_reason(reason, by=request.user, values=form.cleaned_data, seen=request.POST.get("seen", ""))
    except ReasonOvertaken as refused:
        return _page(request, reason, form, refused=refused, status=409)
    messages.success(request, _("Saved."))
    return redirect("reasons:list")


@of_administrators
@require_POST
def retire(request, pk):
    """Offer it no longer."""
    services.retire_reason(get_object_or_404(CannedReason, pk=pk), by=request.user)
    messages.success(request, _("Retired: it is not offered any more. It can be offered again from the list."))
    return redirect("reasons:list")


@of_administrators
@require_POST
def restore(request, pk):
    """Offer it again."""
    services.restore_reason(get_object_or_404(CannedReason, pk=pk), by=request.user)
    messages.success(request, _("It is offered again."))
    return redirect("reasons:list")


def _page(request, reason, form, *, seen=None, refused=None, status=200):
    history = list(selectors.reason_history(reason))
    context = {
        "reason": reason,
        "form": form,
        "seen": seen or (history[0].pk if history else ""),
        "refused": refused,
        "history": [(event, changes_in_words(event.changes)) for event in history],
        "trail": _trail(),
    }
    return render(request, "correspondence/reason.html", context, status=status)


def _trail():
    return [(_("Moderation queue"), reverse("moderation:queue")), (_("Canned reasons"), reverse("reasons:list"))]
