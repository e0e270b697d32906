"""The reports for everybody."""

import hashlib
import logging
from functools import wraps

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import EmptyPage, Paginator
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from reports import selectors
from reports.forms import LibraryFilter
from reports.models import Report, ReportFile
from reports.services.manifest import digest_of
from reports.services.renderers import RENDERERS
from reports.services.renderers.html import body
from reports.states import ReportFormat
from workflow.selectors import current_publication

PAGE_SIZE = 48

log = logging.getLogger(__name__)


def library_page(view):
    """Serve a public page that moves while a report is built, without a publication: by an ETag of its own.

    Like every public page it reads no session and no user.
    """

    @require_safe
    @wraps(view)
    def answer(request, *args, **kwargs):
        parts = [
            settings.RELEASE,
            str(current_publication()),
            request.get_full_path(),
            selectors.library_fingerprint(),
        ]
        etag = quote_etag(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40])
        response = get_conditional_response(request, etag=etag) or view(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response["ETag"] = etag
            response["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response

    answer.is_public = True
    return answer


@library_page
def list_(request):
    """All reports, newest publication first; a filter nobody could have chosen is answered 400."""
    form = LibraryFilter(request.GET)
    if not form.is_valid():
        return render(request, "reports/refused.html", {"form": form}, status=400)
    try:
        page = Paginator(selectors.public_reports(**form.chosen()), PAGE_SIZE).page(form.chosen_page())
    except EmptyPage as past_the_end:
        raise Http404 from past_the_end
    page.object_list = selectors.entitled(page.object_list)
    kind, subject = form.cleaned_data["kind"], form.cleaned_data["subject"]
    context = {
        "form": form,
        "subject": selectors.subject_in_words(kind, subject) if subject else "",
        "page_obj": page,
        "coming": selectors.coming_reports(),
        "publication": selectors.latest_publication(),
    }
    return render(request, "reports/list.html", context)


@library_page
def detail(request, reference):
    """One report: what it is, where it was frozen, its figures and checksums; while it is built, how far it is."""
    report = get_object_or_404(selectors.public_report(reference))
    context = {
        "report": report,
        "title": selectors.title_of(report),
        "siblings": selectors.siblings(report),
        "publication": report.publication,
    }
    return render(request, "reports/detail.html", context)


@library_page
def read(request, reference):
    """The report itself, to be read here; 404 until it is ready, and where it was never made as a page."""
    with_a_page = selectors.public_report(reference).ready().filter(files__format=ReportFormat.HTML)
    report = get_object_or_404(with_a_page)
    context = {
        "report": report,
        "title": selectors.title_of(report),
        "body": _body_of(report),
        "publication": report.publication,
    }
    return render(request, "reports/read.html", context)


def _body_of(report):
    """The document as a page; nothing where another release wrote it in a form that this one cannot read."""
    try:
        return body(report.snapshot["document"])
    except Exception:
        log.exception("report %s cannot be shown as a page", report.reference)
        return ""


@require_safe
def manifest(request, reference):
    """What the report was made from, by what, and the checksum of each file, for programs."""
    report = get_object_or_404(Report.objects.public().ready().only("manifest"), reference=reference)
    etag = digest_of(report.manifest)
    answer = get_conditional_response(request, etag=quote_etag(etag)) or JsonResponse(report.manifest)
    return told_apart(answer, etag=etag)


@require_safe
def download(request, reference, form):
    """A finished file; its address never gives another, so its checksum is its ETag. 404 until it is ready."""
    public = ReportFile.objects.filter(report__in=Report.objects.public().ready()).select_related("report")
    file = get_object_or_404(public, report__reference=reference, format=form)
    answer = get_conditional_response(request, etag=quote_etag(file.sha256)) or answer_with(file)
    return told_apart(answer, etag=file.sha256)


manifest.is_public = download.is_public = True


def told_apart(answer, *, etag):
    """The answer under its ETag, to be kept by every cache and asked about each time."""
    answer["ETag"] = quote_etag(etag)
    answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    return answer


def answer_with(file):
    """A finished file, to be kept under its own name; 404 where the store lost it."""
    try:
        content = default_storage.open(file.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    kind = RENDERERS[ReportFormat(file.format)].content_type
    return FileResponse(content, as_attachment=True, filename=file.name, content_type=kind)
