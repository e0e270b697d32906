"""Handing a file out: always as a download, never shown inside the site. Who may have it, the caller has decided."""

from django.http import FileResponse, Http404

from attachments.models import Attachment

NOTHING_MAY_RUN = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",  # no copy outlives its record's being public
}


def as_download(attachment: Attachment) -> FileResponse:
    """The bytes, to be saved under the file's name; 404 while it is quarantined, or where its bytes are gone.

    A browser is told nothing about what they are, and may do nothing with them.
    """
    if not attachment.is_handed_out:
        raise Http404
    try:
        content = attachment.file.storage.open(attachment.file.name)
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer = FileResponse(
        content, as_attachment=True, filename=attachment.name, content_type="application/octet-stream"
    )
    for name, value in NOTHING_MAY_RUN.items():
        answer[name] = value
    return answer
