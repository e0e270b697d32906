"""Files while they arrive: what is too large is counted and thrown away, so it fills neither memory nor disk."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from attachments.exceptions import FileNotAllowed, TooLarge, TooMuchAtOnce
from attachments.states import MAX_BYTES, MAX_REQUEST_BYTES


def waiting_room() -> Path:
    """Where files wait while their request is answered: beside where they are kept, so that keeping is a rename."""
    return Path(settings.MEDIA_ROOT) / "arriving"


class ArrivingFile(TemporaryUploadedFile):
    """A file of a request, on disk. Where it was thrown away on the way, `refusal` says why; `size` is still true."""

    refusal: type[FileNotAllowed] | None = None

    def __init__(self, name, content_type, size, charset, content_type_extra=None):
        waiting_room().mkdir(parents=True, exist_ok=True)
        file = tempfile.NamedTemporaryFile(dir=waiting_room(), prefix="upload-")  # noqa: SIM115 - closed by Django
        UploadedFile.__init__(self, file, name, content_type, size, charset, content_type_extra)


class WithinLimits(TemporaryFileUploadHandler):
    """Writes each file of a request to disk up to the limits, and nothing beyond them. Named in the settings."""

    received = 0

    def new_file(self, *args, **kwargs):
        """Begin the next file of the request."""
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self.file = ArrivingFile(self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data, start):
        """Keep the piece, unless the file or the whole request is past its limit: then drop what came before too."""
        self.received += len(raw_data)
        if self.file.refusal is None and start + len(raw_data) > MAX_BYTES:
            self._drop(TooLarge)
        if self.file.refusal is None and self.received > MAX_REQUEST_BYTES:
            self._drop(TooMuchAtOnce)
        if self.file.refusal is None:
            self.file.write(raw_data)

    def _drop(self, refusal):
        self.file.refusal = refusal
        self.file.seek(0)
        self.file.truncate()
