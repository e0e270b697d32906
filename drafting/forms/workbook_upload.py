"""A workbook that was uploaded: what is wrong with it in plain data, and the decision what to take."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.exceptions import OfAnotherParty
from drafting.forms.clearance_upload import UploadForm
from drafting.forms.kinds import Kind
from drafting.forms.workbook import Party
from drafting.forms.workbook_rows import NO_CELL, CheckedRow, check_rows, columns_of, draft_keys, drafts_of, empty_item
from drafting.models import Upload
from drafting.services import documents
from drafting.services.workbooks import Problem, ReadSheet

WHOLE_ROW = "C"  # the first column people see, where a problem of the whole row is marked


class WorkbookForm(UploadForm):
    """One workbook of many."""

    file = forms.FileField(
        label=gettext_lazy("The workbook, filled in"),
        help_text=gettext_lazy("The Excel workbook (.xlsx) downloaded here, at most 10 MB and 500 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages=UploadForm.base_fields["file"].error_messages,
        max_length=300,
    )


def party_of_seal(kind: Kind, seal: documents.Seal, parties: Mapping[str, Party]) -> Party:
    """The party the workbook was downloaded for; raises OfAnotherParty unless it is one of these."""
    for party in parties.values():
        if documents.party_of(empty_item(kind, party)) == seal.party:
            return party
    raise OfAnotherParty


def check_sheet(kind: Kind, party: Party, rows: Sequence[Mapping[str, Any]]) -> list[CheckedRow]:
    """Every row of the sheet, checked as it stands now."""
    drafts = drafts_of(kind, party, only=draft_keys(rows))
    return check_rows(kind, party, rows, drafts=drafts)


def findings(kind: Kind, party: Party, sheet: ReadSheet) -> dict[str, Any]:
    """What is kept of an uploaded workbook: its rows, and what the check found, in the person's language."""
    plain = sheet.plain
    checked = check_sheet(kind, party, plain["rows"])
    labels = {question.name: question.label for question in columns_of(kind, empty_item(kind, party))}
    problems = [
        {
            "row": row.number,
            "column": sheet.columns.get(name, WHOLE_ROW) if name != NO_CELL else WHOLE_ROW,
            "question": labels.get(name, ""),
            "message": message,
        }
        for row in checked
        for name, message in row.problems.items()
    ]
    lines = [
        {"row": row.number, "title": row.title, "is_good": row.is_good, "is_draft": row.is_draft}
        for row in checked
        if not row.is_unchanged
    ]
    unchanged = sum(row.is_unchanged for row in checked)
    return plain | {"problems": problems, "lines": lines, "unchanged": unchanged}


class Findings:
    """The same for the page that shows it."""

    def __init__(self, upload: Upload):
        self.upload, self.found = upload, upload.found

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, cell by cell."""
        return [Problem(**each) for each in self.found["problems"]]

    @property
    def good(self) -> list[Mapping[str, Any]]:
        """The rows that can be taken."""
        return [line for line in self.found["lines"] if line["is_good"]]

    @property
    def total(self) -> int:
        """How many rows say anything new."""
        return len(self.found["lines"])

    @property
    def bad_rows(self) -> int:
        """How many rows have a problem."""
        return self.total - len(self.good)


class ConfirmForm(forms.Form):
    """Take all rows, or only the good ones: then the person says so. What is wrong by now is looked at once more."""

    use_required_attribute = False

    rows = forms.ChoiceField(
        choices=[("all", ""), ("good", "")],
        error_messages={"required": gettext_lazy("Choose which rows to take.")},
    )

    def __init__(self, data: Mapping | None = None, *, checked: Sequence[CheckedRow], **kwargs):
        super().__init__(data, **kwargs)
        self.checked = checked

    @property
    def taken(self) -> list[CheckedRow]:
        """The rows to write."""
        return [row for row in self.checked if row.is_good and not row.is_unchanged]

    def clean(self):
        given = super().clean()
        if given.get("rows") == "all" and not all(row.is_good for row in self.checked):
            raise forms.ValidationError(
                _("Some rows have problems by now. Correct them, or take only the good rows. Nothing was written.")
            )
        if not self.taken:
            raise forms.ValidationError(_("There is no row that can be taken."))
        return given
