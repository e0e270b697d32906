"""Many submissions chosen in the queue, and the confirmation that decides on them."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from moderation.forms.deciding import REASON_MAX
from moderation.services.batches import Pick
from moderation.states import BATCH_MAX, BULK_VERBS, STAMP_MAX, Kind
from workflow.states import NEEDS_REASON, Verb

PICK = re.compile(rf"({'|'.join(Kind.values)})-([0-9]{{1,18}})(?:@([^\0]{{0,{STAMP_MAX}}}))?")


class PicksField(forms.Field):
    """Submissions as they stand in addresses and forms: `pledge-7`, or `pledge-7@` and the stamp of what was read."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Tick at least one submission in the queue."),
        "invalid": _("What was chosen cannot be read. Go back to the queue and tick the submissions again."),
        "too_many": ngettext_lazy(
            "At most %(max)d submission can be decided on at once. Go back and tick fewer.",
            "At most %(max)d submissions can be decided on at once. Go back and tick fewer.",
            "max",
        ),
    }

    def to_python(self, value):
        found = [PICK.fullmatch(each) for each in value or ()]
        if not all(found):
            raise forms.ValidationError(self.error_messages["invalid"])
        chosen = {(kind, int(pk)): seen or "" for kind, pk, seen in (each.groups() for each in found)}
        if len(chosen) > BATCH_MAX:
            raise forms.ValidationError(self.error_messages["too_many"] % {"max": BATCH_MAX})
        return [Pick(Kind(kind), pk, seen) for (kind, pk), seen in chosen.items()]


class SelectionForm(forms.Form):
    """What is to be done with which submissions: the ticks of the queue."""

    act = forms.ChoiceField(
        label=_("What is to be done"),
        choices=[(verb.value, verb.label) for verb in BULK_VERBS],
        widget=forms.HiddenInput,
    )
    pick = PicksField(label=_("Submissions"))

    @property
    def verb(self) -> Verb:
        """What is to be done; only of a valid form."""
        return Verb(self.cleaned_data["act"])


class ConfirmationForm(SelectionForm):
    """The same once it was listed, with the stamp of each; the key makes that it is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What has to be changed, and why"),
        help_text=_("One reason for all of them. Each focal point reads it word for word."),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "data-maxlength": REASON_MAX}),
        error_messages={"required": _("Say why: each person who submitted one of these will read your reason.")},
    )

    def __init__(self, *args, verb: Verb, **kwargs):
        super().__init__(*args, **kwargs)
        if verb not in NEEDS_REASON:
            del self.fields["note"]
