"""A reviewer's own pages: what they were asked, the declaration, the tool once it is open, the assessment."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attachments.views import as_download
from drafting.views.pages import forget_typed, typed_before
from peer_review import selectors, services
from peer_review.exceptions import DraftOvertaken, NotOnTheDesk, PeerReviewError, ToolChanged, Unfinished
from peer_review.forms import AssessmentForm, ConflictForm
from peer_review.states import ASKED_ABOUT, Criterion, Standing
from peer_review.views.pages import of_reviewers, page_of
from tools.forms import TOOL
from ui.templatetags.ui.language import direction_of


@of_reviewers
@require_safe
def list_(request):
    """What this person was asked, the latest first."""
    context = {
        "page_obj": page_of(request, selectors.assignments_of(request.user)),
        "owed": selectors.owed_by(request.user),
        "reviewer": request.user.reviewer,
    }
    return render(request, "peer_review/reviewing_list.html", context)


@of_reviewers
@require_safe
def assignment(request, pk):
    """What is asked and where it stands: title, provider and objectives of the tool, and nothing else of it."""
    return _assignment_page(request, _own(request, pk), ConflictForm())


@of_reviewers
@require_POST
def declare(request, pk):
    """No conflict of interest, and yes: the tool opens. A conflict: it never does."""
    own, form = _own(request, pk), ConflictForm(request.POST)
    if not form.is_valid():
        return _assignment_page(request, own, form, status=400)
    try:
        if form.cleaned_data["declaration"] == ConflictForm.SOME:
            services.declare_conflict(own, text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Thank you for saying so. The tool stays closed, and somebody else is asked."))
        else:
            services.accept(own, by=request.user)
            messages.success(request, _("Thank you. The tool is open for you now."))
    except PeerReviewError as refusal:
        form.add_error(None, refusal.message)
        return _assignment_page(request, _own(request, pk), form, status=409)
    return redirect("reviewing:assignment", pk)


@of_reviewers
@require_POST
def decline(request, pk):
    """No, without a reason."""
    try:
        services.decline(_own(request, pk), by=request.user)
        messages.success(request, _("Thank you for the answer. Somebody else is asked."))
    except PeerReviewError as refusal:
        messages.error(request, refusal.message)
    return redirect("reviewing:assignment", pk)


@of_reviewers
@require_safe
def tool(request, pk):
    """The tool in full, as the moderator reads it; 404 until the declaration, and after the assessment."""
    own = _own(request, pk)
    opened = _opened(own)
    context = {
        "assignment": own,
        "item": opened,
        "sections": TOOL.sections(opened),
        "direction": direction_of(opened.language),
        "place": reverse("reviewing:tool", args=[pk]),
        "criteria": [(criterion.label, ASKED_ABOUT[criterion]) for criterion in Criterion],
        "trail": [*_trail(own), (_("The tool"), "")],
    }
    return render(request, "peer_review/tool.html", context)


@of_reviewers
@require_safe
def file(request, pk, file_pk):
    """A file handed in with the tool, as a download, as long as the tool is open."""
    return as_download(get_object_or_404(_opened(_own(request, pk)).attachments, pk=file_pk))


@of_reviewers
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request, pk):
    """The assessment: kept as a draft on every button, handed in on one."""
    own = _own(request, pk)
    if own.standing != Standing.ACCEPTED or not own.review.is_open:
        return redirect("reviewing:assignment", pk)
    draft = getattr(own, "draft", None)
    stamp, revision = services.stamp_of(own.review.tool), draft.revision if draft else 0
    initial = (draft.answers if draft else {}) | {"seen": stamp, "revision": revision}
    form = AssessmentForm(request.POST if request.method == "POST" else typed_before(request), initial=initial)
    if request.method != "POST":
        return _form_page(request, own, form)
    if not form.is_valid():
        return _form_page(request, own, form, status=400)
    return _keep(request, own, form)


def _keep(request, own, form):
    """Save what was written, then do what the button says."""
    try:
        services.save_draft(own, by=request.user, answers=form.answers, revision=form.cleaned_data["revision"] or 0)
        forget_typed(request)
        if request.POST.get("go") == "hand_in":
            services.hand_in(own, by=request.user, answers=form.answers, seen=form.cleaned_data["seen"])
    except Unfinished as lacking:
        form.say_missing(lacking.missing)
        return _form_page(request, _own(request, own.pk), form, status=400)
    except (DraftOvertaken, ToolChanged) as refusal:
        form.add_error(None, refusal.message)
        return _form_page(request, _own(request, own.pk), form, status=409)
    except NotOnTheDesk:
        messages.warning(request, _("The owner has the tool back, so nothing was handed in. Your draft is kept."))
        return redirect("reviewing:assignment", own.pk)
    except PeerReviewError as refusal:
        messages.error(request, refusal.message)
        return redirect("reviewing:assignment", own.pk)
    return _after(request, own)


def _after(request, own):
    go = request.POST.get("go")
    if go == "hand_in":
        messages.success(request, _("Your assessment is handed in. Thank you for the time you gave."))
        return redirect("reviewing:assignment", own.pk)
    messages.success(request, _("Your draft is saved. Nobody else reads it."))
    return redirect("reviewing:tool" if go == "read" else "reviewing:assess", own.pk)


def _own(request, pk):
    try:
        return selectors.assignment_of(request.user, pk)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _opened(own):
    try:
        return selectors.opened_tool(own)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def _trail(own):
    return [
        (_("Your peer reviews"), reverse("reviewing:list")),
        (own.review.tool.reference, reverse("reviewing:assignment", args=[own.pk])),
    ]


def _shared(own):
    return {
        "assignment": own,
        "tool": own.review.tool,
        "is_on_the_desk": selectors.may_be_reviewed(own.review.tool),
        "draft": getattr(own, "draft", None),
    }


def _assignment_page(request, own, form, *, status=200):
    context = _shared(own) | {
        "form": form,
        "objectives": own.review.tool.objectives.all(),
        "assessment": selectors.own_assessment(own),
        "trail": _trail(own)[:1],
    }
    return render(request, "peer_review/assignment.html", context, status=status)


def _form_page(request, own, form, *, status=200):
    """The form; what it is filled in on top of is what is true now, so that the next try is about that."""
    shared = _shared(own)
    if form.is_bound:
        form.data = form.data.copy()
        form.data["seen"] = services.stamp_of(own.review.tool)
        form.data["revision"] = shared["draft"].revision if shared["draft"] else 0
    draft = shared["draft"]
    is_older = draft is not None and draft.saved_at < own.review.tool.submitted_at
    context = shared | {"form": form, "is_older": is_older, "trail": [*_trail(own), (_("Assessment"), "")]}
    return render(request, "peer_review/assess.html", context, status=status)
