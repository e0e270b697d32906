"""Private advice to whoever writes a tool: what would make it more useful, and why. Never a score, never a rule.

What is asked for is the Network's guidance for its Repository of Practices (mandatory fields, acronyms spelled out,
fully or mostly completed, ideally after December 2018, replicable).
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from drafting.states import Aspect, Hint
from tools.models import Tool
from tools.states import COMPACT_ADOPTED_ON, Standing, ToolKind

ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,7}s?\b")
IN_BRACKETS = re.compile(r"\(([A-Z][A-Z0-9]{1,7}s?)\)")
WELL_KNOWN = frozenset({"GCM", "IOM", "UN", "SDG", "SDGS", "NGO", "NGOS", "EU", "AU", "ID", "IT", "PDF", "COVID"})
WRITTEN = ("title", "summary", "results", "lessons", "replication", "support_offered")


def hints(tool: Tool) -> list[Hint]:
    """What could be added, in the order of the form."""
    return [*_about_words(tool), *_about_practices(tool), *_about_use(tool)]


def unexplained_acronyms(text: str) -> list[str]:
    """Words in capitals that are nowhere in brackets after their long form; each once, in the order they come.

    Scripts without capitals have none, and a title set in capitals throughout is no acronym.
    """
    explained = {found.rstrip("s") for found in IN_BRACKETS.findall(text)}
    candidates = [] if text.isupper() else ACRONYM.findall(text)
    wanted = (each for each in candidates if each.upper() not in WELL_KNOWN and each.rstrip("s") not in explained)
    return list(dict.fromkeys(wanted))


def _about_words(tool: Tool) -> Iterator[Hint]:
    together = "\n".join(getattr(tool, name) for name in WRITTEN)
    unexplained = set(unexplained_acronyms(together))
    for name in WRITTEN:
        found = [each for each in unexplained_acronyms(getattr(tool, name)) if each in unexplained]
        if found:
            yield Hint(
                Aspect.SPECIFIC,
                name,
                _("Spell out: %(acronyms)s.") % {"acronyms": ", ".join(found[:5])},
                _("Readers in other countries and translators cannot guess what an acronym stands for."),
            )
            unexplained -= set(found)


def _about_practices(tool: Tool) -> Iterator[Hint]:
    if tool.kind != ToolKind.PRACTICE:
        return
    if tool.standing == Standing.WISHED:
        yield Hint(
            Aspect.MEASURABLE,
            "standing",
            _("A practice is best shared once it is fully or mostly completed."),
            _("What others can learn from are its results; a practice that is wished for may be a need instead."),
        )
    elif tool.in_use_since is None:
        yield Hint(
            Aspect.TIME_BOUND,
            "in_use_since",
            _("Say since when it is in use."),
            _("Practices from after the adoption of the Compact in December 2018 show what the Compact has changed."),
        )
    elif tool.in_use_since < COMPACT_ADOPTED_ON:
        yield Hint(
            Aspect.TIME_BOUND,
            "in_use_since",
            _("It began before the Compact was adopted in December 2018: say what has changed since."),
            _("The repository asks for practices from after that date, or for what the Compact added to older ones."),
        )


def _about_use(tool: Tool) -> Iterator[Hint]:
    in_place = tool.standing == Standing.IN_PLACE
    if in_place and not tool.results.strip():
        why = _("Results are what convinces others to take it up.")
        yield Hint(Aspect.MEASURABLE, "results", _("Say what it has achieved, with a number if you have one."), why)
    if in_place and not tool.replication.strip():
        why = _("Whoever wants to do the same asks first for the staff, the money, the law and the time it takes.")
        yield Hint(Aspect.RESOURCED, "replication", _("Say what it takes to do the same elsewhere."), why)
    if not tool.provider.strip():
        why = _("Readers want to know whom to ask.")
        yield Hint(Aspect.OWNED, "provider", _("Name the institution that provides it."), why)
    if in_place and not tool.languages:
        why = _("Others look for tools in a language they work in.")
        yield Hint(Aspect.SPECIFIC, "languages", _("Choose the languages it exists in."), why)
    if not tool.where_used.strip():
        why = _("A tool made for a place like one’s own is easier to take up.")
        yield Hint(Aspect.SPECIFIC, "where_used", _("Say where it is used, or is to be used."), why)
