"""One record as the public may read it: its live version, its end, its history."""

from dataclasses import replace
from functools import partial

from django.db.models import Q

import tools.selectors
from dashboard.selectors.history import Version, versions_of
from pledges.forms import PLEDGE
from pledges.models import Pledge
from pledges.selectors import with_content
from tools.models import Tool
from workflow.models import Moderated, Record
from workflow.selectors import Moment
from workflow.states import Closing


def public_pledge(reference: str, moment: Moment) -> Pledge | None:
    """The version of the pledge that is public, with all its page shows."""
    live = with_content(Pledge.objects.as_of(moment.publication), publication=moment.publication)
    return live.filter(record__reference=reference).first()


def public_tool(reference: str, moment: Moment) -> Tool | None:
    """The version of the tool that is public, with all its page shows."""
    live = tools.selectors.with_content(Tool.objects.as_of(moment.publication), publication=moment.publication)
    return live.filter(record__reference=reference).first()


def closed_record(kind: type[Moderated], reference: str, moment: Moment) -> Record | None:
    """The record of that kind that was public and is no longer: what its tombstone is about.

    Of what was retracted the tombstone is all there is, at earlier moments too.
    """
    ended = Q(closed_in__lte=moment.publication) | Q(closing=Closing.RETRACTED)
    closed = Record.objects.filter(ended).select_related("closed_in", "superseded_by")
    return closed.filter(kind=kind.REFERENCE_KIND, reference=reference).first()


def public_history(reference: str, moment: Moment) -> list[Version]:
    """The versions of a pledge that were public once and may still be read, newest first, with what each changed.

    Partners are named as the public may know them at the moment, in all of them.
    """
    at_the_moment = replace(PLEDGE, with_content=partial(with_content, publication=moment.publication))
    return versions_of(at_the_moment, reference, moment)
