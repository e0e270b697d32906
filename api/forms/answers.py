"""Answers sent as JSON, checked by the same steps as what is typed on the website.

A step sees what is saved with the answers sent on top, because some of its rules concern several questions; so the
answers to be saved are those of whole steps. The steps are looked at in their order, each seeing what the ones before
would save.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from api.exceptions import FieldError, Invalid
from drafting.forms import Kind, RowsField, StepForm
from drafting.forms.clearance_changes import EmptyForm
from drafting.forms.fields import flat
from workflow.models import Moderated

SCALAR = (str, int, float, type(None))


def values_from(kind: Kind, item: Moderated, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of each step concerned, clean; raises Invalid with a sentence for each field that is wrong."""
    errors = unknown_questions(kind, answers)
    filled, values = copy(item), {}
    for step in kind.steps:
        names = set(step.names()) & set(answers)
        if not names:
            continue
        form, wrong = _filled(kind, step, filled, {name: answers[name] for name in step.names() if name in names})
        errors += wrong or list(_errors_of(form))
        if not wrong and form.is_valid():
            values |= form.values
            kind.content.write(
                filled, {name: form.values[name] for name in form.fields if name in kind.content.columns}
            )
    if errors:
        raise Invalid(errors=errors)
    return values


def answers_of(kind: Kind, item: Moderated) -> dict[str, Any]:
    """Every question of the kind's steps with its answer, as plain values."""
    names = [name for step in kind.steps for name in step.names()]
    return {name: _plain(value) for name, value in kind.content.read(item, names).items()}


def unknown_questions(kind: Kind, answers: Collection[str]) -> list[FieldError]:
    """One error for each name that is no question of this kind."""
    known = {name for step in kind.steps for name in step.names()}
    return [FieldError(name[:60], _("There is no such question.")) for name in answers if name not in known]


def _filled(
    kind: Kind, step: type[StepForm], item: Moderated, answers: Mapping[str, Any]
) -> tuple[StepForm, list[FieldError]]:
    begun = EmptyForm(kind.form(step, item))
    typed, wrong = dict(begun.typed), []
    for name, value in answers.items():
        try:
            _put(typed, name, begun.form.fields[name], value)
        except forms.ValidationError as refused:
            wrong.append(FieldError(name, refused.messages[0]))
    return begun.filled(item, typed), wrong


def _errors_of(form: StepForm) -> Iterator[FieldError]:
    for name, messages in form.errors.items():
        yield FieldError(name, " ".join(map(str, messages)))


def _put(typed: dict[str, Any], name: str, field: forms.Field, value: Any) -> None:
    """Put one answer among the others as a browser would have sent it; ValidationError for one of a wrong kind."""
    typed.pop(name, None)
    if isinstance(field, RowsField):
        _put_rows(typed, name, field, value)
    elif isinstance(field, forms.BooleanField):
        if not isinstance(value, bool):
            raise forms.ValidationError(_("Send true or false."))
        typed.update({name: "on"} if value else {})
    elif takes_several(field):
        if not (isinstance(value, list) and all(isinstance(each, (str, int)) for each in value)):
            raise forms.ValidationError(_("Send a list of texts or numbers."))
        typed[name] = [_text(field, each) for each in value]
    elif isinstance(value, SCALAR):
        typed[name] = _text(field, value)
    else:
        raise forms.ValidationError(_("Send one value: a text, a number, or null for no answer."))


def _put_rows(typed: dict[str, Any], name: str, field: RowsField, rows: Any) -> None:
    """Every row in full: one with a name it does not have is refused, for it would be lost without a word."""
    if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        raise forms.ValidationError(_("Send a list of objects."))
    if len(rows) > field.maximum:
        raise forms.ValidationError(_("Enter at most %(maximum)d rows.") % {"maximum": field.maximum})
    for key in [key for key in typed if key.startswith(f"{name}-")]:
        del typed[key]
    typed[f"{name}-total"] = str(len(rows))
    empty = field.row_form(**field.row_kwargs)
    for number, row in enumerate(rows):
        if unknown := sorted(set(row) - set(empty.fields)):
            raise forms.ValidationError(_("A row has no “%(name)s”.") % {"name": unknown[0][:60]})
        for column, value in row.items():
            _put(typed, f"{name}-{number}-{column}", empty.fields[column], value)


def takes_several(field: forms.Field) -> bool:
    """True where the answer is a list: several choices, or codes."""
    return isinstance(field, forms.MultipleChoiceField) or hasattr(field.widget, "suggested")


def _text(field: forms.Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        meant = [key for key, _word in flat(getattr(field, "choices", ())) if key and _means(field, key, value)]
        return meant[0] if meant else str(value).lower()
    return str(value)


def _means(field: forms.Field, key: str, value: bool) -> bool:
    try:
        return getattr(field, "coerce", str)(key) is value
    except (ValueError, TypeError, KeyError):
        return False


def _plain(value: Any) -> Any:
    """Days and amounts as text, everything else as it is."""
    if isinstance(value, (date, Decimal)):
        return DjangoJSONEncoder().default(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
