"""What may be asked of the queue, and the reason a decision carries."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import State
from moderation.states import DECIDABLE, Kind
from workflow.states import NEEDS_REASON, Verb

REASON_MAX = 3000


class QueueFilter(forms.Form):
    """The queue's plain GET parameters."""

    mark_optional = False
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Kind.choices], required=False)
    state = forms.ModelChoiceField(
        label=_("State"), queryset=State.objects.none(), empty_label=_("All States"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].queryset = State.objects.order_by("name")

    def querystring(self) -> str:
        """The filters in force, for the links to other pages of the list; only of a valid form."""
        kind, state = self.cleaned_data["kind"], self.cleaned_data["state"]
        chosen = {"kind": kind, "state": state.pk if state else ""}
        return urlencode({name: value for name, value in chosen.items() if value})


class DecisionForm(forms.Form):
    """The reason, where the verb needs one, and the mark of the submission that was read."""

    note = forms.CharField(
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "data-maxlength": REASON_MAX}),
        error_messages={"required": _("Say why: the person who submitted this will read your reason.")},
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    LABELS = {
        Verb.RETURN: _("What has to be changed, and why"),
        Verb.REJECT: _("Why it is not accepted"),
        Verb.RETRACT: _("Why it is taken off the site"),
    }
    HINTS = {
        Verb.RETURN: _("The focal point reads this word for word."),
        Verb.REJECT: _("The focal point reads this word for word."),
        Verb.RETRACT: _("The focal point reads this word for word, and the public on the page that stays."),
    }

    def __init__(self, *args, verb: Verb, **kwargs):
        super().__init__(*args, auto_id=f"{verb.value}_%s", **kwargs)
        self.verb = verb
        if verb in NEEDS_REASON:
            self.fields["note"].label, self.fields["note"].help_text = self.LABELS[verb], self.HINTS[verb]
        else:
            del self.fields["note"]


def decision_forms(verbs, *, seen: str, refused: DecisionForm | None = None) -> dict[str, DecisionForm]:
    """A form for each verb that is open now; the refused one as the moderator filled it in."""
    forms_by_verb = {
        verb.value: DecisionForm(verb=verb, initial={"seen": seen}) for verb in DECIDABLE if verb in verbs
    }
    if refused is not None and refused.verb in verbs:
        refused.data = refused.data.copy()
        refused.data["seen"] = seen  # what is on the screen now is what the next try is about
        forms_by_verb[refused.verb.value] = refused
    return forms_by_verb
