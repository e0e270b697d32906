"""The reports for everybody, and the form by which staff ask for more."""

import hashlib
from functools import wraps

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import EmptyPage, Paginator
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from reports import selectors, services
from reports.exceptions import ReportError
from reports.forms import LibraryFilter, ReportRequest
from reports.models import Report
from reports.states import ReportKind
from reports.tasks import nudge
from workflow.selectors import current_publication

for_requesters = for_holders_of("reports.request_report")

PAGE_SIZE = 48


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
    context = {
        "form": form,
        "page_obj": page,
        "next_runs": selectors.next_runs(),
        "publication": selectors.latest_publication(),
    }
    return render(request, "reports/list.html", context)


@library_page
def detail(request, reference):
    """One report: what it is, where it was frozen, its figures and checksum; while it is built, how far it is."""
    report = get_object_or_404(selectors.report_by_reference(reference))
    context = {"report": report, "siblings": selectors.siblings(report), "publication": report.publication}
    return render(request, "reports/detail.html", context)


@require_safe
def download(request, reference):
    """The finished file; its address never gives another, so its checksum is its ETag. 404 until it is ready."""
    report = get_object_or_404(Report.objects.ready().defer("snapshot"), reference=reference)
    etag = quote_etag(report.sha256)
    response = get_conditional_response(request, etag=etag) or _file(report)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


download.is_public = True


def _file(report):
    try:
        content = default_storage.open(report.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    return FileResponse(content, as_attachment=True, filename=report.file_name, content_type="application/pdf")


@for_requesters
@require_http_methods(["GET", "HEAD", "POST"])
def request_(request):
    """Ask for reports as public now; what was asked for before is not built again."""
    form = ReportRequest(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.request_reports(
                kind=ReportKind.ROUND_TABLE,
                edition=form.cleaned_data["forum"],
                round_tables=form.cleaned_data["round_tables"],
                languages=form.cleaned_data["languages"],
                by=request.user,
            )
        except ReportError as refused:
            form.add_error(None, refused.message)
        else:
            transaction.on_commit(nudge)
            return redirect(asked[0] if len(asked) == 1 else "reports:list")
    status = 400 if form.is_bound else 200
    return render(
        request,
        "reports/request.html",
        {"form": form, "failed": selectors.failed_reports()[:PAGE_SIZE]},
        status=status,
    )


@for_requesters
@require_POST
def retry(request, reference):
    """Put a failed report back into the queue."""
    report = get_object_or_404(selectors.report_by_reference(reference))
    try:
        services.retry_report(report, by=request.user)
    except ReportError:  # somebody was faster: the report's own page says where it stands
        return redirect(report)
    transaction.on_commit(nudge)
    return redirect(report)
