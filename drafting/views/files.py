"""The files of a draft: the page that lists them, add, remove, download."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attachments.states import MAX_FILES
from attachments.views import as_download
from drafting.forms.files import FilesForm
from drafting.services.files import add_files
from drafting.services.files import remove_file as take_out
from drafting.views.pages import of_the_desk, own, page
from workflow.exceptions import NotEditable


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def files(request, kind, pk):
    """The files of this version; while it is edited, the form that adds to them. Refused files do not stop others."""
    mandates, item = own(kind, request, pk)
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if request.method == "POST" and form.is_valid():
        try:
            form.refuse(add_files(item, by=request.user, uploads=form.cleaned_data["files"]))
        except NotEditable as refused:
            messages.error(request, refused.message)
            return redirect(f"{kind.namespace}:detail", pk)
        if not form.errors:
            messages.success(request, _("Added. Nobody outside your delegation sees it until it is submitted."))
            return redirect(f"{kind.namespace}:files", pk)
    listed = list(item.attachments.all())
    return page(request, "drafting/files.html", kind, mandates, item=item, form=form, files=listed, limit=MAX_FILES)


@of_the_desk
@require_POST
def remove_file(request, kind, pk, file_pk):
    """Take a file out of the draft; a second click changes nothing."""
    _mandates, item = own(kind, request, pk)
    try:
        take_out(item, by=request.user, file_pk=file_pk)
    except NotEditable as refused:
        messages.error(request, refused.message)
        return redirect(f"{kind.namespace}:detail", pk)
    messages.success(request, _("Removed."))
    return redirect(f"{kind.namespace}:files", pk)


@of_the_desk
@require_safe
def file(request, kind, pk, file_pk):
    """The file, for its own party; nobody can have it before it is found clean."""
    _mandates, item = own(kind, request, pk)
    return as_download(get_object_or_404(item.attachments, pk=file_pk))
