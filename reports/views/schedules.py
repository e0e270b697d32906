"""The schedules that ask for reports: administrators only."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from reports import selectors, services
from reports.exceptions import FrequencyTaken, ReportError
from reports.forms import ScheduleForm, schedule_changes_in_words
from reports.models import ReportSchedule
from reports.states import Frequency
from reports.tasks import nudge

for_administrators = for_holders_of("reports.keep_schedules")

SHOWN = 50  # of its history


@for_administrators
@require_safe
def list_(request):
    """Every schedule: how often, in which languages, when last and when next."""
    return render(request, "reports/schedules.html", {"lines": selectors.schedules()})


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    """One schedule, what can be done to it, and what was done; of two who change it at once the second is told."""
    schedule = _schedule(pk)
    seen = request.POST.get("seen", selectors.schedule_mark(schedule))
    form = ScheduleForm(
        request.POST or None, initial={"frequency": schedule.frequency, "languages": schedule.languages}
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, schedule, form, seen=seen)
    given = form.cleaned_data
    try:
        services.change_schedule(
            schedule,
            by=request.user,
            frequency=Frequency(given["frequency"]),
            languages=given["languages"],
            seen=seen,
        )
    except ReportError as refused:
        form.add_error("frequency" if isinstance(refused, FrequencyTaken) else None, refused.message)
        return _page(request, schedule, form, seen=selectors.schedule_mark(schedule), status=409)
    messages.success(request, _("Saved."))
    return redirect("schedules:detail", pk)


@for_administrators
@require_POST
def pause(request, pk):
    """Let it ask for nothing for now."""
    return _act(request, pk, services.pause_schedule, _("Paused. It asks for nothing until you resume it."))


@for_administrators
@require_POST
def resume(request, pk):
    """Let it ask again, from its next time on."""
    return _act(request, pk, services.resume_schedule, _("Resumed. It asks again at its next time."))


@for_administrators
@require_POST
def run(request, pk):
    """Ask now; asked twice, each report is still one."""
    schedule = _schedule(pk)
    try:
        new = services.run_schedule(schedule, by=request.user)
    except ReportError as refused:
        messages.error(request, refused.message)
        return redirect("schedules:detail", pk)
    if new:
        words = ngettext("%(new)s report is asked for.", "%(new)s reports are asked for.", new)
        messages.success(request, words % {"new": new})
        transaction.on_commit(nudge)
    else:
        messages.info(request, _("Nothing was published since: these reports are there, or being built."))
    return redirect("schedules:detail", pk)


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
    context = {"line": selectors.line_of(schedule), "form": form, "seen": seen, "story": story}
    return render(request, "reports/schedule.html", context, status=status)
