"""The pages on which a State or organisation writes its pledges. Somebody else's pledge is not there at all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pledges import selectors, services
from pledges.forms import WithdrawalForm, WrittenPledge, revision_typed_on
from pledges.models import Pledge
from ui.templatetags.ui.language import direction_of
from workflow import services as workflow
from workflow.exceptions import AmendmentOpen, Incomplete, NotEditable, Overtaken, TransitionNotAllowed, WorkflowError
from workflow.states import EDITABLE, Change, Status

ALREADY = {Status.SUBMITTED: gettext_lazy("This pledge has been submitted already; nothing was sent twice.")}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """An empty form; saving it makes a draft."""
    mandates = selectors.mandates_of(request.user)
    if not mandates.delegations:
        raise PermissionDenied
    written = WrittenPledge(request.POST or None, parties=mandates.parties)
    if request.method == "POST" and written.is_valid():
        owner = written.form.chosen_party
        return _saved(request, services.draft_pledge(by=request.user, owner=owner, content=written.content))
    return _form_page(request, written, mandates=mandates)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The form of a draft. Two people at once: the second is told, and keeps what they typed."""
    mandates, pledge = _own(request, pk)
    if request.method == "POST":
        return _save(request, pledge, mandates)
    if "edit" not in selectors.acts_open_to(mandates, pledge):
        messages.info(request, NotEditable().message)
        return redirect("desk_pledges:detail", pk)
    return _form_page(request, WrittenPledge(parties=_party_of(pledge), pledge=pledge), pledge=pledge)


@never_cache
@login_required
@require_safe
def review(request, pk):
    """Everything that would be submitted, and what is still missing."""
    mandates, pledge = _own(request, pk, with_content=True)
    if pledge.status not in EDITABLE:
        return redirect("desk_pledges:detail", pk)
    return _record_page(request, "pledges/review.html", pledge, mandates)


@never_cache
@login_required
@require_safe
def preview(request, pk):
    """Exactly what the public will see, and nothing else of the record."""
    mandates, pledge = _own(request, pk, with_content=True)
    context = {
        "pledge": pledge,
        "direction": direction_of(pledge.language),
        "account_delegations": mandates.spoken,
    }
    return render(request, "pledges/preview.html", context)


@never_cache
@login_required
@require_safe
def detail(request, pk):
    """The record's private page: where it stands, what happened to it, what can be done."""
    mandates, pledge = _own(request, pk, with_content=True)
    return _record_page(request, "pledges/private.html", pledge, mandates)


@login_required
@require_POST
def submit(request, pk):
    """Hand it to the secretariat; a second click changes nothing and says so."""
    _mandates, pledge = _own(request, pk)
    try:
        workflow.submit(pledge, by=request.user)
    except Incomplete as refused:
        messages.error(request, refused.message)
        return redirect("desk_pledges:review", pk)
    except TransitionNotAllowed as refused:
        messages.info(request, ALREADY.get(refused.found_in, refused.message))
        return redirect("desk_pledges:detail", pk)
    except WorkflowError as refused:
        messages.error(request, refused.message)
        return redirect("desk_pledges:detail", pk)
    return redirect("desk_pledges:submitted", pk)


@never_cache
@login_required
@require_safe
def submitted(request, pk):
    """That it arrived, under which reference, and what happens next."""
    mandates, pledge = _own(request, pk)
    if pledge.status != Status.SUBMITTED:
        return redirect("desk_pledges:detail", pk)
    return render(request, "pledges/submitted.html", {"pledge": pledge, "account_delegations": mandates.spoken})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Take back what is not published: asked once more on GET, done on POST."""
    mandates, pledge = _own(request, pk)
    if request.method != "POST":
        return render(request, "pledges/withdraw.html", {"pledge": pledge, "account_delegations": mandates.spoken})
    try:
        workflow.withdraw(pledge, by=request.user)
    except WorkflowError as refused:
        messages.info(request, refused.message)
        return redirect("desk_pledges:detail", pk)
    messages.success(request, _("Withdrawn. It stays on your desk, under “Closed”."))
    return redirect("desk:home")


@login_required
@require_POST
def amend(request, reference):
    """Begin the next version of a published pledge, or lead to the one that is under way."""
    pledge = _own_published(request, reference)
    try:
        draft = services.draft_amendment(pledge, by=request.user)
    except (AmendmentOpen, NotEditable) as refused:
        return _to_open_version(request, pledge, refused)
    messages.success(request, _("An amendment was started as a copy. The published pledge stays as it is until then."))
    return redirect("desk_pledges:edit", draft.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdrawal(request, reference):
    """Ask that a published pledge be withdrawn, with a reason."""
    pledge = _own_published(request, reference)
    form = WithdrawalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "pledges/request_withdrawal.html", {"pledge": pledge, "form": form})
    try:
        draft = services.draft_withdrawal(pledge, by=request.user, reason=form.cleaned_data["reason"])
    except (AmendmentOpen, NotEditable) as refused:
        return _to_open_version(request, pledge, refused)
    return redirect("desk_pledges:review", draft.pk)


def _own(request, pk, *, with_content=False):
    mandates = selectors.mandates_of(request.user)
    pledges = selectors.own_pledges(mandates)
    return mandates, get_object_or_404(selectors.with_content(pledges) if with_content else pledges, pk=pk)


def _own_published(request, reference):
    pledges = selectors.own_pledges(selectors.mandates_of(request.user)).published()
    return get_object_or_404(pledges, record__reference=reference)


def _party_of(pledge):
    return {"owner": pledge.owner}


def _save(request, pledge, mandates):
    written = WrittenPledge(request.POST, parties=_party_of(pledge), pledge=pledge)
    if not written.is_valid():
        return _form_page(request, written, pledge=pledge, revision=revision_typed_on(request.POST))
    try:
        services.save_draft(pledge, by=request.user, revision=revision_typed_on(request.POST), content=written.content)
    except (Overtaken, NotEditable) as refused:
        return _refused(request, pledge, mandates, refused)
    return _saved(request, pledge)


def _refused(request, pledge, mandates, refused):
    """The form once more, everything typed still there, beside what is saved; the next save overwrites knowingly."""
    pledge = get_object_or_404(selectors.own_pledges(mandates), pk=pledge.pk)
    written = WrittenPledge(request.POST, parties=_party_of(pledge), pledge=pledge)
    differences = written.differences()
    if isinstance(refused, Overtaken) and not differences:
        return _saved(request, pledge)
    return _form_page(request, written, pledge=pledge, refused=refused, differences=differences)


def _form_page(request, written, *, pledge=None, mandates=None, refused=None, revision=None, differences=()):
    mandates = mandates or selectors.mandates_of(request.user)
    context = {
        "written": written,
        "form": written.form,
        "pledge": pledge,
        "owner": pledge.owner if pledge else next(iter(mandates.parties.values())),
        "revision": pledge.revision if pledge and revision is None else revision,
        "reason": selectors.reason_of_return(pledge) if pledge else "",
        "refused": refused,
        "may_save": refused is None or isinstance(refused, Overtaken),
        "differences": differences,
        "account_delegations": mandates.spoken,
    }
    return render(request, "pledges/form.html", context, status=409 if refused else 200)


def _saved(request, pledge):
    messages.success(request, _("Draft saved. Nobody outside your delegation sees it until it is submitted."))
    return redirect("desk_pledges:review" if "review" in request.POST else "desk_pledges:edit", pledge.pk)


def _to_open_version(request, pledge, refused):
    messages.info(request, refused.message)
    version = selectors.open_version(pledge.record)
    return redirect("desk_pledges:detail", version.pk) if version else redirect("desk:home")


def _record_page(request, template, pledge: Pledge, mandates):
    context = {
        "pledge": pledge,
        "acts": selectors.acts_open_to(mandates, pledge),
        "missing": pledge.missing() if pledge.status in EDITABLE else {},
        "contact": selectors.contact_of(pledge.record),
        "story": selectors.story_of(pledge.record),
        "reason": selectors.reason_of_return(pledge),
        "direction": direction_of(pledge.language),
        "is_withdrawal": pledge.change == Change.WITHDRAWAL,
        "account_delegations": mandates.spoken,
    }
    return render(request, template, context)
