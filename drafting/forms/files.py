"""The form by which files are added to a draft."""

from django import forms
from django.utils.translation import gettext_lazy

from attachments.exceptions import AttachmentError
from attachments.states import Kind

ACCEPT = ",".join([f".{ending}" for ending in Kind.values])


class SeveralFiles(forms.FileInput):
    """The browser's own choice of files, any number at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files. What may be in them is not its business: the verb says why it refuses one."""

    widget = SeveralFiles(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        given = [data] if data is None or not isinstance(data, (list, tuple)) else data
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class FilesForm(forms.Form):
    """Adds files; the reasons for which some were refused come back as its errors."""

    use_required_attribute = False

    files = FilesField(
        label=gettext_lazy("Add files"),
        help_text=gettext_lazy(
            "Up to 25 MB each: txt, rtf, pdf, doc, docx, odt, ppt, pptx, odp, xls, xlsx or ods. Files with macros, "
            "scripts or a password are refused. You can choose several at once."
        ),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file first.")},
    )

    def refuse(self, reasons: list[AttachmentError]) -> None:
        """Say of each file that was not taken why it was not."""
        for reason in reasons:
            self.add_error("files", reason.message)
