"""What may be asked of the audit trail."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DateInput
from moderation.selectors.audit import Asked, Place, verbs_to_choose


class AuditSearch(forms.Form):
    """A record by its reference, or people by their name or address."""

    mark_optional = False
    reference = forms.CharField(label=_("Reference of a record"), max_length=20, required=False)
    q = forms.CharField(label=_("Name or e-mail address of a person"), max_length=254, required=False)

    def querystring(self) -> str:
        """The words that were looked for, for the links to other pages of the list; only of a valid form."""
        return urlencode({"q": self.cleaned_data["q"]}) if self.cleaned_data["q"] else ""


class AuditFilter(forms.Form):
    """Which events of a trail are wanted, and where to read on."""

    mark_optional = False
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DateInput)
    until = forms.DateField(label=_("To"), required=False, widget=DateInput)
    after = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, *args, of_records: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", _("Everything")), *verbs_to_choose(of_records=of_records)]

    def clean_after(self):
        """A place that a page of ours led to."""
        text = self.cleaned_data["after"]
        try:
            return Place.from_text(text) if text else None
        except ValueError as unreadable:
            raise forms.ValidationError(_("This link is not complete. Begin at the top again.")) from unreadable

    def clean(self):
        """The first day is not after the last."""
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day comes before the first."))
        return data

    @property
    def asked(self) -> Asked:
        """What is wanted; only of a valid form."""
        return Asked(**{name: self.cleaned_data[name] for name in ("verb", "since", "until", "after")})

    def querystring(self, **more: str) -> str:
        """The filters in force, for links to the rest of the trail and to the file; only of a valid form."""
        chosen = {name: self.cleaned_data[name] for name in ("verb", "since", "until")} | more
        return urlencode({name: value for name, value in chosen.items() if value})
