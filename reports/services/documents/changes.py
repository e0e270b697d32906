"""What changed between two Forums: figures then and now, the pledges it happened to, and objectives that moved."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.selectors.facts import Facts
from reports.services.documents import around, turns
from reports.services.documents.frame import Cover, frame
from reports.services.documents.glance import glance, stages
from typesetting.blocks import Block, Text, day, figure, figures, heading, note, number, paragraph, table
from ui.charts import KNOWN
from workflow.states import Closing


def changes_document(facts: Facts, reference: str) -> Block:
    """The whole report as a document."""
    years = {"earlier": facts["earlier"]["year"], "later": facts["forum"]["year"]}
    return frame(
        facts,
        reference,
        title=_("What changed since the Forum of %(earlier)s") % years,
        accent=KNOWN,
        cover=Cover(
            title=_("What changed"),
            theme=_("From the Forum of %(earlier)s to the Forum of %(later)s") % years,
            subtitle=_("State of %(before)s and of %(until)s")
            % {"before": day(facts["before"]["day"]), "until": day(facts["until"]["day"])},
            listed_label=_("Parts"),
            listed=[(str(place), words) for place, words in enumerate(_parts(), start=1)],
        ),
        blocks=[
            *around.how_to_read(_opening(facts), [_stands_in(facts)] if facts["stands_in_because"] else []),
            heading(1, _parts()[0]),
            *_figures(facts),
            heading(1, _parts()[1]),
            *_moved(facts),
            heading(1, _parts()[2], flows=True),
            *turns.acts(facts["turns"]),
            heading(1, _parts()[3]),
            *turns.pledges(facts),
            *around.method(facts, reference, _counted(facts)),
        ],
    )


def _parts() -> list[str]:
    return [
        _("Figures, then and now"),
        _("Objectives at the round tables"),
        _("What was published between"),
        _("The pledges it happened to"),
    ]


def _opening(facts: Facts) -> str:
    return _(
        "This report puts the figures of %(before)s beside those of %(until)s, counted by the same rules, and names "
        "every pledge that was made, amended, fulfilled, discontinued or taken off the site between the two."
    ) % {"before": day(facts["before"]["day"]), "until": day(facts["until"]["day"])}


def _stands_in(facts: Facts) -> str:
    """Why it does not begin at the end of the earlier Forum."""
    words = {
        "year": facts["earlier"]["year"],
        "day": day(facts["before"]["day"]),
        "ended": day(facts["earlier"]["ends_on"]),
    }
    why = {
        "no_dates": _("The days of the Forum of %(year)s are not on record."),
        "not_over": _("The Forum of %(year)s was not over, by its days on record."),
        "no_publication": _("When the Forum of %(year)s ended, on %(ended)s, the portal had no publication."),
    }[facts["stands_in_because"]]
    instead = _(
        "The first publication, of %(day)s, stands in for that day. What it brought counts as being there before."
    )
    return f"{why % words} {instead % words}"


def _counted(facts: Facts) -> list[str]:
    return [
        _("The earlier state is that of publication %(before)s, the later that of publication %(until)s.")
        % {"before": facts["before"]["publication"], "until": facts["until"]["publication"]},
        _(
            "A pledge is new when it is public at the later moment and was not at the earlier. It stands as fulfilled "
            "or discontinued when its latest update says so, and did not at the earlier moment."
        ),
        _(
            "What was retracted since is left out of earlier figures too, and of what was published; its retraction "
            "is counted."
        ),
    ]


def _figures(facts: Facts) -> Iterator[Block]:
    whole, counts = facts["compared"]["compact"]["until"], facts["turns"]["counts"]
    if facts["stands_in_because"]:
        yield note(_stands_in(facts))
    yield figures(glance(whole))
    if whole["pledges"]:
        yield stages(whole)
    yield figures(
        [
            figure(counts["new"], _("New pledges"), of=whole["pledges"]),
            figure(counts["amended"], _("Amended pledges"), of=whole["pledges"]),
            figure(counts["fulfilled"], _("Came to be fulfilled"), of=whole["pledges"]),
            figure(counts["discontinued"], _("Came to be discontinued"), of=whole["pledges"]),
            figure(counts[Closing.WITHDRAWN], _("Withdrawn by their owners")),
        ]
    )
    yield turns.on_record(facts, with_before=True)
    yield turns.by_objective(facts, with_before=True)


def _moved(facts: Facts) -> Iterator[Block]:
    years = {"earlier": facts["earlier"]["year"], "later": facts["forum"]["year"]}
    if facts["forum"]["split_is_carried_over"]:
        yield note(
            _("The split of objectives over round tables is taken over from an earlier Forum; it is indicative.")
        )
    if not facts["moved"]:
        yield paragraph(_("Every objective stands at the same round table at both Forums."))
        return
    titles = {each["number"]: f"{each['number']}. {each['short_title']}" for each in facts["objectives"]}
    count = len(facts["moved"])
    yield paragraph(
        ngettext(
            "%(count)s objective stands at another round table than before. The figures of round tables with the same "
            "number cannot be compared.",
            "%(count)s objectives stand at other round tables than before. The figures of round tables with the same "
            "number cannot be compared.",
            count,
        )
        % {"count": number(count)}
    )
    columns = [
        (_("Objective"), 1.0),
        (pgettext("round table at", "Forum of %(earlier)s") % years, 0),
        (pgettext("round table at", "Forum of %(later)s") % years, 0),
    ]
    rows: list[list[Text]] = [
        [titles[each["objective"]], number(each["before"]), number(each["after"])] for each in facts["moved"]
    ]
    yield table(_("Round tables of the objectives that moved"), columns, rows)
