"""Published records: amended, withdrawn or superseded, always for a reason."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from drafting import selectors, services
from drafting.forms import AmendmentForm, WithdrawalForm
from drafting.views.pages import of_the_desk, own, own_published, page
from workflow.exceptions import AmendmentOpen, NotEditable
from workflow.states import Change


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request, kind, reference):
    """Say why, and begin the next version of a published record as a copy; or be led to the one under way."""
    mandates, item = own_published(kind, request, reference)
    form = AmendmentForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "drafting/amend.html", kind, mandates, item=item, form=form)
    try:
        draft = services.draft_amendment(item, by=request.user, content=kind.content, **form.cleaned_data)
    except (AmendmentOpen, NotEditable) as refused:
        return _to_open_version(request, kind, item, refused)
    messages.success(request, _("An amendment was started as a copy. The published record stays as it is until then."))
    return redirect(f"{kind.namespace}:detail", draft.pk)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def request_withdrawal(request, kind, reference):
    """Ask that a published record be withdrawn, with a reason and what takes its place, if anything does."""
    mandates, item = own_published(kind, request, reference)
    form = WithdrawalForm(request.POST or None, kind=kind, item=item)
    if request.method != "POST" or not form.is_valid():
        return page(request, "drafting/request_withdrawal.html", kind, mandates, item=item, form=form)
    try:
        draft = services.draft_withdrawal(item, by=request.user, content=kind.content, **form.cleaned_data)
    except (AmendmentOpen, NotEditable) as refused:
        return _to_open_version(request, kind, item, refused)
    return redirect(f"{kind.namespace}:review", draft.pk)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def reason(request, kind, pk):
    """Put the reason of an amendment or a withdrawal in better words, as long as it is a draft."""
    mandates, item = own(kind, request, pk)
    form = AmendmentForm(request.POST or None, initial={"reason": item.change_reason})
    if item.change == Change.NEW:
        return redirect(f"{kind.namespace}:detail", pk)
    if request.method != "POST" or not form.is_valid():
        return page(request, "drafting/reason.html", kind, mandates, item=item, form=form)
    try:
        services.save_reason(item, by=request.user, reason=form.cleaned_data["reason"])
    except NotEditable as refused:
        messages.info(request, refused.message)
    return redirect(f"{kind.namespace}:detail", pk)


def _to_open_version(request, kind, item, refused):
    messages.info(request, refused.message)
    version = selectors.open_version(item)
    return redirect(f"{kind.namespace}:detail", version.pk) if version else redirect("desk:home")
