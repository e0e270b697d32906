"""What was said, as a report quotes it: each text with whose it is and its source, and the rest by reference."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.selectors.facts import Facts
from typesetting.blocks import Block, Text, day, number, paragraph, quote, ref, written
from typesetting.glyphs import printable

CUT = " […]"


def quotes(said: Facts, facts: Facts, *, none: str) -> list[Block]:
    """The texts under one heading, or the plain sentence `none` where nothing was submitted."""
    if not said["said"]:
        return [paragraph(none)]
    blocks = [paragraph(_how_many(said))]
    blocks += [_quote(each, facts) for each in said["quotes"]]
    if said["listed"]:
        blocks.append(paragraph(_("The others, by reference:"), sources=references(said["listed"])))
    return blocks


def rule(facts: Facts) -> list[str]:
    """How it is chosen what is quoted, in sentences."""
    most = facts["quoted_at_most"]
    under_objective = _("Under one objective at most %(most)s texts are quoted, by the same rule.")
    return [
        _(
            "Texts in quotation marks are what States and organisations wrote, in their own language. Nothing was "
            "summarised or translated. The reference under a text leads to the record it is taken from."
        ),
        _(
            "Under one heading at most %(most)s texts are quoted: first the newest of each State or organisation, by "
            "reference, then the second newest of each, and so on. The others are listed by reference."
        )
        % {"most": number(most["theme"])},
        *([under_objective % {"most": number(most["objective"])}] if "objective" in most else []),
        _("A long text is cut at a word and ends in […]; all of it stands under its reference."),
        _("Where nothing was submitted, the report says so. That is not to say that there is nothing to be said."),
    ]


def references(listed: Sequence[Sequence[str]]) -> list[Text]:
    """Public references, each leading to its record."""
    return [ref(reference, url) for reference, url in listed]


def _how_many(said: Facts) -> str:
    submitted = ngettext("%(count)s text on this is public.", "%(count)s texts on this are public.", said["said"]) % {
        "count": number(said["said"])
    }
    if not said["listed"]:
        return submitted
    shown = len(said["quotes"])
    chosen = ngettext("%(count)s of them is quoted here.", "%(count)s of them are quoted here.", shown)
    return f"{submitted} {chosen % {'count': number(shown)}}"


def _quote(each: Facts, facts: Facts) -> Block:
    words = each["text"] + (CUT if each["is_cut"] else "")
    text = written(words, each["language"], document_language=facts["language"], long=True)
    return quote(text, by=_by(each), sources=references([each["source"]]))


def _by(each: Facts) -> str:
    words = {"owner": printable(each["by"]) or _("Not stated"), "day": day(each["on"]), "about": each["about"]}
    if each["about"]:
        return _("%(owner)s, %(day)s, on %(about)s") % words
    return _("%(owner)s, %(day)s") % words
