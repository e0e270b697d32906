"""Many records in one workbook: downloaded, checked row by row when it comes back, taken when the person says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import State
from accounts.selectors import mandates_of
from drafting.exceptions import UploadRefused
from drafting.forms.workbook_rows import drafts_of, grid_of
from drafting.forms.workbook_upload import (
    ConfirmForm,
    Findings,
    WorkbookForm,
    check_sheet,
    findings,
    party_of_seal,
)
from drafting.services import workbooks
from drafting.views.clearance import as_download, own_uploads
from drafting.views.pages import of_the_desk, page
from workflow.exceptions import NotEditable, Overtaken


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request, kind):
    """The workbook to download for each party spoken for, and the place to bring it back to."""
    mandates, parties = _parties(request, kind)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            seal, sheet = workbooks.read_workbook(file, name=file.name, size=file.size, kind=kind.key)
            party = party_of_seal(kind, seal, parties)
        except UploadRefused as refused:
            form.add_error("file", refused.message)
        else:
            found = findings(kind, party, sheet)
            file.seek(0)
            content, by = file.read(), request.user
            kept = workbooks.keep_workbook(content, by=by, kind=kind.key, party=party, name=file.name, found=found)
            return redirect(f"{kind.namespace}:workbook_result", kept)
    return _page(request, "drafting/workbook.html", kind, mandates, form=form, parties=parties)


@of_the_desk
@require_safe
def workbook_template(request, kind):
    """The workbook for one party; with `drafts`, its own drafts stand in it to be changed."""
    _mandates, parties = _parties(request, kind)
    party = parties.get(request.GET.get("party", ""))
    if party is None:
        raise Http404
    drafts = drafts_of(kind, party)[: workbooks.MAX_ROWS] if "drafts" in request.GET and kind.many.drafts else ()
    return as_download(workbooks.write_grid(grid_of(kind, party, drafts=drafts)), f"{kind.key}-{party.pk}.xlsx")


@of_the_desk
@require_safe
def workbook_result(request, kind, upload):
    """What the check found, and what can be taken."""
    mandates, kept = _own(request, kind, upload)
    return _page(request, "drafting/workbook_result.html", kind, mandates, found=Findings(kept), upload=kept)


@of_the_desk
@require_safe
def workbook_annotated(request, kind, upload):
    """The person's own workbook with what is wrong marked at its cells."""
    _mandates, kept = _own(request, kind, upload)
    direction = "rtl" if get_language_bidi() else "ltr"
    problems = Findings(kept).problems
    marked = workbooks.mark_problems(
        bytes(kept.file), sheet=kept.found["name"], problems=problems, direction=direction
    )
    return as_download(marked, f"{kept.name.rpartition('.')[0]}-checked.xlsx")


@of_the_desk
@require_POST
def workbook_confirm(request, kind, upload):
    """Write the rows: all of them, or the good ones where the person says so. Sent twice, it begins once."""
    mandates, kept = _own(request, kind, upload)
    form = ConfirmForm(request.POST, checked=check_sheet(kind, kept.party, kept.found["rows"]))
    if kept.taken_at is None and not form.is_valid():
        context = {"found": Findings(kept), "upload": kept, "form": form}
        return _page(request, "drafting/workbook_result.html", kind, mandates, status=409, **context)
    try:
        written = workbooks.take_rows(kept, form.taken, by=request.user, content=kind.content, begin=kind.many.begin)
    except (Overtaken, NotEditable, UploadRefused) as refused:
        messages.error(request, refused.message)
        return redirect(f"{kind.namespace}:workbook_result", upload)
    _say(request, len(written))
    return redirect("desk:home")


def _say(request, count):
    """How many there are now; nothing new where it was sent twice."""
    if count:
        words = ngettext(
            "%(count)d row is a draft at your desk now.", "%(count)d rows are drafts at your desk now.", count
        )
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("This workbook was taken before; nothing was written twice."))


def _parties(request, kind):
    """The person's mandates, and the parties they may bring this kind for; 404 for a kind that comes one by one."""
    if kind.many is None:
        raise Http404
    mandates = mandates_of(request.user)
    parties = {
        key: party for key, party in mandates.parties.items() if isinstance(party, State) or not kind.for_states_only
    }
    if not parties:
        raise PermissionDenied
    return mandates, parties


def _own(request, kind, upload):
    """A workbook of one's own, for a party one still speaks for; 404 otherwise."""
    mandates, _allowed = _parties(request, kind)
    return mandates, get_object_or_404(own_uploads(request, mandates, kind), pk=upload, item=None)


def _page(request, template, kind, mandates, *, status=200, **context):
    trail = [(_("Desk"), reverse("desk:home"))]
    return page(request, template, kind, mandates, status=status, trail=trail, **context)
