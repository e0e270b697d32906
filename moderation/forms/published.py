"""What may be asked of the list of published records."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.selectors.published import Sought
from moderation.states import About, Kind


class PublishedFilter(forms.Form):
    """Words, a kind, and what is asked about a published record."""

    mark_optional = False
    q = forms.CharField(label=_("Reference, title or owner"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices], required=False)
    about = forms.ChoiceField(
        label=_("What is asked about it"), choices=[("", _("Anything or nothing")), *About.choices], required=False
    )

    @property
    def sought(self) -> Sought:
        """What is looked for; only of a valid form."""
        return Sought(words=self.cleaned_data["q"], kind=self.cleaned_data["kind"], about=self.cleaned_data["about"])

    def querystring(self) -> str:
        """The filters in force, for the links to other pages of the list; only of a valid form."""
        chosen = {name: self.cleaned_data[name] for name in ("q", "kind", "about")}
        return urlencode({name: value for name, value in chosen.items() if value})
