"""The words of ours that stand in the files, the same in Word and Excel."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from drafting.services.documents.paper import Question, Shape


def heads() -> tuple[str, str, str, str]:
    """The four columns: number, question, answer, what to mind."""
    return (
        pgettext("column", "No."),
        pgettext("column", "Question"),
        pgettext("column", "Answer"),
        pgettext("column", "To note"),
    )


def advice(question: Question) -> str:
    """What to mind when answering: the hint, the limit, how to write it, the choices where they are few."""
    said = [question.hint, limit(question), way(question)]
    if question.choices and not question.has_many_choices:
        said.append("\n".join(question.offered))
    elif question.choices:
        said.append(_("The choices are listed at the end, under “%(question)s”.") % {"question": question.label})
    return "\n".join(filter(None, said))


def limit(question: Question) -> str:
    """How long it may be; nothing where there is no limit."""
    if not question.maximum:
        return ""
    words = ngettext("At most %(number)d character.", "At most %(number)d characters.", question.maximum)
    return words % {"number": question.maximum}


def way(question: Question) -> str:
    """How an answer of this shape is written."""
    return {
        Shape.DAY: _("Year, month and day, for example 2027-03-31."),
        Shape.ONE: _("One of the choices."),
        Shape.SEVERAL: _("Any of the choices, one on each line."),
        Shape.YES_OR_NO: _("Yes or no."),
        Shape.NUMBER: _("A number, without its unit."),
    }.get(question.shape, "")


def blocks_note() -> str:
    """What stands above a list of tables."""
    return _(
        "Each entry is a table. Fill in the empty one for a new entry, or copy it for more; clear one to drop it."
    )


def entry(number: int) -> str:
    """The head of one of them."""
    return _("Entry %(number)d") % {"number": number}


def kept() -> str:
    """Beside a number that is ours."""
    return _("Number kept by the portal")


def choices_title() -> str:
    """The heading over the long lists of choices."""
    return _("Choices")


def rows_note() -> str:
    """What stands under a table of rows."""
    return _("Add rows to the table where you need more; clear a row to take it away.")
