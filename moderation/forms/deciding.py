"""The reason a decision carries, the remarks that go with a return, and the word on an update's evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from correspondence.states import REMARK_MAX
from drafting.forms import Answer, Section
from moderation.states import DECIDABLE
from workflow.states import NEEDS_REASON, Verb

REASON_MAX = 3000
REMARK = "remark_"
RETURN_FORM = "return-form"  # the id of the form that the boxes beside the answers belong to


class DecisionForm(forms.Form):
    """The reason, where the verb needs one, and the mark of the submission that was read.

    A return can carry a remark on any of the `questions`, pairs of name and label: their boxes stand beside the
    answers all over the page, and belong to this form by its id.
    """

    note = forms.CharField(
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "data-maxlength": REASON_MAX}),
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

    def __init__(self, *args, verb: Verb, questions: Iterable[tuple[str, str]] = (), **kwargs):
        super().__init__(*args, auto_id=f"{verb.value}_%s", **kwargs)
        self.verb, self.questions = verb, list(questions)
        if verb in NEEDS_REASON:
            self.fields["note"].label, self.fields["note"].help_text = self.LABELS[verb], self.HINTS[verb]
        else:
            del self.fields["note"]
        if verb == Verb.RETURN:
            self.fields |= {f"{REMARK}{name}": _remark_on(label) for name, label in self.questions}

    @property
    def remarks(self) -> dict[str, str]:
        """What was remarked, by the names of the questions; only of a valid form."""
        given = {
            name.removeprefix(REMARK): text for name, text in self.cleaned_data.items() if name.startswith(REMARK)
        }
        return {name: text for name, text in given.items() if text}

    @property
    def decision(self) -> dict:
        """What `services.decide` is given; only of a valid form."""
        return {
            "note": self.cleaned_data.get("note", ""),
            "seen": self.cleaned_data["seen"],
            "remarks": self.remarks,
        }

    def as_typed(self, *, also: str = "") -> "DecisionForm":
        """The same form, nothing checked, with everything that was typed and a text put at the end of the reason."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        if also:
            typed["note"] = "\n\n".join(filter(None, [typed["note"].strip(), also]))
        return DecisionForm(initial=typed, verb=self.verb, questions=self.questions)


@dataclass(frozen=True)
class Beside:
    """The answers of one section, each beside the box for a remark on it; what was not answered by itself."""

    title: str
    answered: list[tuple[Answer, forms.BoundField | None]]
    open: list[tuple[Answer, forms.BoundField | None]]

    @property
    def is_remarked(self) -> bool:
        """True where something is written about a question that was not answered: then it is not folded."""
        return any(box is not None and (box.value() or box.errors) for _answer, box in self.open)


class RemarkBoxes:
    """The boxes for remarks of a return's form, each taken once: where its answer stands first on the page."""

    def __init__(self, form: DecisionForm | None):
        self.left = {name: form[f"{REMARK}{name}"] for name, _label in form.questions} if form else {}

    def take(self, name: str) -> forms.BoundField | None:
        """The box for this question; None where it stands elsewhere already, or nothing can be returned."""
        return self.left.pop(name, None)

    def beside(self, section: Section) -> Beside:
        """A section with each answer beside its box."""
        pairs = [(answer, self.take(answer.name)) for answer in section.answers]
        answered = [pair for pair in pairs if pair[0].text]
        return Beside(str(section.title), answered, [pair for pair in pairs if not pair[0].text])


class CorroborationForm(forms.Form):
    """Whether somebody independent corroborates an update, and the mark of the submission that was read."""

    is_corroborated = forms.BooleanField(required=False)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


def decision_forms(
    verbs, *, seen: str, questions: Iterable[tuple[str, str]] = (), kept: DecisionForm | None = None
) -> dict[str, DecisionForm]:
    """A form for each verb that is open now; the one in `kept` as the moderator filled it in."""
    asked = list(questions)
    forms_by_verb = {
        verb.value: DecisionForm(verb=verb, questions=asked, initial={"seen": seen})
        for verb in DECIDABLE
        if verb in verbs
    }
    if kept is not None and kept.verb in verbs:
        if kept.is_bound:
            kept.data = kept.data.copy()
            kept.data["seen"] = seen  # what is on the screen now is what the next try is about
        kept.initial["seen"] = seen
        forms_by_verb[kept.verb.value] = kept
    return forms_by_verb


def _remark_on(label: str) -> forms.CharField:
    return forms.CharField(
        label=gettext("Remark on “%(question)s”") % {"question": label},
        max_length=REMARK_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "form": RETURN_FORM}),
    )
