"""Questions that several forms ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.validators import kind_of_letter


class DateInput(forms.DateInput):
    """The browser's own calendar; the value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def letter_field(**options) -> forms.FileField:
    """The authority letter as a file; its content is checked by `checked`, so an empty file gets our words too."""
    accept = ".pdf,.doc,.docx,.odt,.jpg,.jpeg,.png"
    return forms.FileField(
        label=_("Authority letter"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accept}),
        **options,
    )


def checked(file):
    """The file, if it is a letter by its content; raises ValidationError with what to do otherwise."""
    if file:
        kind_of_letter(file, size=file.size)
    elif file is not None:
        kind_of_letter(file, size=0)
    return file or None
