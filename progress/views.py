"""Where a State or organisation begins to say what became of a pledge or measure, and takes an update elsewhere.

Writing it, and handing it in, is the desk's for all kinds alike: `drafting.views`.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.selectors import mandates_of
from drafting.views.pages import of_the_desk, page
from progress import selectors, services
from progress.exceptions import UpdateUnderWay
from progress.forms import UPDATE, BeginUpdateForm
from progress.states import Purpose
from workflow.exceptions import WorkflowError
from workflow.selectors import current_moment
from workflow.states import Status


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, reference):
    """What was said last and what is due; from here an update is begun, or it is said that nothing has changed."""
    mandates, subject = _own_subject(request, reference)
    form = BeginUpdateForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _begin_page(request, mandates, subject, form)
    try:
        update = services.begin_update(subject.record, by=request.user, **form.cleaned_data)
    except WorkflowError as refused:
        return _refused(request, subject, refused)
    return redirect("desk_progress:step", update.pk, UPDATE.steps[0].key)


@of_the_desk
@require_POST
def unchanged(request, reference):
    """Nothing has changed since the last update: one click reports it; a drafter's waits for a focal point."""
    _mandates, subject = _own_subject(request, reference)
    try:
        update = services.confirm_unchanged(subject.record, by=request.user)
    except WorkflowError as refused:
        return _refused(request, subject, refused)
    if update.status == Status.SUBMITTED:
        return redirect("desk_progress:submitted", update.pk)
    messages.success(request, _("Saved as a draft. A focal point of your delegation submits it."))
    return redirect("desk_progress:detail", update.pk)


@of_the_desk
@require_safe
def as_text(request, pk, purpose):
    """An update of one's own, or a public one, written out for another report: to copy, or to download."""
    mandates, update, subject, chosen = _text_of(request, pk, purpose)
    context = {
        "update": update,
        "subject": subject,
        "purpose": chosen,
        "purposes": selectors.purposes_of(subject),
        "text": selectors.as_text(update, subject, chosen, moment=current_moment()),
    }
    return page(request, "progress/as_text.html", UPDATE, mandates, **context)


@of_the_desk
@require_safe
def as_text_file(request, pk, purpose):
    """The same as a plain text file in UTF-8."""
    _mandates, update, subject, chosen = _text_of(request, pk, purpose)
    text = selectors.as_text(update, subject, chosen, moment=current_moment())
    name = f"{update.reference or subject.reference}-{chosen.value}.txt"
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )


def _own_subject(request, reference):
    mandates = mandates_of(request.user)
    subject = selectors.own_subject(reference, mandates)
    if subject is None:
        raise Http404
    return mandates, subject


def _text_of(request, pk, purpose):
    mandates = mandates_of(request.user)
    update = selectors.readable_update(pk, mandates)
    subject = selectors.subject_of(update.about_id) if update else None
    if subject is None or purpose not in selectors.purposes_of(subject):
        raise Http404
    return mandates, update, subject, Purpose(purpose)


def _begin_page(request, mandates, subject, form):
    moment = current_moment()
    due = selectors.due_dates([subject], moment)
    updates = list(selectors.public_updates(subject.record, moment=moment))
    context = {
        "form": form,
        "subject": subject,
        "due": due[0] if due else None,
        "last": updates[0] if updates else None,
        "said": next((update for update in updates if not update.is_unchanged), None),
        "can_confirm": bool(updates) and updates[0].speaks_for_on < moment.day,
        "open_update": selectors.under_way([subject.record.pk]).get(subject.record.pk),
        "updates": updates,
    }
    return page(request, "progress/begin.html", UPDATE, mandates, **context)


def _refused(request, subject, refused):
    """To the update that is under way, or back to where one is begun, with the reason."""
    messages.warning(request, refused.message)
    if isinstance(refused, UpdateUnderWay):
        return redirect("desk_progress:detail", refused.update.pk)
    return redirect("desk_progress:new", subject.reference)
