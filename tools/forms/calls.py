"""The form administrators write a call on: English in full, each other language in full or not at all."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from modeltranslation.utils import build_localized_fieldname

from drafting.forms import day, long_text, several, short_text
from objectives.models import Objective
from tools.models import Call
from tools.states import CALL_TEXT_MAX, CALL_TITLE_MAX, Scope
from ui.templatetags.ui.language import direction_of, name_of

WORDS = {"title": gettext_lazy("Title"), "text": gettext_lazy("Text"), "criteria": gettext_lazy("Criteria")}
NEEDED = frozenset({"title", "text"})
CODES = ["en", *(code for code, _name in settings.LANGUAGES if code != "en")]


def _question(word: str, code: str) -> forms.CharField:
    if word == "title":
        asked = short_text(WORDS[word], CALL_TITLE_MAX, required=code == "en")
    else:
        asked = long_text(WORDS[word], CALL_TEXT_MAX, rows=8, required=code == "en" and word in NEEDED)
    asked.widget.attrs |= {"lang": code, "dir": direction_of(code)}
    return asked


class CallForm(forms.Form):
    """One call. `call` is the one that is changed, None for a new one."""

    use_required_attribute = False

    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("The last part of its web address, such as migration-data-2027. Fixed once published."),
        error_messages={
            "required": gettext_lazy("Give the call an address."),
            "invalid": gettext_lazy("Use small letters, digits and hyphens only."),
        },
    )
    opens_on = day(gettext_lazy("Opens on"), error_messages={"required": gettext_lazy("Say when the call opens.")})
    deadline = day(
        gettext_lazy("Deadline"),
        help_text=gettext_lazy("The last day on which tools can be submitted to it, until midnight UTC."),
        error_messages={"required": gettext_lazy("Say until when tools can be submitted.")},
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Scope"), required=False, choices=[("", pgettext_lazy("call", "Either")), *Scope.choices]
    )
    objectives = several(gettext_lazy("Objectives"), coerce=int, required=False)

    def __init__(self, data=None, *, call: Call | None = None, **kwargs):
        super().__init__(data, **kwargs)
        self.call = call
        self.fields["objectives"].choices = [(each.pk, str(each)) for each in Objective.objects.all()]
        for code in CODES:
            for word in WORDS:
                self.fields[build_localized_fieldname(word, code)] = _question(word, code)
        self.fields["title_en"].error_messages["required"] = _("Give the call a title in English.")
        self.fields["text_en"].error_messages["required"] = _("Say in English what is called for.")

    def facts(self) -> list[forms.BoundField]:
        """The questions that are the same in every language."""
        return [self[name] for name in self.base_fields]

    def languages(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Each language by name, its questions, and whether anything is written or wrong in it."""
        for code in CODES:
            asked = [self[build_localized_fieldname(word, code)] for word in WORDS]
            yield name_of(code), asked, code == "en" or any(each.value() or each.errors for each in asked)

    def clean_slug(self):
        """Small letters, and not another call's."""
        slug = self.cleaned_data["slug"].lower()
        others = Call.objects.exclude(pk=self.call.pk) if self.call else Call.objects.all()
        if others.filter(slug=slug).exists():
            raise ValidationError(_("Another call has this address already. Choose another."))
        if self.call and self.call.published_in_id and slug != self.call.slug:
            raise ValidationError(_("The address of a published call cannot change: others have linked to it."))
        return slug

    def clean(self):
        opens_on, deadline = self.cleaned_data.get("opens_on"), self.cleaned_data.get("deadline")
        if opens_on and deadline and deadline < opens_on:
            self.add_error("deadline", _("The deadline is before the day the call opens."))
        has_criteria = bool(self.cleaned_data.get("criteria_en"))
        for code in CODES[1:]:
            self._check_language(code, has_criteria=has_criteria)
        return self.cleaned_data

    def _check_language(self, code: str, *, has_criteria: bool) -> None:
        """A language is there whole or not at all, so that no page is half in one and half in another."""
        names = {word: build_localized_fieldname(word, code) for word in WORDS}
        written = {word for word, name in names.items() if self.cleaned_data.get(name)}
        wanted = set(WORDS) if has_criteria else set(NEEDED)
        if not written:
            return
        for word in sorted(wanted - written):
            if not self.has_error(names[word]):
                message = _("Write this in %(language)s too, or empty the other answers in it.")
                self.add_error(names[word], message % {"language": name_of(code)})
        if "criteria" in written and not has_criteria:
            self.add_error(names["criteria"], _("There are no criteria in English. Write them there too."))


def changes_in_words(changes: Mapping[str, Sequence]) -> list[tuple[str, str, str]]:
    """What an act changed: the question, what it said before, what it says now; written words by their language."""
    labels = {name: str(asked.label) for name, asked in CallForm.base_fields.items()}
    words = pgettext("question and language", "%(question)s (%(language)s)")
    for code in CODES:
        for word, label in WORDS.items():
            labels[build_localized_fieldname(word, code)] = words % {"question": label, "language": name_of(code)}
    return [(labels[name], _plain(name, before), _plain(name, after)) for name, (before, after) in changes.items()]


def _plain(name: str, value: object) -> str:
    if name == "scope" and value:
        return str(Scope(value).label)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
