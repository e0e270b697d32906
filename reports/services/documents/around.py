"""What stands before and after the reports on a whole Forum or year: how to read them, method, disclaimers."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from reports.selectors.facts import Facts
from reports.services.documents.annex import disclaimers
from typesetting.blocks import Block, bullets, day, heading, note, paragraph
from typesetting.glyphs import UNPRINTABLE, printable


def how_to_read(opening: str, further: Sequence[str] = ()) -> list[Block]:
    """The page before the figures: what a number means, and what its absence does not."""
    return [
        heading(1, _("How to read this report")),
        paragraph(opening),
        bullets(
            [
                _("Each figure comes with what it is a part of. A figure without that is a count of all there is."),
                _(
                    "“No update” means that nothing has been reported through the portal. It does not mean that "
                    "nothing was done."
                ),
                _("The stage of a pledge is what its owner said in the latest published update, on the day shown."),
                _("States and organisations are not ranked."),
                *further,
            ]
        ),
    ]


def method(facts: Facts, reference: str, counted: Sequence[str] = ()) -> list[Block]:
    """How it was counted, how it can be verified, and what is not claimed."""
    sign = _("The sign %(sign)s stands for a character that could not be printed.") % {"sign": UNPRINTABLE}
    address = f"{settings.SITE_URL}/{facts['language']}/reports/{reference}/"
    return [
        heading(1, _("Method and disclaimers")),
        heading(2, _("What is counted")),
        paragraph(_counted(facts)),
        *map(paragraph, counted),
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
        *([note(sign)] if any(UNPRINTABLE in printable(text) for text in _texts(facts)) else []),
    ]


def _texts(value: object) -> Iterator[str]:
    """Every text in the facts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _counted(facts: Facts) -> str:
    frozen = {"publication": facts["publication"]["number"], "at": facts["publication"]["at"], "day": facts["day"]}
    at = facts.get("until", frozen)
    words = {"number": at["publication"], "on": day(at["at"]), "day": day(at["day"])}
    return (
        _(
            "Counted are the records public at publication %(number)s of %(on)s. A pledge is counted under an "
            "objective when it names it as a main objective; related objectives are not counted. Withdrawn and "
            "retracted records are left out. An update counts as recent when it speaks for a day within the 12 "
            "months before %(day)s."
        )
        % words
    )
