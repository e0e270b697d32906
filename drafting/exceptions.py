"""Why an uploaded document or workbook was not taken: one class per reason, with a sentence that says what to do."""

from django.utils.translation import gettext as _


class UploadRefused(Exception):
    """The file as a whole was refused and nothing was kept."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class FileRefused(UploadRefused):
    """The file itself is refused, for a reason that is already a sentence."""


class FileTooLarge(UploadRefused):
    """More bytes than a document that circulates may have, packed or unpacked."""

    @property
    def message(self) -> str:
        return _("The file is too large to be one that was downloaded here: at most 10 MB. Remove pictures from it.")


class NotADocument(UploadRefused):
    """Neither a Word document nor an Excel workbook of today's format."""

    @property
    def message(self) -> str:
        return _("Upload the Word document (.docx) or the Excel workbook (.xlsx) that was downloaded here.")


class NotAWorkbook(UploadRefused):
    """A workbook of many records is an Excel workbook."""

    @property
    def message(self) -> str:
        return _("Upload the Excel workbook (.xlsx) that was downloaded here.")


class Unreadable(UploadRefused):
    """It is damaged, or made so that it would harm who reads it."""

    @property
    def message(self) -> str:
        return _("The file is damaged. Open it, save it once more as .docx or .xlsx, and upload it again.")


class NotFromHere(UploadRefused):
    """It carries no mark of ours, or one that was changed."""

    @property
    def message(self) -> str:
        return _(
            "This file was not downloaded from this portal, or the hidden mark it is recognised by was lost. "
            "Download it again, copy the answers into the new one, and upload that."
        )


class OfAnotherRecord(UploadRefused):
    """It was downloaded from another draft, or by another party."""

    @property
    def message(self) -> str:
        return _(
            "This document belongs to another draft. Open the draft it was downloaded from, and upload it there. "
            "Nothing was changed."
        )


class OfAnotherParty(UploadRefused):
    """A workbook downloaded by somebody who speaks for others, or for another kind of submission."""

    @property
    def message(self) -> str:
        return _(
            "This workbook was downloaded for another State or organisation, or for another kind of submission. "
            "Download one here, copy the rows into it, and upload that."
        )


class RowRefused(UploadRefused):
    """Nothing can be begun from this row, for a reason that is already a sentence."""


class NothingInIt(UploadRefused):
    """A workbook without a row that is filled in."""

    @property
    def message(self) -> str:
        return _("No row of this workbook is filled in.")


class TooManyRows(UploadRefused):
    """More rows than one workbook may bring."""

    def __init__(self, limit: int):
        super().__init__(limit)
        self.limit = limit

    @property
    def message(self) -> str:
        return _("A workbook may have at most %(limit)d rows. Divide it and upload the parts.") % {"limit": self.limit}
