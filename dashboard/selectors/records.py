"""One record as the public may read it: its live version, its end, its history."""

from django.db.models import QuerySet

from pledges.models import Pledge
from pledges.selectors import with_content
from tools.models import Tool
from workflow.models import Moderated, Record
from workflow.selectors import Moment


def public_pledge(reference: str, moment: Moment) -> Pledge | None:
    """The version of the pledge that is public, with all its page shows."""
    return with_content(Pledge.objects.as_of(moment.publication)).filter(record__reference=reference).first()


def public_tool(reference: str, moment: Moment) -> Tool | None:
    """The version of the tool that is public."""
    live = Tool.objects.as_of(moment.publication).with_parties()
    return live.filter(record__reference=reference).prefetch_related("objectives").first()


def closed_record(kind: type[Moderated], reference: str, moment: Moment) -> Record | None:
    """The record of that kind that was public and is no longer: what its tombstone is about."""
    closed = Record.objects.filter(closed_in__lte=moment.publication).select_related("closed_in")
    return closed.filter(kind=kind.REFERENCE_KIND, reference=reference).first()


def public_history(reference: str, moment: Moment) -> QuerySet[Pledge]:
    """The versions of a pledge that were public once and may still be read, newest first."""
    versions = Pledge.objects.ever_published().filter(published_in__lte=moment.publication)
    return (
        with_content(versions)
        .filter(record__reference=reference)
        .select_related("published_in", "replaced_in", "record__closed_in")
        .order_by("-published_in_id")
    )
