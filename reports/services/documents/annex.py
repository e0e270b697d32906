"""What surrounds the booklet's figures: how to read them, every record in full, method and disclaimers."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from pledges.states import Nature, PledgeType
from progress.states import Assurance, Stage
from reports.selectors.facts import Facts
from tools.states import ToolKind
from typesetting.blocks import Block, Text, bullets, day, heading, note, number, paragraph, record, written
from typesetting.glyphs import UNPRINTABLE, printable


def how_to_read(facts: Facts) -> list[Block]:
    """The page before the figures: what a number means, and what its absence does not."""
    return [
        heading(1, _("How to read this booklet")),
        paragraph(
            _(
                "This booklet shows what has been pledged on the objectives of this round table, what became of it so "
                "far as it has been reported, and which tools are offered. It is frozen: everything in it was public "
                "on the portal at the publication named on the cover, and the same figures stand there."
            )
        ),
        bullets(
            [
                _("Each figure comes with what it is a part of. A figure without that is a count of all there is."),
                _(
                    "“No update” means that nothing has been reported through the portal. It does not mean that "
                    "nothing was done."
                ),
                _("The stage of a pledge is what its owner said in the latest published update, on the day shown."),
                _("States and organisations are not ranked. Records are listed by reference, the oldest first."),
                _(
                    "Texts that States and organisations wrote appear in their own language, which is named "
                    "beside them."
                ),
                _(
                    "The code at the start of a row is the public reference under which the record stands on "
                    "the portal."
                ),
            ]
        ),
    ]


def records(facts: Facts, *, none: str) -> list[Block]:
    """Every pledge and tool the report names, once, in full as published, or the plain sentence `none`.

    Contact persons are not among it.
    """
    blocks = [heading(1, _("Annex: the records"))]
    if facts["pledges"]:
        blocks.append(heading(2, _("Pledges")))
        blocks += [_pledge(reference, facts) for reference in sorted(facts["pledges"])]
    if facts["tools"]:
        blocks.append(heading(2, _("Tools")))
        blocks += [_tool(reference, facts) for reference in sorted(facts["tools"])]
    if len(blocks) == 1:
        blocks.append(paragraph(none))
    return blocks


def method(facts: Facts, reference: str) -> list[Block]:
    """How it was counted, and what is not claimed."""
    address = f"{settings.SITE_URL}/{facts['language']}/reports/{reference}/"
    blocks = [
        heading(1, _("Method and disclaimers")),
        heading(2, _("What is counted")),
        *_counting(facts),
        heading(2, _("Verifying this document")),
        paragraph(
            _(
                "The page of this report gives the SHA-256 checksum of its file. The portal keeps the inputs of the "
                "report and can build it again, byte for byte."
            )
        ),
        paragraph({"text": address, "role": "address"}),
        heading(2, _("Disclaimers")),
        *disclaimers(),
    ]
    if _has_unprintable(facts):
        blocks.append(
            note(_("The sign %(sign)s stands for a character that could not be printed.") % {"sign": UNPRINTABLE})
        )
    return blocks


def _counting(facts: Facts) -> list[Block]:
    words = {"number": facts["publication"]["number"], "on": day(facts["publication"]["at"]), "day": day(facts["day"])}
    return [
        paragraph(
            _(
                "Counted are the pledges public at publication %(number)s of %(on)s. A pledge is counted under an "
                "objective when it names it as a main objective; related objectives are not counted. Withdrawn and "
                "retracted records are left out. An update counts as recent when it speaks for a day within the 12 "
                "months before %(day)s. Tools are listed under the objectives they are filed under; cross-cutting "
                "tools that name no objective are not in this booklet."
            )
            % words
        ),
        paragraph(
            _(
                "Records that the secretariat took from public registries are marked as imported, with their source. "
                "What such a registry does not say is left open here and was not guessed."
            )
        ),
    ]


def disclaimers() -> list[Block]:
    """What this document does not claim."""
    return [
        paragraph(
            _(
                "The designations employed and the presentation of material in this document do not imply the "
                "expression of any opinion whatsoever on the part of the United Nations concerning the legal status "
                "of any country, territory, city or area or of its authorities, or concerning the delimitation of its "
                "frontiers or boundaries."
            )
        ),
        paragraph(
            _(
                "References to Kosovo shall be understood to be in the context of United Nations Security Council "
                "resolution 1244 (1999)."
            )
        ),
        paragraph(_("Responsibility for the content of a record lies with the State or organisation that made it.")),
    ]


def owner(pledge: Facts) -> str:
    """Who made the pledge, as far as it is known."""
    return printable(pledge["owner"]) or _("Not stated")


def provider(tool: Facts) -> str:
    """Who provides the tool, as far as it is known."""
    return printable(tool["provider"]) or _("Not stated")


def pledge_type(pledge: Facts) -> str:
    """The pledge's type in words."""
    return str(PledgeType(pledge["type"]).label) if pledge["type"] else _("Not stated")


def tool_kind(tool: Facts) -> str:
    """The tool's kind in words."""
    return str(ToolKind(tool["kind"]).label)


def period(pledge: Facts) -> str:
    """From when to when, in the source's own words where it gave no dates."""
    starts, ends = day(pledge["starts_on"]), day(pledge["ends_on"])
    if pledge["is_open_ended"]:
        return _("%(start)s, open-ended") % {"start": starts} if starts else _("Open-ended")
    if starts and ends:
        return _("%(start)s to %(end)s") % {"start": starts, "end": ends}
    if starts:
        return _("From %(start)s") % {"start": starts}
    if ends:
        return _("Until %(end)s") % {"end": ends}
    return printable(pledge["timeframe_as_listed"]) or _("Not stated")


def latest(pledge: Facts) -> str:
    """The latest update's stage and day, or plainly that there is none."""
    update = pledge["update"]
    if update is None:
        return pgettext("stage", "No update")
    words = {"stage": Stage(update["stage"]).label, "on": day(update["speaks_for_on"])}
    return _("%(stage)s, %(on)s") % words


def _pledge(reference: str, facts: Facts) -> Block:
    pledge, here = facts["pledges"][reference], facts["language"]
    objectives = ", ".join(str(number) for number in pledge["objectives"])
    natures = ", ".join(str(Nature(nature).label) for nature in pledge["natures"])
    return record(
        reference,
        written(pledge["title"], pledge["language"], document_language=here),
        facts=[
            (_("Made by"), owner(pledge)),
            (_("Objectives"), objectives),
            (_("Together with"), "; ".join(map(printable, pledge["partners"]))),
            (_("Type"), pledge_type(pledge)),
            (_("Nature"), natures),
            (_("Period"), period(pledge)),
            (_("Latest update"), _latest_with_assurance(pledge)),
            (_("Evidence"), _evidence(pledge["update"])),
            (_("Origin"), _origin(pledge)),
            (_("Source"), _address(pledge["source_url"])),
        ],
        texts=[
            ("", written(pledge["description"], pledge["language"], document_language=here, long=True)),
            *_update_texts(pledge["update"], here),
        ],
    )


def _update_texts(update: Facts | None, here: str) -> list[tuple[str, Text]]:
    if update is None:
        return []
    said, ended = (
        written(update[key], update["language"], document_language=here, long=True)
        for key in ("narrative", "discontinued_because")
    )
    return [(_("From the latest update"), said), (_("Discontinued because"), ended)]


def _latest_with_assurance(pledge: Facts) -> str:
    if pledge["update"] is None:
        return latest(pledge)
    words = {"update": latest(pledge), "assurance": Assurance(pledge["update"]["assurance"]).label}
    return _("%(update)s (%(assurance)s)") % words


def _evidence(update: Facts | None) -> str:
    """What the latest update points to, by kind."""
    if update is None:
        return ""
    links = ngettext("%(count)s link", "%(count)s links", update["links"]) % {"count": number(update["links"])}
    files = ngettext("%(count)s file", "%(count)s files", update["files"]) % {"count": number(update["files"])}
    return ", ".join([*([links] if update["links"] else []), *([files] if update["files"] else [])])


def _tool(reference: str, facts: Facts) -> Block:
    tool, here = facts["tools"][reference], facts["language"]
    filed = _("by the secretariat, not by the source") if tool["objectives_are_assigned"] else ""
    return record(
        reference,
        written(tool["title"], tool["language"], document_language=here),
        facts=[
            (_("Provider"), provider(tool)),
            (_("Kind"), tool_kind(tool)),
            (_("Filed under objectives"), filed),
            (_("Address"), _address(tool["link"])),
            (_("Origin"), _origin(tool)),
            (_("Source"), _address(tool["source_url"] if tool["source_url"] != tool["link"] else "")),
        ],
        texts=[("", written(tool["summary"], tool["language"], document_language=here, long=True))],
    )


def _origin(entry: Facts) -> Text:
    words = [_("imported from a public registry")] if entry["is_imported"] else []
    if entry["title_is_descriptive"]:
        words.append(_("the title describes it; the registry's own was not seen"))
    if not words:
        return ""
    return "; ".join(words)


def _address(url: str) -> Text:
    return {"text": printable(url), "role": "address"} if url else ""


def _has_unprintable(facts: Facts) -> bool:
    texts = [
        text
        for entry in [*facts["pledges"].values(), *facts["tools"].values()]
        for text in [*entry.values(), *(entry.get("update") or {}).values()]
        if isinstance(text, str)
    ]
    return any(UNPRINTABLE in printable(text) for text in texts)
