"""What the list of reports can be asked for, and what a request for reports says."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.forms.fields import languages
from reports.services.documents import DOCUMENTS
from reports.states import ROUND_TABLES, ReportKind
from roundtables.models import Edition
from roundtables.selectors import current_edition

ANY = ("", pgettext_lazy("filter", "Any"))
PAGES_MAX = 100_000


class LibraryFilter(forms.Form):
    """A Forum, a kind, a round table or another subject, a language; an unknown value is refused."""

    mark_optional = False
    forum = forms.TypedChoiceField(label=_("Forum"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("Kind of report"), required=False, choices=[ANY, *ReportKind.choices])
    round_table = forms.TypedChoiceField(
        label=_("Round table"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[ANY, *((number, number) for number in ROUND_TABLES)],
    )
    subject = forms.RegexField(
        "^([0-9]{1,2}|[0-9]{4}|[A-Z]{3})$", label=_("Subject"), required=False, widget=forms.HiddenInput
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES_MAX, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["forum"].choices = [ANY, *_forums()]
        self.fields["language"].choices = [ANY, *languages()]

    def main_fields(self):
        """What a visitor chooses from, in order."""
        return [self[name] for name in ("forum", "kind", "round_table", "language")]

    def chosen_page(self) -> int:
        """The page asked for; the first where none is."""
        return self.cleaned_data["page"] or 1

    def chosen(self) -> dict:
        """The filters, as the selector takes them."""
        return {name: self.cleaned_data[name] for name in ("forum", "kind", "round_table", "subject", "language")}


class SetRequest(forms.Form):
    """Which reports to build now."""

    forum = forms.ModelChoiceField(label=_("Forum"), queryset=Edition.objects.all(), empty_label=None)
    kinds = forms.TypedMultipleChoiceField(
        label=_("Kinds of report"),
        coerce=ReportKind,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of report.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    only = forms.CharField(
        label=_("Only some"),
        required=False,
        max_length=400,
        help_text=_("Numbers of round tables or objectives, or ISO codes of States: 2, 7, PHL. Empty: all there are."),
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["forum"].initial = current_edition()
        self.fields["kinds"].choices = [(kind.value, kind.label) for kind in DOCUMENTS]
        self.fields["languages"].choices = languages()

    def subjects(self) -> list[str]:
        """What `only` names, as subjects are written: objectives in two digits, States in capitals."""
        names = [name.strip().upper() for name in self.cleaned_data["only"].split(",")]
        return [subject for name in names if name for subject in self._spelt(name)]

    def _spelt(self, name: str) -> list[str]:
        if not name.isascii() or not name.isdigit():
            return [name[:8]]
        kinds = self.cleaned_data["kinds"]
        tables = [name] if ReportKind.ROUND_TABLE in kinds and name in {str(number) for number in ROUND_TABLES} else []
        objectives = [f"{int(name):02}"] if ReportKind.OBJECTIVE in kinds else []
        return [*tables, *objectives] or [name[:8]]


def _forums() -> list[tuple[int, str]]:
    return [(edition.year, str(edition.year)) for edition in Edition.objects.all()]
