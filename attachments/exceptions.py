"""Why a file was not taken: one class per reason, each with a sentence that says what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.states import ACCEPTED_ENDINGS, MAX_BYTES, MAX_FILES, MAX_REQUEST_BYTES, Foreign, Kind

MEGABYTE = 1024 * 1024


class AttachmentError(Exception):
    """Something about a file was refused and nothing was kept."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class FileNotAllowed(AttachmentError):
    """The file itself is refused. `name` is its name, cleaned, for the sentence."""

    sentence: str | Promise = ""

    def __init__(self, name: str = ""):
        super().__init__(name)
        self.name = name

    @property
    def words(self) -> Mapping[str, object]:
        """What the sentence speaks of."""
        return {"name": self.name}

    @property
    def message(self) -> str:
        return str(self.sentence) % self.words


class EmptyFile(FileNotAllowed):
    """There is nothing in it."""

    sentence = gettext_lazy("“%(name)s” is empty. Open it, check that it has content, and choose it again.")


class TooLarge(FileNotAllowed):
    """More bytes than one file may have."""

    sentence = gettext_lazy(
        "“%(name)s” is larger than %(limit)s MB. Make it smaller, for instance by compressing its pictures, or send "
        "it in parts."
    )

    @property
    def words(self) -> Mapping[str, object]:
        """The name and the limit."""
        return {"name": self.name, "limit": MAX_BYTES // MEGABYTE}


class TooMuchAtOnce(FileNotAllowed):
    """Together with what came before it in the same request, more than may be sent at once."""

    sentence = gettext_lazy(
        "“%(name)s” did not fit: at most %(limit)s MB can be sent at once. Send it once more, by itself."
    )

    @property
    def words(self) -> Mapping[str, object]:
        """The name and the limit."""
        return {"name": self.name, "limit": MAX_REQUEST_BYTES // MEGABYTE}


class TypeNotAllowed(FileNotAllowed):
    """Neither its name nor its content is of a kind that is accepted."""

    sentence = gettext_lazy(
        "“%(name)s” is %(found)s, which is not accepted. Save it as PDF and send that. Accepted are: %(endings)s."
    )
    sentence_of_other = gettext_lazy(
        "“%(name)s” is of a kind that is not accepted. Save it as PDF and send that. Accepted are: %(endings)s."
    )

    def __init__(self, name: str = "", *, found: Foreign = Foreign.OTHER):
        super().__init__(name)
        self.found = found
        if found == Foreign.OTHER:
            self.sentence = self.sentence_of_other

    @property
    def words(self) -> Mapping[str, object]:
        """The name, what it is, and what would be accepted."""
        return {"name": self.name, "found": self.found.label, "endings": ACCEPTED_ENDINGS}


class NameDisagrees(FileNotAllowed):
    """The ending of the name says one thing, the content another."""

    sentence = gettext_lazy(
        "The name of “%(name)s” ends in .%(ending)s, but its content is: %(found)s. Change the ending of its name to "
        ".%(right)s and choose it again."
    )
    sentence_without_ending = gettext_lazy(
        "The name of “%(name)s” has no ending. Its content is: %(found)s. Add .%(right)s to its name."
    )
    sentence_of_foreign = gettext_lazy(
        "The name of “%(name)s” ends in .%(ending)s, but its content is %(found)s. Open it in the program it was made "
        "with and save it again as .%(ending)s."
    )

    def __init__(self, name: str = "", *, ending: str = "", found: Kind | Foreign = Foreign.OTHER):
        super().__init__(name)
        self.ending, self.found = ending, found
        if not isinstance(found, Kind):
            self.sentence = self.sentence_of_foreign
        elif not ending:
            self.sentence = self.sentence_without_ending

    @property
    def words(self) -> Mapping[str, object]:
        """The name, how it ends, what it is, and how it should end."""
        return {"name": self.name, "ending": self.ending, "found": self.found.label, "right": self.found.value}


class NotReadableText(FileNotAllowed):
    """It is called a text, but it is not text in Unicode."""

    sentence = gettext_lazy(
        "“%(name)s” cannot be read as text. Save it as plain text in the encoding UTF-8 and send it again."
    )


class Damaged(FileNotAllowed):
    """It begins as a file of its kind and does not go on as one, or contradicts itself."""

    sentence = gettext_lazy(
        "“%(name)s” is damaged or incomplete. Open it, save it again under a new name, and send the new file."
    )


class Bomb(FileNotAllowed):
    """Unpacked, it would be out of all proportion."""

    sentence = gettext_lazy(
        "“%(name)s” unpacks to far more than its size, as files made to overload computers do. Save what it is about "
        "as PDF and send that."
    )


class MacroFile(FileNotAllowed):
    """It carries macros."""

    sentence = gettext_lazy(
        "“%(name)s” contains macros, which can do harm on the computer of whoever opens it. Save it without macros "
        "(as docx, xlsx, pptx or PDF) and send that."
    )


class ActiveContent(FileNotAllowed):
    """It would do something when opened: run a script, start a program, unfold another file."""

    sentence = gettext_lazy(
        "“%(name)s” contains a script, a program or another file that acts when it is opened. Print it to a new PDF "
        "and send that; send files that are inside it by themselves."
    )


class FetchesFromElsewhere(FileNotAllowed):
    """It would load a template or an object from another computer when opened."""

    sentence = gettext_lazy(
        "“%(name)s” loads a template or an object from another computer when it is opened. Remove that link (in Word: "
        "Developer, Document Template), or save it as PDF, and send it again."
    )


class Protected(FileNotAllowed):
    """It is encrypted, so nobody can check it and the public could not read it."""

    sentence = gettext_lazy(
        "“%(name)s” is protected by a password or against copying, so it cannot be checked. Save it without "
        "protection and send it again."
    )


class TooManyFiles(AttachmentError):
    """The record has as many files as one may have."""

    @property
    def message(self) -> str:
        return _("A record can have at most %(limit)s files. Remove one before you add another.") % {
            "limit": MAX_FILES
        }


class ScannerAway(AttachmentError):
    """The malware scanner did not answer, or not in the way it should; for the log, never for a page."""
