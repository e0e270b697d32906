"""The schedules: administrators only."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from reports import selectors, services
from reports.exceptions import ReportError, SameSchedule
from reports.forms import NewSchedule, ScheduleForm, schedule_changes_in_words
from reports.models import ReportSchedule
from reports.states import Deed, Outcome
from reports.tasks import nudge

for_administrators = for_holders_of("reports.keep_schedules")

SHOWN = 50  # of its history
AT_FIRST = {"timing": "before", "at_time": "09:00", "time_zone": "America/New_York"}


@for_administrators
@require_safe
def list_(request):
    """Every schedule by Forum: what it does, when, when next and when last."""
    forums = {}
    for line in selectors.schedules():
        forums.setdefault(line.schedule.edition, []).append(line)
    context = {"forums": list(forums.items()), "ended": selectors.ended_schedules()}
    return render(request, "reports/schedules.html", context)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """A schedule that is not there yet."""
    form = NewSchedule(request.POST or None, initial=AT_FIRST)
    if request.method != "POST" or not form.is_valid():
        return render(request, "reports/schedule_new.html", {"form": form})
    given = form.cleaned_data
    try:
        schedule = services.add_schedule(
            by=request.user, edition=given["edition"], deed=Deed(given["deed"]), **form.said()
        )
    except ReportError as refused:
        form.add_error("timing", refused.message)
        return render(request, "reports/schedule_new.html", {"form": form}, status=409)
    messages.success(request, _("Added. It runs by itself from now on."))
    return redirect("schedules:detail", schedule.pk)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    """One schedule, what can be done to it, and what was done; of two who change it at once the second is told."""
    schedule = _schedule(pk)
    seen = request.POST.get("seen", selectors.schedule_mark(schedule))
    form = ScheduleForm(request.POST or None, schedule=schedule)
    if request.method != "POST" or not form.is_valid():
        return _page(request, schedule, form, seen=seen)
    try:
        services.change_schedule(schedule, by=request.user, seen=seen, **form.said())
    except ReportError as refused:
        form.add_error("timing" if isinstance(refused, SameSchedule) else None, refused.message)
        return _page(request, schedule, form, seen=selectors.schedule_mark(schedule), status=409)
    messages.success(request, _("Saved."))
    return redirect("schedules:detail", pk)


@for_administrators
@require_POST
def pause(request, pk):
    """Let it do nothing for now."""
    return _act(request, pk, services.pause_schedule, _("Paused. It does nothing until you resume it."))


@for_administrators
@require_POST
def resume(request, pk):
    """Let it run again, from its next time on."""
    return _act(request, pk, services.resume_schedule, _("Resumed. It runs again at its next time."))


@for_administrators
@require_POST
def end(request, pk):
    """Let it do nothing any more."""
    return _act(request, pk, services.end_schedule, _("Ended. It does nothing any more; its history stays here."))


@for_administrators
@require_POST
def run(request, pk):
    """Do it now; done twice, each report is still one, and each person is written to once a day."""
    schedule = _schedule(pk)
    try:
        done = services.run_schedule(schedule, by=request.user)
    except ReportError as refused:
        messages.error(request, refused.message)
        return redirect("schedules:detail", pk)
    (messages.success if done.new else messages.info)(request, _said(done))
    if done.outcome == Outcome.ASKED and done.new:
        transaction.on_commit(nudge)
    return redirect("schedules:detail", pk)


def _said(done):
    """What came of a run by hand, in words."""
    told = done.outcome == Outcome.TOLD
    if done.new:
        words = (
            ngettext("%(new)s person is written to.", "%(new)s people are written to.", done.new)
            if told
            else ngettext("%(new)s report is asked for.", "%(new)s reports are asked for.", done.new)
        )
        return words % {"new": done.new}
    if told:
        return _("Everybody was written to today already.")
    if done.outcome == Outcome.ASKED:
        return _("Nothing was published since: these reports are there, or being built.")
    return done.outcome.label


def _schedule(pk):
    return get_object_or_404(ReportSchedule.objects.select_related("edition"), pk=pk)


def _act(request, pk, act, done):
    try:
        act(_schedule(pk), by=request.user)
    except ReportError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("schedules:detail", pk)


def _page(request, schedule, form, *, seen, status=200):
    schedule.refresh_from_db()
    story = [(event, schedule_changes_in_words(event)) for event in selectors.schedule_story(schedule)[:SHOWN]]
    context = {
        "line": selectors.line_of(schedule),
        "form": form,
        "seen": seen,
        "story": story,
        "runs": selectors.runs_of(schedule)[:SHOWN],
    }
    return render(request, "reports/schedule.html", context, status=status)
