"""The State profile: what one State has put on record, and what became of it; compared with nobody."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.selectors.facts import Facts
from reports.services import charts
from reports.services.documents import annex, around, listed
from reports.services.documents.capacity import needs_table
from reports.services.documents.frame import Cover, frame
from reports.services.documents.glance import stages
from reports.services.documents.quotes import references
from typesetting.blocks import Block, Text, day, figure, figures, heading, note, number, paragraph, table, written
from ui.charts import KNOWN


def state_document(facts: Facts, reference: str) -> Block:
    """The whole profile as a document."""
    name = facts["state"]["name"]
    return frame(
        facts,
        reference,
        title=_("State profile: %(name)s") % {"name": name},
        accent=KNOWN,
        cover=Cover(
            title=name,
            subtitle=_("State profile: pledges, national plans, reviews, needs, and tools"),
        ),
        blocks=[
            *around.how_to_read(_opening(), [_designations()]),
            *_glance(facts),
            *_pledges(facts),
            *_plans(facts),
            *_reviews(facts),
            *_capacity(facts),
            *annex.records(facts, none=_("No pledge or tool of this State or its organisations is published.")),
            *around.method(facts, reference, _counted()),
        ],
    )


def _opening() -> str:
    return _(
        "This profile shows what one State has put on record under the Global Compact, and what became of it so far "
        "as it has been reported. It is frozen: everything in it was public on the portal at the publication named on "
        "the cover, and the same figures stand there."
    )


def _designations() -> str:
    return _("The State’s name is that of the portal’s list; the disclaimers at the end say what it does not imply.")


def _counted() -> list[str]:
    return [
        _(
            "Counted as the State’s own are the pledges it made itself. Pledges of organisations in the State, and "
            "pledges of others that name it as a partner, are listed apart and not counted among its own. A partner "
            "that declined to be named is not named."
        ),
        _(
            "The year of a pledge is the one it names or, where it was made on the portal, that of its first "
            "publication."
        ),
    ]


def _glance(facts: Facts) -> Iterator[Block]:
    found, whole = facts["figures"]["state"], facts["figures"]["compact"]
    yield heading(1, _("The State at a glance"), flows=True)
    own = [figure(found["pledges"], _("Published pledges of its own"), of=whole["pledges"])]
    if found["pledges"]:
        own += [
            figure(found["with_update"], _("Pledges with an update"), of=found["pledges"]),
            figure(found["fresh"], _("Pledges updated within 12 months"), of=found["pledges"]),
        ]
    yield figures(own)
    if found["pledges"]:
        yield stages(found)
    yield paragraph(_silence(found))
    yield figures(
        [
            figure(found["plans"], _("National implementation plans")),
            figure(found["measures"], _("Measures of these plans")),
            figure(found["reviews"], _("Voluntary national reviews")),
            figure(found["needs"], _("Capacity needs")),
            figure(found["tools"], _("Tools")),
            figure(found["offers"], _("Tools with an offer of support"), of=found["tools"]),
        ]
    )
    if facts["state"]["is_champion"]:
        yield note(_("It is a champion country: it volunteers to promote the Compact. This is a fact, not a rank."))
    yield heading(2, _("Over the years"))
    yield from listed.years(facts)


def _silence(found: Facts) -> str:
    if not found["pledges"]:
        return _("No pledge of its own is published. That is not to say that nothing is done.")
    if not found["without_update"]:
        return _("Each of its pledges has been reported on at least once.")
    return ngettext(
        "%(count)s pledge of %(of)s has no update. That is not to say that nothing was done.",
        "%(count)s pledges of %(of)s have no update. That is not to say that nothing was done.",
        found["without_update"],
    ) % {"count": number(found["without_update"]), "of": number(found["pledges"])}


def _pledges(facts: Facts) -> list[Block]:
    blocks = [
        heading(1, _("Pledges"), flows=True),
        heading(2, _("Its own pledges")),
        listed.pledges(facts["own"], facts, none=_silence(facts["figures"]["state"])),
    ]
    if facts["naming"]:
        blocks += [
            heading(2, _("Pledges of others that name it as a partner")),
            listed.pledges(facts["naming"], facts, none=""),
        ]
    if facts["of_organisations"]:
        blocks += [
            heading(2, _("Pledges of organisations in the State")),
            listed.pledges(facts["of_organisations"], facts, none=""),
        ]
    return blocks


def _plans(facts: Facts) -> Iterator[Block]:
    yield heading(1, _("National implementation plans"), flows=True)
    if not facts["plans"]:
        yield paragraph(_("No national implementation plan is published here. One may exist elsewhere."))
        return
    columns = [(_("Reference"), 0), (_("Plan"), 2.4), (_("Period"), 1.4), (_("Measures"), 0), (_("Objectives"), 1.2)]
    yield table("", columns, [_plan(each, facts) for each in facts["plans"]])
    yield heading(2, _("Measures"))
    drawn = charts.along_the_years(_("Measures along the years"), facts["measures"], day=facts["day"])
    if drawn:
        yield drawn
    yield listed.measures(facts["measures"], facts, none=_("The published plans name no measure."))


def _plan(each: Facts, facts: Facts) -> list[Text]:
    return [
        references([each["source"]])[0],
        written(each["title"], each["language"], document_language=facts["language"]),
        listed.period(each),
        number(each["measures"]),
        ", ".join(map(str, each["objectives"])),
    ]


def _reviews(facts: Facts) -> Iterator[Block]:
    yield heading(1, _("Voluntary national reviews"), flows=True)
    if not facts["reviews"]:
        yield paragraph(_("No voluntary national review is published here. Reviews are voluntary."))
        return
    columns = [(_("Reference"), 0), (_("For"), 1.6), (_("Published"), 1.0), (_("Objectives it speaks of"), 1.6)]
    rows: list[list[Text]] = [
        [
            references([each["source"]])[0],
            each["occasion"],
            day(each["published_on"]),
            ", ".join(map(str, each["objectives"])),
        ]
        for each in facts["reviews"]
    ]
    yield table("", columns, rows)


def _capacity(facts: Facts) -> list[Block]:
    return [
        heading(1, _("Needs, and tools it provides"), flows=True),
        heading(2, _("Capacity needs")),
        *needs_table(facts),
        heading(2, _("Tools it provides")),
        listed.tools(sorted(facts["tools"]), facts, none=_("No tool of this State is published.")),
    ]
