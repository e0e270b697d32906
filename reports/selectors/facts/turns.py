"""What happened between two moments, as facts: what was published of each kind, and each pledge it happened to."""

from collections.abc import Mapping

from django.urls import reverse

from dashboard.selectors.between import Acts, Closed, PledgeTurns, acts_between, pledge_turns, publications_between
from dashboard.selectors.forums import changes_on_record
from dashboard.selectors.publications import publication_at
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from progress.models import ProgressUpdate
from progress.selectors import compact_figures, figures_by_objective, latest_updates
from reports.selectors.facts.parts import Facts, figure_facts, iso
from reports.selectors.facts.quoting import link
from workflow.selectors import Moment

COMPARED = ("pledges", "with_update", "fulfilled", "discontinued")  # of each objective, then and now


def turn_facts(before: Moment, until: Moment) -> Facts:
    """Everything between the two, each pledge by its reference."""
    turns = pledge_turns(before, until)
    return {
        "publications": publications_between(before, until),
        "acts": [_acts(each) for each in acts_between(before, until)],
        "counts": turns.counts,
        **_listed(turns, until),
        "closed": [_closed(each) for each in turns.closed],
    }


def compared(before: Moment, until: Moment) -> Facts:
    """The same figures at both moments, by the same selectors."""
    one, other = (figures_by_objective(moment) for moment in (before, until))
    return {
        "compact": {name: figure_facts(compact_figures(at)) for name, at in (("before", before), ("until", until))},
        "on_record": [
            {"what": str(each.what), "before": each.before, "until": each.after, "difference": each.difference}
            for each in changes_on_record(before, until)
        ],
        "objectives": {
            str(number): {
                name: [getattr(one[number], name), getattr(other[number], name)] for name in COMPARED
            }
            for number in other
        },
    }  # fmt: skip


def moment_facts(moment: Moment) -> Facts:
    """A moment as it is named, with the day its publication came out; publication 0 is before the first."""
    found = publication_at(moment)
    return {
        "publication": moment.publication,
        "at": iso(found.at.date()) if found else None,
        "day": iso(moment.day),
    }


def _acts(each: Acts) -> Facts:
    names = ("kind", "new", "imported", "amended", "withdrawn", "retracted", "superseded")
    return {name: getattr(each, name) for name in names}


def _listed(turns: PledgeTurns, until: Moment) -> Facts:
    lists: dict[str, PledgeQuerySet] = {
        name: getattr(turns, name) for name in ("new", "amended", "fulfilled", "discontinued")
    }
    rows = {name: list(pledges) for name, pledges in lists.items()}
    updates = latest_updates({each.record_id for found in rows.values() for each in found}, moment=until)
    return {name: [_pledge(each, updates) for each in found] for name, found in rows.items()}


def _pledge(pledge: Pledge, updates: Mapping[int, ProgressUpdate]) -> Facts:
    update, address = updates.get(pledge.record_id), pledge.get_absolute_url()
    return {
        "source": link(pledge.reference, address),
        "title": pledge.title,
        "language": pledge.language,
        "by": str(pledge.owner or ""),
        "on": iso(pledge.published_at.date() if pledge.published_at else None),
        "stage": update.stage if update else "",
        "said_on": iso(update.speaks_for_on) if update else None,
    }


def _closed(each: Closed) -> Facts:
    address = reverse("pledges:detail", args=[each.reference])
    return {"source": link(each.reference, address), "closing": each.closing.value, "on": iso(each.on)}
