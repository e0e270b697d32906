"""The brief for a Forum's policy debate: what was submitted on each of its themes, every statement with its source."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.selectors.facts import Facts
from reports.services.documents import around
from reports.services.documents.capacity import capacity
from reports.services.documents.frame import Cover, frame
from reports.services.documents.quotes import quotes, references, rule
from typesetting.blocks import (
    Block,
    Text,
    figure,
    figures,
    heading,
    note,
    number,
    paragraph,
    table,
    written,
)
from typesetting.glyphs import printable
from ui.charts import KNOWN


def brief_document(facts: Facts, reference: str) -> Block:
    """The whole brief as a document."""
    return frame(
        facts,
        reference,
        title=_("Policy-debate brief, International Migration Review Forum %(year)s")
        % {"year": facts["forum"]["year"]},
        accent=KNOWN,
        cover=Cover(
            title=_("Policy debate"),
            theme=_("Challenges in the implementation of the Global Compact"),
            subtitle=_("Brief: what States and organisations have submitted, with its sources"),
            listed_label=_("Themes"),
            listed=[(str(place), words) for place, words in enumerate(_themes(), start=1)],
        ),
        blocks=[
            *around.how_to_read(_opening(), rule(facts)),
            *_debate(facts),
            *_glance(facts),
            *_challenges(facts),
            *_agenda(facts),
            *capacity(facts),
            *_emerging(facts),
            *around.method(facts, reference, _counted()),
        ],
    )


def _themes() -> list[str]:
    return [
        _("Challenges in implementation"),
        _("Links with the 2030 Agenda for Sustainable Development"),
        _("The capacity-building mechanism"),
        _("Contemporary and emerging issues"),
    ]


def _opening() -> str:
    return _(
        "This brief puts together, for the policy debate of the Forum, what States and organisations have submitted "
        "on its themes. It adds no view of its own. It is frozen: everything in it was public on the portal at the "
        "publication named on the cover."
    )


def _counted() -> list[str]:
    return [
        _(
            "Barriers are taken from the latest public update on each pledge or measure that names any, and stand "
            "under the first objective of that pledge or measure; under its other objectives the reference is listed."
        ),
        _(
            "Answers are taken from the voluntary national reviews for this Forum and for the regional reviews that "
            "led to it."
        ),
        _(
            "An offer of support is a tool whose provider offers support with it, or a pledge of money or people. A "
            "need without an offer beside it may be met elsewhere, and an offer beside a need need not fit it."
        ),
    ]


def _debate(facts: Facts) -> list[Block]:
    blocks = [
        heading(1, _("The policy debate of this Forum"), flows=True),
        paragraph(
            _(
                "By resolution 73/326 of the General Assembly the policy debate focuses on challenges in the "
                "implementation of the Global Compact, including the links with the 2030 Agenda for Sustainable "
                "Development, the capacity-building mechanism, and contemporary and emerging issues related to "
                "migration."
            )
        ),
        heading(2, _("Topics of this edition")),
    ]
    if not facts["topics"]:
        blocks.append(paragraph(_("No topic of the policy debate has been published for this Forum.")))
    for topic in facts["topics"]:
        blocks += _topic(topic, facts)
    return blocks


def _topic(topic: Facts, facts: Facts) -> Iterator[Block]:
    language, here = topic["language"], facts["language"]
    yield heading(3, written(topic["title"], language, document_language=here))
    yield paragraph(written(topic["text"], language, document_language=here, long=True))
    if topic["documents"]:
        yield paragraph(_("Documents:"), sources=references(topic["documents"]))


def _glance(facts: Facts) -> list[Block]:
    found, reviews = facts["figures"], facts["figures"]["reviews"]
    return [
        heading(1, _("On what this brief stands"), flows=True),
        figures(
            [
                figure(found["compact"]["pledges"], _("Published pledges")),
                figure(found["compact"]["with_update"], _("Pledges with an update"), of=found["compact"]["pledges"]),
                figure(found["plans"], _("National implementation plans")),
                figure(found["needs"], _("Capacity needs")),
                figure(reviews["towards"], _("Voluntary national reviews")),
            ]
        ),
        paragraph(
            ngettext(
                "For this Forum %(count)s Member State of %(of)s has a public voluntary national review.",
                "For this Forum %(count)s Member States of %(of)s have a public voluntary national review.",
                reviews["members"],
            )
            % {"count": number(reviews["members"]), "of": number(reviews["of"])}
        ),
        paragraph(
            ngettext(
                "%(count)s pledge of %(of)s has no update: of barriers to it nothing can be known here.",
                "%(count)s pledges of %(of)s have no update: of barriers to them nothing can be known here.",
                found["compact"]["without_update"],
            )
            % {"count": number(found["compact"]["without_update"]), "of": number(found["compact"]["pledges"])}
        ),
    ]


def _challenges(facts: Facts) -> list[Block]:
    found = facts["challenges"]
    return [
        heading(1, _themes()[0]),
        heading(2, _("From the voluntary national reviews")),
        *quotes(found["reviews"], facts, none=_("No review that is public answers the question on challenges.")),
        heading(2, _("Barriers named in progress updates")),
        *_barriers(facts),
        heading(2, _("Why work was discontinued")),
        *quotes(
            found["discontinued"],
            facts,
            none=_("No pledge or measure stands as discontinued by its latest update."),
        ),
    ]


def _barriers(facts: Facts) -> Iterator[Block]:
    barriers = facts["challenges"]["barriers"]
    if not barriers:
        yield paragraph(_("No public update on a pledge or measure names a barrier."))
        return
    for table_number in range(1, 5):
        for objective in facts["objectives"]:
            if objective["round_table"] == table_number and str(objective["number"]) in barriers:
                words = {
                    "table": table_number,
                    "number": objective["number"],
                    "title": objective["short_title"],
                }
                yield heading(3, _("Round table %(table)s, objective %(number)s: %(title)s") % words)
                yield from _of_objective(barriers[str(objective["number"])], facts)
    if "0" in barriers:
        yield heading(3, _("The Compact as a whole, or no objective named"))
        yield from _of_objective(barriers["0"], facts)
    silent = [str(each["number"]) for each in facts["objectives"] if str(each["number"]) not in barriers]
    if silent:
        yield note(
            _("No public update names a barrier under these objectives: %(numbers)s.") % {"numbers": ", ".join(silent)}
        )


def _of_objective(said: Facts, facts: Facts) -> Iterator[Block]:
    if said["said"]:
        yield from quotes(said, facts, none="")
    if said["elsewhere"]:
        words = _("Quoted or listed under another objective of the same pledge or measure:")
        yield paragraph(words, sources=references(said["elsewhere"]))


def _agenda(facts: Facts) -> list[Block]:
    found = facts["agenda_2030"]
    blocks = [
        heading(1, _themes()[1]),
        heading(2, _("From the voluntary national reviews")),
        *quotes(found["reviews"], facts, none=_("No review that is public answers the question on the 2030 Agenda.")),
        heading(2, _("Targets that pledges name")),
        paragraph(
            ngettext(
                "%(count)s pledge of %(of)s names a target of the 2030 Agenda.",
                "%(count)s pledges of %(of)s name a target of the 2030 Agenda.",
                found["naming"],
            )
            % {"count": number(found["naming"]), "of": number(found["of"])}
        ),
    ]
    if found["targets"]:
        blocks += [_targets(found["targets"]), _naming(found["pledges"], facts["language"])]
    return [*blocks, heading(2, _("Targets under the objectives of the Compact")), *_targets_of_objectives(facts)]


def _targets(targets: list[Facts]) -> Block:
    columns = [(_("Target"), 0), (_("Pledges"), 0), (_("Objectives it is filed with"), 1.0)]
    rows: list[list[Text]] = [
        [_codes([each["target"]]), number(each["count"]), ", ".join(map(str, each["objectives"])) or _("None")]
        for each in targets
    ]
    return table(_("Targets of the 2030 Agenda that pledges name"), columns, rows)


def _naming(pledges: list[Facts], here: str) -> Block:
    columns = [(_("Reference"), 0), (_("Pledge"), 2.4), (_("Made by"), 1.2), (_("Targets"), 1.0)]
    rows: list[list[Text]] = [
        [
            references([each["source"]])[0],
            written(each["title"], each["language"], document_language=here),
            printable(each["by"]) or _("Not stated"),
            _codes(each["targets"]),
        ]
        for each in pledges
    ]
    return table(_("The pledges that name them"), columns, rows)


def _codes(targets: list[str]) -> Text:
    """Targets such as 10.c, which are written from left to right in every language."""
    return {"text": ", ".join(targets), "lang": "en", "dir": "ltr", "mark": ""}


def _targets_of_objectives(facts: Facts) -> Iterator[Block]:
    yield paragraph(
        _(
            "Pledges name targets themselves. Measures of national plans name objectives only: which targets they "
            "serve is read here from the objectives, which relate to these."
        )
    )
    if not facts["agenda_2030"]["is_verified"]:
        yield note(_("Which targets an objective relates to is not wholly checked against an official source."))
    columns = [(_("Objective"), 1.2), (_("Related targets"), 1.4), (_("Pledges"), 0), (_("Measures"), 0)]
    rows: list[list[Text]] = [
        [
            f"{each['number']}. {each['short_title']}",
            _codes(each["sdg_targets"]) if each["sdg_targets"] else _("None"),
            number(each["pledges"]),
            number(each["measures"]),
        ]
        for each in facts["objectives"]
    ]
    yield table(_("Objectives with related targets, pledges and measures"), columns, rows)


def _emerging(facts: Facts) -> list[Block]:
    return [
        heading(1, _themes()[3], flows=True),
        *quotes(
            facts["emerging"]["reviews"],
            facts,
            none=_("No review that is public answers the question on contemporary and emerging issues."),
        ),
        note(_("Records on the portal have no other place for emerging issues than the reviews.")),
    ]
