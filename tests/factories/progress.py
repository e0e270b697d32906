"""Progress updates for tests, complete unless the test says otherwise, by the project's own verbs."""

from datetime import date

from plans.models import Measure, Plan
from progress.models import ProgressUpdate
from progress.services import UPDATE_CONTENT
from progress.states import Stage
from workflow import services
from workflow.models import Record


def draft(by, *, about, links=(), **fields):
    """A complete draft about a record, saved; its owner is Portugal unless the test says otherwise."""
    values = {
        "about": about,
        "speaks_for_on": date(2026, 6, 1),
        "stage": Stage.IN_PROGRESS,
        "narrative": "Two sample offices opened, for a test and for nothing else.",
        "state_id": "PRT",
    } | fields
    update = services.start_draft(ProgressUpdate(**values), by=by)
    UPDATE_CONTENT.write(update, {"links": [{"title": title, "address": address} for title, address in links]})
    return update


def submitted(by, **fields):
    """On the moderators' desk."""
    return services.submit(draft(by, **fields), by=by)


def published(by, *, moderator, **fields):
    """Public."""
    return services.publish(submitted(by, **fields), by=moderator)


def public_measure(by, moderator, *, state="PRT", objectives=(7,), **fields):
    """The one measure of a public national plan, as it stands there."""
    plan = Plan(
        state_id=state,
        title="A sample plan",
        period_starts_on=date(2025, 1, 1),
        period_ends_on=date(2029, 12, 31),
    )
    services.start_draft(plan, by=by)
    values = {"title": "A sample measure", "horizon": "short", "lead_institution": "A sample ministry"} | fields
    measure = Measure.objects.create(plan=plan, record=Record.objects.create(kind="PM"), number=1, **values)
    measure.objectives.set(objectives)
    services.publish(services.submit(plan, by=by), by=moderator)
    return Measure.objects.select_related("record", "plan__record").get(pk=measure.pk)
