"""A background note or a topic of the policy debate: English in full, each other language in full or not at all."""

from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from drafting.forms import RowForm, RowsField, long_text, short_text
from roundtables.forms.fields import EditForm, reason_field
from roundtables.models import Paper
from roundtables.states import DOCUMENTS_MAX, PAPER_TEXT_MAX, PAPER_TITLE_MAX
from roundtables.validators import problems_with_paper
from ui.templatetags.ui.language import direction_of, name_of

WORDS = {"title": gettext_lazy("Title"), "text": gettext_lazy("Text")}
CODES = ["en", *(code for code, _name in settings.LANGUAGES if code != "en")]
NUMBER_MAX = 99


class DocumentRow(RowForm):
    """A document elsewhere on the web: its title, its address."""

    title = short_text(
        gettext_lazy("Title of the document"),
        200,
        error_messages={"required": gettext_lazy("Say what the document is.")},
    )
    url = forms.CharField(
        label=gettext_lazy("Web address"),
        max_length=500,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        validators=[URLValidator(schemes=["https", "http"])],
        error_messages={"required": gettext_lazy("Give its web address.")},
    )


def _question(word: str, code: str) -> forms.CharField:
    needed = code == "en"
    if word == "title":
        asked = short_text(WORDS[word], PAPER_TITLE_MAX, required=needed)
    else:
        asked = long_text(WORDS[word], PAPER_TEXT_MAX, rows=12, required=needed)
    asked.widget.attrs |= {"lang": code, "dir": direction_of(code)}
    return asked


class PaperForm(EditForm):
    """One note or topic. `paper` is the one that is written, saved already or not; a public one needs a reason."""

    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=NUMBER_MAX,
        help_text=gettext_lazy("Its place among the others; pages list them by it."),
        error_messages={"required": gettext_lazy("Give it a number.")},
    )
    documents = RowsField(DocumentRow, label=gettext_lazy("Documents"), maximum=DOCUMENTS_MAX, required=False)

    def __init__(self, *args, paper: Paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.paper = paper
        for code in CODES:
            for word in WORDS:
                self.fields[build_localized_fieldname(word, code)] = _question(word, code)
        self.fields["title_en"].error_messages["required"] = _("Give it a title in English.")
        self.fields["text_en"].error_messages["required"] = _("Write the text in English.")
        if paper.published_in_id:
            self.fields["reason"] = reason_field()

    def languages(self) -> Iterator[tuple[str, list[forms.BoundField], bool]]:
        """Each language by name, its questions, and whether anything is written or wrong in it."""
        for code in CODES:
            asked = [self[build_localized_fieldname(word, code)] for word in WORDS]
            yield name_of(code), asked, code == "en" or any(each.value() or each.errors for each in asked)

    def clean(self):
        for code in CODES[1:]:
            self._check_language(code)
        self.refuse(problems_with_paper(self.paper, self.cleaned_data))
        return self.cleaned_data

    def _check_language(self, code: str) -> None:
        """A language is there whole or not at all, so that no page is half in one and half in another."""
        names = [build_localized_fieldname(word, code) for word in WORDS]
        written = [name for name in names if self.cleaned_data.get(name)]
        for name in names:
            if written and name not in written and not self.has_error(name):
                message = _("Write this in %(language)s too, or empty the other answers in it.")
                self.add_error(name, message % {"language": name_of(code)})
