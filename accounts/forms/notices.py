"""How often a person wants to hear of what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.states import Frequency, Group

EXAMPLES = {
    Group.DECISIONS: _("Receipts, and what was published, returned for changes or not accepted."),
    Group.DUE: _("Progress reports that fall due, and submissions that came back and wait for you."),
    Group.ASKED: _("For example that a pledge names your State or organisation as a partner."),
    Group.SUBMISSIONS: _("What States and organisations submitted and nobody has decided on."),
    Group.LATE: _("Reports and corrections that sixty days of reminders did not bring."),
    Group.OTHER: _("Whatever does not belong to one of these."),
}


class NoticesForm(forms.Form):
    """One question for each group the person can be written to about."""

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[group.value] = forms.ChoiceField(
                label=group.label, choices=Frequency.choices, help_text=EXAMPLES[group]
            )

    def choices(self):
        """What was chosen, by group."""
        return {Group(name): Frequency(chosen) for name, chosen in self.cleaned_data.items()}
