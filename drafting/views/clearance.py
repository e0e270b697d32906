"""Clearance in the capital: the draft out as a document, back as differences to take or to leave."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from drafting.exceptions import UploadRefused
from drafting.forms.clearance import paper_of
from drafting.forms.clearance_changes import compare as compare_with
from drafting.forms.clearance_upload import AcceptForm, UploadForm
from drafting.models import Upload
from drafting.services import documents
from drafting.views.pages import of_the_desk, own, page
from workflow.exceptions import NotEditable, Overtaken

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def clearance(request, kind, pk):
    """The two documents to download, and the place to bring one back to."""
    mandates, item = own(kind, request, pk)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = documents.read_document(file, name=file.name, size=file.size, paper=paper_of(kind, item))
            compare_with(kind, item, found)
        except UploadRefused as refused:
            form.add_error("file", refused.message)
        else:
            kept = documents.keep_document(found, by=request.user, kind=kind.key, item=item, name=file.name)
            return redirect(f"{kind.namespace}:compare", pk, kept)
    return page(request, "drafting/clearance.html", kind, mandates, item=item, form=form)


@of_the_desk
@require_safe
def draft_docx(request, kind, pk):
    """The draft as a Word document, in the page's language."""
    _mandates, item = own(kind, request, pk, with_content=True)
    paper = paper_of(kind, item)
    return as_download(documents.write_docx(paper), f"{paper.file_name}.docx")


@of_the_desk
@require_safe
def draft_xlsx(request, kind, pk):
    """The draft as an Excel workbook, in the page's language."""
    _mandates, item = own(kind, request, pk, with_content=True)
    paper = paper_of(kind, item)
    return as_download(documents.write_xlsx(paper), f"{paper.file_name}.xlsx")


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request, kind, pk, upload):
    """What the document would change, answer by answer; nothing changes before it is taken."""
    mandates, item = own(kind, request, pk)
    kept = get_object_or_404(own_uploads(request, mandates, kind), pk=upload, item=pk)
    form = AcceptForm(request.POST or None, comparison=compare_with(kind, item, documents.found_in(kept)))
    if request.method == "POST" and form.is_valid():
        try:
            documents.accept_answers(item, by=request.user, content=kind.content, steps=form.steps, seen=form.seen)
        except (Overtaken, NotEditable) as refused:
            return _overtaken(request, kind, pk, kept, refused)
        documents.mark_taken(kept)
        messages.success(
            request, _("The answers you ticked are in the draft now. Read it once more before you submit.")
        )
        return redirect(f"{kind.namespace}:detail", pk)
    return page(request, "drafting/compare.html", kind, mandates, item=item, form=form, upload=kept)


def own_uploads(request, mandates, kind):
    """The person's uploads of this kind, for the parties they speak for today, not expired."""
    mine = Upload.objects.of_person(request.user, states=mandates.states, organisations=mandates.organisations)
    return mine.fresh(timezone.now()).filter(kind=kind.key).select_related("state", "organisation").defer("file")


def as_download(content, name):
    """A file to save, never shown in the page."""
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _overtaken(request, kind, pk, kept, refused):
    """The page once more, beside what is saved now; the ticks stay."""
    mandates, item = own(kind, request, pk)
    form = AcceptForm(request.POST, comparison=compare_with(kind, item, documents.found_in(kept)))
    context = {"form": form, "upload": kept, "refused": refused}
    return page(request, "drafting/compare.html", kind, mandates, item=item, status=409, **context)
