"""The annual status report: how implementation stands on 10 December and a year before, and what came between."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.states import ReviewRegion
from progress.states import OF_ORGANISATIONS
from reports.selectors.facts import Facts
from reports.services.documents import around, turns
from reports.services.documents.capacity import mechanism
from reports.services.documents.frame import Cover, frame
from reports.services.documents.glance import glance, stages
from typesetting.blocks import Block, Text, day, figures, heading, note, number, paragraph, table
from ui.charts import KNOWN


def annual_document(facts: Facts, reference: str) -> Block:
    """The whole report as a document."""
    words = {"day": day(facts["until"]["day"]), "year": facts["subject"]}
    return frame(
        facts,
        reference,
        title=_("Annual status report %(year)s") % words,
        accent=KNOWN,
        cover=Cover(
            title=_("Annual status report"),
            theme=str(facts["subject"]),
            subtitle=_("State of implementation on %(day)s") % words,
            listed_label=_("Parts"),
            listed=[(str(place), title) for place, title in enumerate(_parts(), start=1)],
        ),
        blocks=[
            *around.how_to_read(_opening(facts)),
            heading(1, _parts()[0]),
            *_state(facts),
            heading(1, _parts()[1]),
            *turns.acts(facts["turns"]),
            *_updates(facts),
            heading(1, _parts()[2], flows=True),
            *_mechanism(facts),
            heading(1, _parts()[3], flows=True),
            _reviews(facts),
            heading(1, _parts()[4]),
            *turns.pledges(facts),
            *around.method(facts, reference, _counted(facts)),
        ],
    )


def _parts() -> list[str]:
    return [
        _("How implementation stands"),
        _("What was published in the year"),
        _("Needs and offers"),
        _("Voluntary national reviews"),
        _("The pledges of the year"),
    ]


def _opening(facts: Facts) -> str:
    words = {"day": day(facts["until"]["day"]), "before": day(facts["before"]["day"])}
    if facts["had_none_before"]:
        return (
            _(
                "This report shows how the implementation of the Global Compact stood on %(day)s, so far as it was "
                "reported. On %(before)s the portal had no publication yet: there is nothing to compare with, and "
                "everything that was published counts as of this year."
            )
            % words
        )
    return (
        _(
            "This report shows how the implementation of the Global Compact stood on %(day)s, so far as it was "
            "reported, beside the same figures of %(before)s, and what became public between the two."
        )
        % words
    )


def _counted(facts: Facts) -> list[str]:
    until, before = facts["until"], facts["before"]
    found = [
        _("The state of %(day)s is that of publication %(number)s, the last one then.")
        % {"day": day(until["day"]), "number": until["publication"]}
    ]
    if not facts["had_none_before"]:
        words = {"day": day(before["day"]), "number": before["publication"]}
        found.append(_("The earlier state, of %(day)s, is that of publication %(number)s, the last one then.") % words)
    return [
        *found,
        _(
            "What was retracted since is left out of earlier figures too, and of what was published; its retraction "
            "is counted."
        ),
    ]


def _state(facts: Facts) -> Iterator[Block]:
    whole, none_before = facts["compared"]["compact"]["until"], facts["had_none_before"]
    yield figures(glance(whole))
    if whole["pledges"]:
        yield stages(whole)
    yield turns.on_record(facts, with_before=not none_before)
    yield turns.by_objective(facts, with_before=not none_before)
    yield _regions(facts)
    yield note(
        ngettext(
            "%(count)s pledge of %(of)s has no update. It does not mean that nothing was done.",
            "%(count)s pledges of %(of)s have no update. It does not mean that nothing was done.",
            whole["without_update"],
        )
        % {"count": number(whole["without_update"]), "of": number(whole["pledges"])}
    )


def _regions(facts: Facts) -> Block:
    labels = {region.value: str(region.label) for region in ReviewRegion} | {OF_ORGANISATIONS: _("Organisations")}
    if facts["regions"][""]["pledges"]:
        labels[""] = _("No region on record")
    columns = [
        (pgettext("column", "Region"), 1.0),
        (_("Pledges"), 0),
        (_("With update"), 0),
        (pgettext("stage", "No update"), 0),
        (_("Updated within 12 months"), 0),
    ]
    names = ("pledges", "with_update", "without_update", "fresh")
    rows: list[list[Text]] = [
        [label, *(number(facts["regions"][region][name]) for name in names)] for region, label in labels.items()
    ]
    return table(_("Pledges by the region of the State that made them, and of organisations"), columns, rows)


def _updates(facts: Facts) -> Iterator[Block]:
    """Of how many pledges anything was heard lately."""
    whole = facts["compared"]["compact"]["until"]
    (received,) = [each for each in facts["turns"]["acts"] if each["kind"] == "PU"]
    yield heading(2, _("Updates and silence"))
    yield paragraph(
        ngettext(
            "%(count)s progress update was published in the year.",
            "%(count)s progress updates were published in the year.",
            received["new"],
        )
        % {"count": number(received["new"])},
        ngettext(
            "%(count)s pledge of %(of)s has an update that speaks for a day within the 12 months before.",
            "%(count)s pledges of %(of)s have an update that speaks for a day within the 12 months before.",
            whole["fresh"],
        )
        % {"count": number(whole["fresh"]), "of": number(whole["pledges"])},
    )


def _mechanism(facts: Facts) -> Iterator[Block]:
    yield figures(mechanism(facts["matches"]["until"]))
    if facts["had_none_before"]:
        return
    then, now = facts["matches"]["before"], facts["matches"]["until"]
    labels = {
        "needs": _("Capacity needs"),
        "offers": _("Offers of support"),
        "matches": _("Matches made"),
        "outcomes_known": _("Matches with a known outcome"),
    }
    columns = [
        (_("On record"), 1.0),
        (turns.named(facts["before"]), 0.5),
        (turns.named(facts["until"]), 0.5),
        (pgettext("column", "Difference"), 0),
    ]
    yield table(
        _("Needs, offers and matches, then and now"),
        columns,
        [
            [label, number(then[name]), number(now[name]), turns.signed(now[name] - then[name])]
            for name, label in labels.items()
        ],
    )


def _reviews(facts: Facts) -> Block:
    columns = [(_("Forum"), 1.0), (_("Members with a review"), 0), (_("Of Members"), 0), (_("Observers"), 0)]
    rows: list[list[Text]] = [
        [str(each["forum"]), number(each["members"]), number(each["of"]), number(each["others"])]
        for each in facts["reviews"]
    ]
    return table(_("Public voluntary national reviews by Forum"), columns, rows)
