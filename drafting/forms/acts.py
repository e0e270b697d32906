"""The short forms around a submission: whose it is, why a published record is amended or withdrawn."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from drafting.forms.fields import long_text
from drafting.forms.kinds import Kind
from drafting.forms.steps import DraftForm
from workflow.models import Moderated, Record

REASON_MAX = 1000


class BeginForm(DraftForm):
    """For whom a record is begun, and in which language it is written. Sent twice, it begins one record."""

    needed_at_once = frozenset({"owner", "language"})

    owner = forms.ChoiceField(
        label=gettext_lazy("In whose name do you write?"),
        error_messages={"required": gettext_lazy("Say in whose name you write.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The text is published in this language, as you wrote it."),
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping | None = None, *, parties: Mapping[str, object], **kwargs):
        super().__init__(data, **kwargs)
        self.parties = parties
        self.fields["owner"].choices = [(key, str(party)) for key, party in parties.items()]
        self.fields["language"].initial = get_language()
        self.fields["begun_with"].initial = uuid4
        if len(parties) == 1:
            self.fields["owner"].initial = next(iter(parties))
            self.fields["owner"].widget = forms.HiddenInput()

    @property
    def chosen_owner(self):
        """The State or organisation chosen; only of a valid form."""
        return self.parties[self.cleaned_data["owner"]]

    @property
    def form_number(self) -> UUID | None:
        """What tells this empty form from every other; only of a valid form."""
        return self.cleaned_data["begun_with"]


class AmendmentForm(forms.Form):
    """Why a published record is amended; the sentence stands in its public history."""

    use_required_attribute = False

    reason = long_text(
        gettext_lazy("Why is it amended?"),
        REASON_MAX,
        rows=4,
        help_text=gettext_lazy("One or two sentences. They stand in the record’s public history."),
        error_messages={"required": gettext_lazy("Say why it is amended.")},
    )


class WithdrawalForm(forms.Form):
    """Why a published record is to be withdrawn, and which one takes its place, if any."""

    use_required_attribute = False

    reason = long_text(
        gettext_lazy("Why is it withdrawn?"),
        REASON_MAX,
        rows=5,
        help_text=gettext_lazy("This will stand on the record’s page, which stays as a note that it was withdrawn."),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )
    superseded_by = forms.CharField(
        label=gettext_lazy("Reference of the record that takes its place"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("Only if a published record of yours supersedes this one. Its page will lead there."),
    )

    def __init__(self, data: Mapping | None = None, *, kind: Kind, item: Moderated, **kwargs):
        super().__init__(data, **kwargs)
        self.kind, self.item = kind, item

    def clean_superseded_by(self) -> Record | None:
        """A published record of the same kind and owner, and not this one."""
        reference = self.cleaned_data["superseded_by"].strip().upper()
        if not reference:
            return None
        owner = {"state": self.item.state_id, "organisation": self.item.organisation_id}
        found = self.kind.model._default_manager.published().filter(record__reference=reference, **owner)
        version = found.exclude(record=self.item.record_id).select_related("record").first()
        if version is None:
            raise forms.ValidationError(
                _("“%(reference)s” is not another published record of yours of the same kind.")
                % {"reference": reference}
            )
        return version.record
