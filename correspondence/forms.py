"""What is written to each other, and the form administrators keep reasons ready with."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from modeltranslation.utils import build_localized_fieldname

from correspondence.states import ANSWER_MAX, QUESTION_MAX, REASON_NAME_MAX, REASON_TEXT_MAX, Use
from ui.templatetags.ui.language import direction_of, name_of

CODES = ["en", *(code for code, _name in settings.LANGUAGES if code != "en")]
TOO_LONG = gettext_lazy("Use at most %(limit_value)d characters; there are %(show_value)d now.")


def long_text(label, maximum, *, rows=5, required=True, error="", **attrs) -> forms.CharField:
    """Several lines in the writer's own direction, counted while they are written."""
    messages = {"max_length": TOO_LONG} | ({"required": error} if error else {})
    return forms.CharField(
        label=label,
        max_length=maximum,
        required=required,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": rows, "data-maxlength": maximum} | attrs),
        error_messages=messages,
    )


class QuestionForm(forms.Form):
    """A question of the secretariat."""

    use_required_attribute = False

    text = long_text(
        gettext_lazy("Your question"), QUESTION_MAX, error=gettext_lazy("Write the question first."), rows=4
    )


class AnswerForm(forms.Form):
    """An answer of the owner's people."""

    use_required_attribute = False

    text = long_text(gettext_lazy("Your answer"), ANSWER_MAX, error=gettext_lazy("Write the answer first."), rows=6)


class ReasonForm(forms.Form):
    """A canned reason: English in full, each other language or not."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=REASON_NAME_MAX,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("Two to four words that moderators choose it by. Nobody else sees them."),
        error_messages={"required": gettext_lazy("Give it a name to choose it by."), "max_length": TOO_LONG},
    )
    use = forms.ChoiceField(
        label=gettext_lazy("Offered for"),
        choices=Use.choices,
        error_messages={"required": gettext_lazy("Say what it is offered for.")},
    )

    def __init__(self, data: Mapping | None = None, **kwargs):
        super().__init__(data, **kwargs)
        for code in CODES:
            label = pgettext("question and language", "%(question)s (%(language)s)")
            self.fields[build_localized_fieldname("text", code)] = long_text(
                label % {"question": _("Text"), "language": name_of(code)},
                REASON_TEXT_MAX,
                required=code == "en",
                error=_("Write the text in English at least."),
                lang=code,
                dir=direction_of(code),
            )

    def languages(self) -> Iterator[tuple[str, forms.BoundField, bool]]:
        """Each language by name, its text, and whether it is to be seen at once."""
        for code in CODES:
            asked = self[build_localized_fieldname("text", code)]
            yield name_of(code), asked, code == "en" or bool(asked.value() or asked.errors)


def changes_in_words(changes: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
    """What an act changed: the question, what it said before, what it says now."""
    labels = {name: str(asked.label) for name, asked in ReasonForm().fields.items()}
    uses = {value: str(label) for value, label in Use.choices}
    return [
        (labels[name], *(uses.get(text, text) if name == "use" else text for text in (before, after)))
        for name, (before, after) in changes.items()
    ]
