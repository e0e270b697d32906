"""What a file may be, how large, and what the scanner said of it. The list is the Network's own (its pledge form)."""

from django.db import models
from django.utils.translation import pgettext_lazy

MAX_BYTES = 25 * 1024 * 1024  # one file
MAX_REQUEST_BYTES = 100 * 1024 * 1024  # all files sent at once; deploy/nginx.conf lets a little more through
MAX_FILES = 10  # on one record


class Kind(models.TextChoices):
    """The kinds of file that are accepted. The value is the ending a name must have."""

    TXT = "txt", pgettext_lazy("kind of file", "Plain text")
    RTF = "rtf", pgettext_lazy("kind of file", "Rich text (RTF)")
    PDF = "pdf", pgettext_lazy("kind of file", "PDF document")
    DOC = "doc", pgettext_lazy("kind of file", "Word 97–2003 document")
    DOCX = "docx", pgettext_lazy("kind of file", "Word document")
    ODT = "odt", pgettext_lazy("kind of file", "OpenDocument text")
    PPT = "ppt", pgettext_lazy("kind of file", "PowerPoint 97–2003 presentation")
    PPTX = "pptx", pgettext_lazy("kind of file", "PowerPoint presentation")
    ODP = "odp", pgettext_lazy("kind of file", "OpenDocument presentation")
    XLS = "xls", pgettext_lazy("kind of file", "Excel 97–2003 workbook")
    XLSX = "xlsx", pgettext_lazy("kind of file", "Excel workbook")
    ODS = "ods", pgettext_lazy("kind of file", "OpenDocument spreadsheet")


class Foreign(models.TextChoices):
    """What a file may turn out to be instead, so that its sender can be told."""

    HTML = "html", pgettext_lazy("kind of file", "a web page (HTML)")
    SVG = "svg", pgettext_lazy("kind of file", "a drawing (SVG)")
    XML = "xml", pgettext_lazy("kind of file", "an XML file")
    SCRIPT = "script", pgettext_lazy("kind of file", "a script")
    PROGRAM = "program", pgettext_lazy("kind of file", "a program")
    PICTURE = "picture", pgettext_lazy("kind of file", "a picture")
    ARCHIVE = "archive", pgettext_lazy("kind of file", "an archive of files")
    OTHER = "other", pgettext_lazy("kind of file", "something else")


class Scan(models.TextChoices):
    """Whether malware was looked for. Only clean and unscanned files are ever handed out."""

    PENDING = "pending", pgettext_lazy("scan", "Being checked for malware")
    CLEAN = "clean", pgettext_lazy("scan", "Checked for malware: nothing found")
    INFECTED = "infected", pgettext_lazy("scan", "Malware found: the file was destroyed")
    UNSCANNED = "unscanned", pgettext_lazy("scan", "Not scanned for malware: this installation has no scanner")


HANDED_OUT = frozenset({Scan.CLEAN, Scan.UNSCANNED})
ACCEPTED_ENDINGS = " ".join(Kind.values)
