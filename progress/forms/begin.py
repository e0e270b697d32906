"""Where an update begins: in which language it is written. What it is about stands in the address."""

from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy


class BeginUpdateForm(forms.Form):
    """The one thing to choose before an update is begun. Sent twice, it begins one."""

    use_required_attribute = False

    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        self.fields["begun_with"].initial = uuid4
