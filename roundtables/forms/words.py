"""What an edit changed, in words: the question, what it said before, what it says now."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from modeltranslation.utils import build_localized_fieldname

from roundtables.forms.calendar import EntryForm
from roundtables.forms.editions import EditionForm, SplitForm, ThemeForm
from roundtables.forms.papers import CODES, WORDS, PaperForm
from roundtables.models import ReferenceEdit
from roundtables.states import EditKind
from ui.templatetags.ui.language import name_of

QUESTIONS: dict[str, type[forms.Form]] = {
    EditKind.EDITION: EditionForm,
    EditKind.SPLIT: SplitForm,
    EditKind.THEME: ThemeForm,
    EditKind.ENTRY: EntryForm,
    EditKind.PAPER: PaperForm,
}
Line = tuple[str, str, str]


def changes_in_words(edit: ReferenceEdit) -> list[Line]:
    """Each answer that changed, in the order of the form."""
    asked = QUESTIONS[edit.kind].base_fields
    order = [*asked, *(build_localized_fieldname(word, code) for code in CODES for word in WORDS)]
    place = {name: number for number, name in enumerate(order, start=100)}  # after the 23 objectives of a split
    return [
        (_label(edit.kind, name, asked), *(_plain(asked.get(name), value) for value in edit.changes[name]))
        for name in sorted(edit.changes, key=lambda name: int(name) if name.isdigit() else place.get(name, 0))
    ]


def _label(kind: str, name: str, asked: dict[str, forms.Field]) -> str:
    if name in asked:
        return str(asked[name].label)
    if kind == EditKind.SPLIT:
        return _("Objective %(number)s") % {"number": name}
    words = pgettext("question and language", "%(question)s (%(language)s)")
    for code in CODES:
        for word, label in WORDS.items():
            if name == build_localized_fieldname(word, code):
                return words % {"question": label, "language": name_of(code)}
    return name


def _plain(field: forms.Field | None, value: Any) -> str:
    """A kept value as a person reads it: by its question, and for the round table of an objective by itself."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(field, forms.DateField):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, list):
        return "\n".join(f"{each['title']}: {each['url']}" for each in value)
    if field is None and isinstance(value, int):
        return _("Round table %(number)s") % {"number": value}
    return str(dict(getattr(field, "choices", ())).get(value, value))
