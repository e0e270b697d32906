"""The calendar: its steps, added, changed, removed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roundtables import selectors, services
from roundtables.exceptions import EditRefused, NotInOrder
from roundtables.forms import EntryForm, ReasonForm
from roundtables.states import EditKind
from roundtables.views.answers import edit, for_administrators, told, way

FORM_METHODS = ["GET", "HEAD", "POST"]


@for_administrators
@require_safe
def list_(request):
    """Every step, the latest first, and what was done."""
    context = {"entries": selectors.standing_entries(), "trail": way(), **told(request, selectors.story_of_calendar())}
    return render(request, "roundtables/calendar.html", context)


@for_administrators
@require_http_methods(FORM_METHODS)
def new(request):
    """Add a step; public at once."""
    form = EntryForm(request.POST or None)
    context = {"form": form, "trail": _way()}
    if request.method != "POST" or not form.is_valid():
        return render(request, "roundtables/entry.html", context)
    try:
        services.add_entry(by=request.user, values=form.values(), reason=form.cleaned_data["reason"])
    except EditRefused as refused:
        form.refuse(refused.problems if isinstance(refused, NotInOrder) else {"": refused.message})
        return render(request, "roundtables/entry.html", context, status=409)
    messages.success(request, _("Added. The public pages show it now."))
    return redirect("desk_forums:calendar")


@for_administrators
@require_http_methods(FORM_METHODS)
def change(request, pk):
    """Change a step; public at once."""
    entry = _entry(pk)
    form = EntryForm(request.POST or None, entry=entry, initial=entry.content())

    def act(seen):
        services.change_entry(
            entry, by=request.user, values=form.values(), reason=form.cleaned_data["reason"], seen=seen
        )

    done = _("Saved. The public pages show it now, under a new publication number.")
    return _edit(request, form, entry, act=act, done=done, template="roundtables/entry.html")


@for_administrators
@require_http_methods(FORM_METHODS)
def remove(request, pk):
    """Asks why, and takes the step out of the calendar."""
    entry = _entry(pk)
    form = ReasonForm(request.POST or None)

    def act(seen):
        services.remove_entry(entry, by=request.user, reason=form.cleaned_data["reason"], seen=seen)

    done = _("Removed from the calendar. What it said earlier stays on record.")
    return _edit(request, form, entry, act=act, done=done, template="roundtables/entry_remove.html")


def _entry(pk):
    return get_object_or_404(selectors.standing_entries(), pk=pk)


def _way():
    return way((_("Calendar"), reverse("desk_forums:calendar")))


def _edit(request, form, entry, *, act, done, template):
    return edit(
        request,
        form,
        entry,
        EditKind.ENTRY,
        act=act,
        done=done,
        back=reverse("desk_forums:calendar"),
        page=(template, {"entry": entry, "trail": _way()}),
    )
