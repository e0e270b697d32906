"""The pages on which a State or organisation says what became of its pledges."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pledges.forms import revision_typed_on
from pledges.selectors import acts_open_to, last_public_version, mandates_of, own_pledges, reason_of_return, story_of
from progress import services
from progress.forms import UpdateForm, saved_values
from progress.models import ProgressUpdate
from progress.selectors import latest_updates
from workflow import services as workflow
from workflow.exceptions import NotEditable, Overtaken, TransitionNotAllowed, WorkflowError
from workflow.selectors import current_moment
from workflow.states import EDITABLE, Status

ALREADY = {Status.SUBMITTED: gettext_lazy("This update has been submitted already; nothing was sent twice.")}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, reference):
    """An empty update on a published pledge of one's own, the last one beside it."""
    mandates = mandates_of(request.user)
    pledge = get_object_or_404(own_pledges(mandates).published(), record__reference=reference)
    form = UpdateForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, form, pledge, mandates)
    try:
        update = services.draft_update(by=request.user, pledge=pledge, values=form.values)
    except NotEditable as refused:
        return _form_page(request, form, pledge, mandates, refused=refused)
    return _saved(request, update)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """The form of a draft. Two people at once: the second is told, and keeps what they typed."""
    mandates, update = _own(request, pk)
    if request.method == "POST":
        return _save(request, update, mandates)
    if update.status not in EDITABLE:
        messages.info(request, NotEditable().message)
        return redirect("desk_progress:detail", pk)
    return _form_page(
        request, UpdateForm(initial=saved_values(update)), last_public_version(update.about), mandates, update=update
    )


@never_cache
@login_required
@require_safe
def detail(request, pk):
    """The update as it is: to be reviewed and submitted, or to see where it stands."""
    mandates, update = _own(request, pk)
    context = {
        "update": update,
        "pledge": last_public_version(update.about),
        "acts": acts_open_to(mandates, update),
        "missing": update.missing() if update.status in EDITABLE else {},
        "reason": reason_of_return(update),
        "story": story_of(update.record),
        "account_delegations": mandates.spoken,
    }
    return render(request, "progress/detail.html", context)


@login_required
@require_POST
def submit(request, pk):
    """Hand it to the secretariat; a second click changes nothing and says so."""
    _mandates, update = _own(request, pk)
    try:
        workflow.submit(update, by=request.user)
    except TransitionNotAllowed as refused:
        messages.info(request, ALREADY.get(refused.found_in, refused.message))
    except WorkflowError as refused:
        messages.error(request, refused.message)
    else:
        text = _("Submitted under the reference %(reference)s. You are told by e-mail what becomes of it.")
        messages.success(request, text % {"reference": update.reference})
    return redirect("desk_progress:detail", pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Take back what is not published: asked once more on GET, done on POST."""
    mandates, update = _own(request, pk)
    if request.method != "POST":
        context = {
            "update": update,
            "pledge": last_public_version(update.about),
            "account_delegations": mandates.spoken,
        }
        return render(request, "progress/withdraw.html", context)
    try:
        workflow.withdraw(update, by=request.user)
    except WorkflowError as refused:
        messages.info(request, refused.message)
        return redirect("desk_progress:detail", pk)
    messages.success(request, _("Withdrawn. It stays on your desk, under “Closed”."))
    return redirect("desk:home")


def _own(request, pk):
    mandates = mandates_of(request.user)
    mine = ProgressUpdate.objects.of_parties(states=mandates.states, organisations=mandates.organisations)
    return mandates, get_object_or_404(mine.select_related("record", "about", "state", "organisation"), pk=pk)


def _save(request, update, mandates):
    form = UpdateForm(request.POST, initial=saved_values(update))
    pledge, revision = last_public_version(update.about), revision_typed_on(request.POST)
    if not form.is_valid():
        return _form_page(request, form, pledge, mandates, update=update, revision=revision)
    try:
        services.save_update(update, by=request.user, revision=revision, values=form.values)
    except (Overtaken, NotEditable) as refused:
        return _refused(request, mandates, refused, pk=update.pk)
    return _saved(request, update)


def _refused(request, mandates, refused, *, pk):
    """The form once more, everything typed still there, beside what is saved; the next save overwrites knowingly."""
    _mandates, update = _own(request, pk)
    form = UpdateForm(request.POST, initial=saved_values(update))
    if isinstance(refused, Overtaken) and not form.has_changed():
        return _saved(request, update)
    return _form_page(request, form, last_public_version(update.about), mandates, update=update, refused=refused)


def _form_page(request, form, pledge, mandates, *, update=None, refused=None, revision=None):
    context = {
        "form": form,
        "pledge": pledge,
        "update": update,
        "last": latest_updates([pledge.record_id], moment=current_moment()).get(pledge.record_id),
        "revision": update.revision if update and revision is None else revision,
        "reason": reason_of_return(update) if update else "",
        "refused": refused,
        "may_save": refused is None or isinstance(refused, Overtaken),
        "differences": form.differences() if refused and update else [],
        "account_delegations": mandates.spoken,
    }
    return render(request, "progress/form.html", context, status=409 if refused else 200)


def _saved(request, update):
    messages.success(request, _("Draft saved. Nobody outside your delegation sees it until it is submitted."))
    page = "desk_progress:detail" if "review" in request.POST else "desk_progress:edit"
    return redirect(page, update.pk)
