"""The forms on which administrators edit the reference data."""

from roundtables.forms.calendar import EntryForm
from roundtables.forms.editions import EditionForm, SplitForm, ThemeForm
from roundtables.forms.fields import EditForm, ReasonForm
from roundtables.forms.papers import PaperForm
from roundtables.forms.words import changes_in_words

__all__ = [
    "EditForm",
    "EditionForm",
    "EntryForm",
    "PaperForm",
    "ReasonForm",
    "SplitForm",
    "ThemeForm",
    "changes_in_words",
]
