"""A full desk for tests: one submission of each kind by the project's own verbs, and cheap copies of them."""

from copy import copy
from datetime import timedelta

from moderation.states import Kind
from progress.models import ProgressUpdate
from reviews.models import Review
from tests.factories import needs, plans, pledges, progress, reviews, tools
from workflow.models import Record


def one_of_each(by, moderator):
    """A submission of each kind, all of Portugal's, the update on a public pledge."""
    live = pledges.published(by, moderator, title="A sample pledge that is public")
    return {
        Kind.PLEDGE: pledges.submitted(by),
        Kind.TOOL: tools.submitted(by),
        Kind.UPDATE: progress.submitted(by, about=live.record),
        Kind.PLAN: plans.submitted(by),
        Kind.REVIEW: reviews.submitted(by),
        Kind.NEED: needs.submitted(by),
    }


def copies(item, count, *, older_by=timedelta(minutes=1), **fields):
    """So many further submissions like this one, each a record of its own and a little older; written in bulk."""
    last = Record.objects.order_by("-pk").values_list("pk", flat=True).first()
    records = Record.objects.bulk_create(
        Record(kind=item.REFERENCE_KIND, reference=f"GCM-{item.REFERENCE_KIND}-1{last + number:09d}")
        for number in range(count)
    )
    made = [_copy(item, record, number, older_by, fields) for number, record in enumerate(records, start=1)]
    if isinstance(item, ProgressUpdate):  # at most one is under way on a record
        about = Record.objects.bulk_create(Record(kind="PL") for _ in made)
        for update, record in zip(made, about, strict=True):
            update.about = record
    return type(item).objects.bulk_create(made)


def _copy(item, record, number, older_by, fields):
    made = copy(item)
    made._state = copy(item._state)
    made.pk, made._state.adding, made.record = None, True, record
    made.submitted_at = item.submitted_at - number * older_by
    if isinstance(item, Review):  # at most one is under way for a Forum or regional review
        made.forum, made.region, made.region_year = None, "ECE", 2000 + number
    for name, value in fields.items():
        setattr(made, name, value)
    return made
