"""The receipt of what was submitted, for its owner."""

from django.http import Http404
from django.views.decorators.http import require_safe

from drafting.services import receipts
from drafting.views.clearance import as_download
from drafting.views.pages import of_the_desk, own


@of_the_desk
@require_safe
def receipt_pdf(request, kind, pk):
    """The receipt as a PDF in the page's language; 404 for what was never submitted."""
    _mandates, item = own(kind, request, pk, with_content=True)
    event = receipts.submission_of(item)
    if event is None:
        raise Http404
    sections = [
        (str(section.title), [(answer.label, answer.text, answer.is_written) for answer in section.answers])
        for section in kind.sections(item)
    ]
    pdf = receipts.receipt_pdf(item, event, kind=str(kind.name), title=kind.title_of(item), sections=sections)
    return as_download(pdf, f"{item.reference}.pdf")
