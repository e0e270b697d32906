"""What somebody says who wants mail about what is published."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alerts.states import Frequency


class FollowForm(forms.Form):
    """An address, how often, and in which language."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    frequency = forms.ChoiceField(
        label=pgettext_lazy("alerts", "How often"),
        choices=Frequency,
        initial=Frequency.WEEKLY,
        help_text=_("Nothing is sent where there is nothing new."),
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the messages"), choices=settings.LANGUAGES)
