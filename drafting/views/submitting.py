"""From a draft to the secretariat: review, preview, submit, take back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drafting.views.pages import changed_by, of_the_desk, own, page
from workflow import services as workflow
from workflow.exceptions import Incomplete, TransitionNotAllowed, WorkflowError
from workflow.states import EDITABLE, Change, Status

ALREADY = {Status.SUBMITTED: gettext_lazy("This has been submitted already; nothing was sent twice.")}


@of_the_desk
@require_safe
def review(request, kind, pk):
    """Everything that would be submitted, what is still missing, what could be stronger."""
    mandates, item = own(kind, request, pk, with_content=True)
    if item.status not in EDITABLE:
        return redirect(f"{kind.namespace}:detail", pk)
    context = {
        "sections": kind.sections(item, private=True),
        "missing": item.missing(),
        "hints": kind.hints(item),
        "changed": changed_by(kind, item),
        "is_withdrawal": item.change == Change.WITHDRAWAL,
    }
    return page(request, "drafting/review.html", kind, mandates, item=item, **context)


@of_the_desk
@require_safe
def preview(request, kind, pk):
    """Exactly what the public will see, and nothing else of the record."""
    mandates, item = own(kind, request, pk, with_content=True)
    return page(request, "drafting/preview.html", kind, mandates, item=item)


@of_the_desk
@require_POST
def submit(request, kind, pk):
    """Hand it to the secretariat; a second click changes nothing and says so."""
    _mandates, item = own(kind, request, pk)
    try:
        workflow.submit(item, by=request.user)
    except Incomplete as refused:
        messages.error(request, refused.message)
        return redirect(f"{kind.namespace}:review", pk)
    except TransitionNotAllowed as refused:
        messages.info(request, ALREADY.get(refused.found_in, refused.message))
        return redirect(f"{kind.namespace}:detail", pk)
    except WorkflowError as refused:
        messages.error(request, refused.message)
        return redirect(f"{kind.namespace}:detail", pk)
    return redirect(f"{kind.namespace}:submitted", pk)


@of_the_desk
@require_safe
def submitted(request, kind, pk):
    """That it arrived, under which reference, and what happens next."""
    mandates, item = own(kind, request, pk)
    if item.status != Status.SUBMITTED:
        return redirect(f"{kind.namespace}:detail", pk)
    return page(request, "drafting/submitted.html", kind, mandates, item=item)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, kind, pk):
    """Take back what is not published: asked once more on GET, done on POST."""
    mandates, item = own(kind, request, pk)
    if request.method != "POST":
        return page(request, "drafting/withdraw.html", kind, mandates, item=item)
    try:
        workflow.withdraw(item, by=request.user)
    except WorkflowError as refused:
        messages.info(request, refused.message)
        return redirect(f"{kind.namespace}:detail", pk)
    messages.success(request, _("Withdrawn. It stays on your desk, under “Closed”."))
    return redirect("desk:home")
