"""What may be asked of the list of what is late."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import State


class LateFilter(forms.Form):
    """The list's plain GET parameters."""

    mark_optional = False
    state = forms.ModelChoiceField(
        label=_("State"), queryset=State.objects.none(), empty_label=_("All States"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = State.objects.order_by("name")

    def querystring(self) -> str:
        """The filter in force, for the links to other pages of the list; only of a valid form."""
        state = self.cleaned_data["state"]
        return urlencode({"state": state.pk}) if state else ""
