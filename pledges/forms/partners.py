"""The parties of a joint pledge, one a row."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.states import OrganisationKind
from pledges.forms.drafts import BLANK, short_text


class PartnerForm(forms.Form):
    """One party of a joint pledge. An empty row is no partner."""

    name = short_text(gettext_lazy("Name of the partner"), 200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, help_text=gettext_lazy("Leave empty for a State.")
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    mark_optional = False

    def __init__(self, *args, states: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [*BLANK, *OrganisationKind.choices]
        self.fields["state"].choices = [*BLANK, *states]

    def clean(self):
        given = super().clean()
        if not given.get("name") and not self.has_error("name") and (given.get("kind") or given.get("state")):
            self.add_error("name", _("Name this partner, or clear its row."))
        return given


class Partners(forms.BaseFormSet):
    """The partners there are, and three empty rows."""

    def clean(self):
        seen: set[str] = set()
        for row in self.forms:
            name = row.cleaned_data.get("name", "") if row.is_valid() else ""
            if name and name.casefold() in seen:
                row.add_error("name", _("This partner is named twice."))
            seen.add(name.casefold())


PartnerRows = forms.formset_factory(PartnerForm, formset=Partners, extra=3, max_num=60, absolute_max=60)
