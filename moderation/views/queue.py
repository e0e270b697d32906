"""The queue: what awaits a decision, on the page and to take along; and how it answers to keys."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation import selectors, services
from moderation.forms import QueueFilter
from moderation.pages import for_moderators, way_back
from moderation.states import BATCH_MAX, Kind

PAGE_SIZE = BATCH_MAX  # "all on this page" is what can be decided on at once
WRITTEN = {
    "csv": (services.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (services.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@for_moderators
@require_safe
def queue(request):
    """What awaits a decision, oldest first; a filter nobody could have chosen is answered 400."""
    form = QueueFilter(request.GET, by=request.user)
    if not form.is_valid():
        return render(request, "moderation/queue.html", {"form": form, **_promised()}, status=400)
    found = selectors.queue(form.asked())
    if form.cleaned_data["format"]:
        return _exported(found, form.cleaned_data["format"], by=request.user)
    try:
        page = Paginator(found, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "form": form,
        "page_obj": page,
        "lines": selectors.described(_keys(page), by=request.user),
        "backlog": selectors.backlog(),
        **_promised(),
        "select_url": _tick_all(form, page),
        "uses_shortcuts": selectors.uses_shortcuts(request.user),
    }
    return render(request, "moderation/queue.html", context)


@for_moderators
@require_POST
def shortcuts(request):
    """Switch single keys on or off, for this person, from now on."""
    on = request.POST.get("shortcuts") == "on"
    services.switch_shortcuts(by=request.user, on=on)
    messages.success(request, _("Keyboard shortcuts are on.") if on else _("Keyboard shortcuts are off."))
    return way_back(request)


def _promised():
    return {"promised_days": settings.DECISION_WORKING_DAYS}


def _tick_all(form, page):
    """The same page with every box ticked, or none where they are."""
    ticked = "" if form.cleaned_data["select"] else "page"
    return f"?{form.query(page=str(page.number), select=ticked)}#queue"


def _keys(rows):
    return [(Kind(row["what"]), row["pk"]) for row in rows]


def _exported(found, form, *, by):
    """Every line that is asked for, as a file."""
    write, content_type = WRITTEN[form]
    response = HttpResponse(write(selectors.described(_keys(found), by=by)), content_type=content_type)
    name = f"moderation-queue-{selectors.today_in_utc().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
