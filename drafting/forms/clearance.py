"""A draft as the paper that circulates in the capital: its steps' questions with their answers in one plain form."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from drafting.forms.fields import flat
from drafting.forms.kinds import Kind
from drafting.forms.rows import RowsField
from drafting.forms.steps import StepForm
from drafting.services import documents
from drafting.services.documents import NO, YES, Answer, Paper, Part, Question, Shape, plain_text
from workflow.models import Moderated


def paper_of(kind: Kind, item: Moderated) -> Paper:
    """The version as it is now, for a document in the active language; contact persons are not in it."""
    language = get_language() or settings.LANGUAGE_CODE
    parts = parts_of(kind, item)
    answers = {question.name: question.answer for part in parts for question in part.questions}
    written = get_language_info(item.language)
    return Paper(
        title=kind.title_of(item),
        kind=str(kind.name),
        facts=_facts(kind, item),
        notice=_("Draft, not public. What is written here is checked and compared before anything changes."),
        parts=parts,
        language=language,
        direction="rtl" if get_language_info(language)["bidi"] else "ltr",
        written_language=item.language,
        written_direction="rtl" if written["bidi"] else "ltr",
        seal=documents.seal(kind.key, item, answers),
        file_name=f"{item.reference or kind.key}-{item.pk or 0}-{timezone.now():%Y%m%d}",
    )


def parts_of(kind: Kind, item: Moderated) -> list[Part]:
    """The steps with their questions and answers; a step of private questions is left out, numbers stay."""
    found = []
    for number, step in enumerate(kind.steps, start=1):
        form = kind.form(step, item)
        questions = [
            question_of(form, name, f"{number}.{place}")
            for place, name in enumerate(form.fields, start=1)
            if name not in kind.content.private
        ]
        if questions:
            found.append(Part(key=step.key, title=str(step.title), questions=questions))
    return found


def question_of(form: StepForm, name: str, number: str) -> Question:
    """One field as a question, with the answer the form begins with."""
    field = form.fields[name]
    return Question(
        name=name,
        number=number,
        label=plain_text(str(field.label)),
        hint=plain_text(str(field.help_text or "")),
        shape=shape_of(field),
        answer=plain_answer(field, form.get_initial_for_field(field, name)),
        choices=choices_of(field),
        columns=_columns(field),
        is_written=is_written(field),
        maximum=getattr(field, "max_length", None) or 0,
    )


def shape_of(field: forms.Field) -> Shape:
    """What kind of answer the field wants."""
    if isinstance(field, RowsField):
        return Shape.ROWS
    if isinstance(field, forms.BooleanField):
        return Shape.YES_OR_NO
    if isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return Shape.SEVERAL
    if hasattr(field, "choices"):
        return Shape.ONE
    if isinstance(field, forms.DateField):
        return Shape.DAY
    return Shape.NUMBER if isinstance(field, forms.IntegerField) else Shape.WORDS


def plain_answer(field: forms.Field, value: object) -> Answer:
    """A saved value in the one form in which it goes out, comes back and is compared."""
    shape = shape_of(field)
    if isinstance(field, RowsField):
        rows: Sequence[Mapping[str, Any]] = value if isinstance(value, (list, tuple)) else ()
        columns = row_fields(field)
        return tuple(tuple(_cell(column, row.get(name)) for name, column in columns.items()) for row in rows)
    if shape == Shape.SEVERAL:
        return in_order(choices_of(field), map(str, value if isinstance(value, (list, tuple)) else ()))
    if shape == Shape.YES_OR_NO:
        return YES if value else NO
    return "" if value is None else _plain_cell(shape, field.prepare_value(value))


def _plain_cell(shape: Shape, value: object) -> str:
    if shape == Shape.DAY and isinstance(value, date):
        return value.isoformat()
    if shape == Shape.NUMBER and value != "":
        return plain_number(value)
    return plain_text("\n".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value))


def plain_number(value: object) -> str:
    """A number without a sign of grouping, an exponent or zeros that mean nothing."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return f"{number.normalize():f}"


def in_order(choices: Sequence[tuple[str, str]], keys: Any) -> tuple[str, ...]:
    """Keys in the order of the choices; those that are no choice last, in the order given."""
    places = {key: place for place, (key, _word) in enumerate(choices)}
    return tuple(sorted(dict.fromkeys(keys), key=lambda key: places.get(key, len(places))))


def choices_of(field: forms.Field) -> list[tuple[str, str]]:
    """Key and word of each choice, groups dissolved."""
    return [(key, plain_text(word)) for key, word in flat(getattr(field, "choices", None) or ())]


def row_fields(field: RowsField) -> dict[str, forms.Field]:
    """The questions of each row."""
    return dict(field.row_form(**field.row_kwargs).fields)


def is_written(field: forms.Field) -> bool:
    """True for the owner's own words, in the language of the submission."""
    return field.widget.attrs.get("dir") == "auto"


def _cell(field: forms.Field, value: object) -> str | tuple[str, ...]:
    answer = plain_answer(field, value)
    return tuple(map(str, answer)) if isinstance(answer, tuple) else answer


def _columns(field: forms.Field) -> list[Question]:
    if not isinstance(field, RowsField):
        return []
    return [
        Question(
            name=name,
            number="",
            label=plain_text(str(column.label)),
            hint=plain_text(str(column.help_text or "")),
            shape=shape_of(column),
            choices=choices_of(column),
            is_written=is_written(column),
            is_hidden=column.widget.is_hidden,
            maximum=getattr(column, "max_length", None) or 0,
        )
        for name, column in row_fields(field).items()
    ]


def _facts(kind: Kind, item: Moderated) -> list[tuple[str, str]]:
    now = timezone.now()
    moment = _("%(day)s, %(time)s UTC") % {"day": date_format(now, "DATE_FORMAT"), "time": f"{now:%H:%M}"}
    return [
        (_("Submission"), str(kind.name)),
        (_("Made by"), str(item.owner or "")),
        (_("Reference"), item.reference or _("Given when it is first submitted")),
        (_("Status"), str(item.get_status_display())),  # type: ignore[attr-defined]
        (_("Language it is written in"), dict(settings.LANGUAGES)[item.language]),
        (_("Downloaded on"), moment),
    ]
