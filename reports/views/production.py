"""Where staff have reports built: what was asked for, how far it is, what it looks like, and its release."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from reports import selectors, services
from reports.exceptions import ReportError
from reports.forms import SetRequest
from reports.models import ReportFile, ReportSet
from reports.services.renderers.html import body
from reports.tasks import nudge
from reports.views.library import PAGE_SIZE, answer_with

for_requesters = for_holders_of("reports.request_report")
for_releasers = for_holders_of("reports.release_report")


@for_requesters
@require_safe
def list_(request):
    """What was asked for together, what waits for its release, and what failed."""
    context = {
        "page_obj": Paginator(selectors.sets(), PAGE_SIZE).get_page(request.GET.get("page")),
        "waiting": selectors.entitled(selectors.reports_to_release()[:PAGE_SIZE]),
        "waiting_count": selectors.reports_to_release().count(),
        "failed": selectors.entitled(selectors.failed_reports()[:PAGE_SIZE]),
    }
    return render(request, "reports/production.html", context)


@for_requesters
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Ask for reports as public now; what was asked for before is not built again."""
    form = SetRequest(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            asked = services.request_set(
                edition=given["forum"],
                kinds=given["kinds"],
                languages=given["languages"],
                only=form.subjects(),
                by=request.user,
            )
        except ReportError as refused:
            form.add_error("only" if given["only"] else None, refused.message)
        else:
            transaction.on_commit(nudge)
            return redirect(asked)
    return render(request, "reports/request.html", {"form": form}, status=400 if form.is_bound else 200)


@for_requesters
@require_safe
def set_(request, pk):
    """One set: how far it is by kind and language, and its reports."""
    asked = get_object_or_404(ReportSet.objects.select_related("publication", "requested_by"), pk=pk)
    reports = asked.reports.select_related("publication").defer("snapshot", "manifest").in_reading_order()
    page = Paginator(reports, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = selectors.entitled(page.object_list)
    context = {
        "asked": asked,
        "progress": selectors.progress_of(asked),
        "page_obj": page,
        "may_release": request.user.has_perm("reports.release_report"),
    }
    return render(request, "reports/set.html", context)


@for_requesters
@require_safe
def preview(request, reference):
    """A report before the public sees it."""
    report = get_object_or_404(selectors.report_by_reference(reference))
    context = {
        "report": report,
        "title": selectors.title_of(report),
        "body": body(report.snapshot["document"]) if report.is_ready and "html" in report.manifest["files"] else "",
        "events": report.events.select_related("by"),
        "may_release": request.user.has_perm("reports.release_report"),
    }
    return render(request, "reports/preview.html", context)


@for_requesters
@require_safe
def preview_file(request, reference, form):
    """A finished file, before the public may have it."""
    files = ReportFile.objects.select_related("report")
    return answer_with(get_object_or_404(files, report__reference=reference, format=form))


@for_requesters
@require_POST
def retry(request, reference):
    """Put a failed report back into the queue; where it has not failed, its page says where it stands."""
    report = get_object_or_404(selectors.report_by_reference(reference))
    return _done(request, lambda: services.retry_report(report, by=request.user), "reports:preview", reference)


@for_requesters
@require_POST
def retry_set(request, pk):
    """Put all failed reports of a set back into the queue."""
    asked = get_object_or_404(ReportSet, pk=pk)
    return _done(request, lambda: services.retry_set(asked, by=request.user), "reports:set", pk)


@for_releasers
@require_POST
def release(request, reference):
    """Let the public see a finished report."""
    report = get_object_or_404(selectors.report_by_reference(reference))
    done = _("The report is public now.")
    return _done(request, lambda: services.release_report(report, by=request.user), "reports:preview", reference, done)


@for_releasers
@require_POST
def release_set(request, pk):
    """Let the public see all finished reports of a set."""
    asked = get_object_or_404(ReportSet, pk=pk)
    n = services.release_set(asked, by=request.user)
    told = ngettext("%(n)s report is public now.", "%(n)s reports are public now.", n) % {"n": n}
    messages.success(request, told)
    return redirect(asked)


def _done(request, act, page, argument, told=""):
    try:
        act()
    except ReportError as refused:
        messages.error(request, refused.message)
    else:
        if told:
            messages.success(request, told)
        transaction.on_commit(nudge)
    return redirect(page, argument)
