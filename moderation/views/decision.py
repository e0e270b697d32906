"""One submission in full, and what is decided on it."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from attachments.views import as_download
from correspondence.forms import QuestionForm
from correspondence.selectors import offered_for
from correspondence.services import ask as ask_owner
from moderation import selectors, services
from moderation.forms import CorroborationForm, DecisionForm, RemarkBoxes, decision_forms
from moderation.pages import for_moderators
from moderation.states import DECIDABLE, DONE, READABLE, WITHDRAWN_AS_ASKED, Kind
from peer_review.selectors import overview_of
from ui.templatetags.ui.language import direction_of, name_of
from workflow.exceptions import ReasonMissing, WorkflowError
from workflow.states import Change, Verb

ASK_ID = "ask_%s"


@for_moderators
@require_safe
def record(request, kind, pk):
    """One submission in full, what it would change, its history, and the decisions open to this person."""
    return _page(request, _load(kind, pk), kind=Kind(kind))


@for_moderators
@require_POST
def decide(request, kind, pk, verb):
    """Approve, publish, return, reject or retract; what was refused comes back as 409 with every word still there."""
    item = _load(kind, pk)
    if verb not in {each.value for each in DECIDABLE}:
        raise Http404
    form = DecisionForm(request.POST, verb=Verb(verb), questions=selectors.questions_of(item, kind=Kind(kind)))
    if "insert" in request.POST:
        return _page(request, item, kind=Kind(kind), kept=form.as_typed(also=_canned(request, item, verb)))
    if not form.is_valid():
        return _page(request, item, kind=Kind(kind), refused=form, status=400)
    try:
        services.decide(form.verb, item, by=request.user, **form.decision)
    except WorkflowError as error:
        form.add_error("note" if isinstance(error, ReasonMissing) else None, error.message)
        return _page(request, _load(kind, pk), kind=Kind(kind), refused=form, status=409)
    is_withdrawn = form.verb == Verb.PUBLISH and item.change == Change.WITHDRAWAL
    messages.success(request, WITHDRAWN_AS_ASKED if is_withdrawn else DONE[form.verb])
    return redirect("moderation:queue")


@for_moderators
@require_POST
def ask(request, kind, pk):
    """Ask the owner's people; the submission stays where it is. A refused question comes back in its box."""
    item = _load(kind, pk)
    form = QuestionForm(request.POST, auto_id=ASK_ID)
    if "insert" in request.POST:
        words = [request.POST.get("text", "").strip(), _canned(request, item, "question")]
        form = QuestionForm(initial={"text": "\n\n".join(filter(None, words))}, auto_id=ASK_ID)
        return _page(request, item, kind=Kind(kind), asking=form)
    if not form.is_valid():
        return _page(request, item, kind=Kind(kind), asking=form, refused=form, status=400)
    try:
        ask_owner(item, by=request.user, text=form.cleaned_data["text"])
    except WorkflowError as error:
        form.add_error(None, error.message)
        return _page(request, _load(kind, pk), kind=Kind(kind), asking=form, refused=form, status=409)
    messages.success(request, _("Asked: those who speak for its owner are told, and can answer at their desk."))
    return redirect(f"{reverse('moderation:record', args=[kind, pk])}#questions")


@for_moderators
@require_POST
def corroborate(request, kind, pk):
    """Say of an update that somebody independent corroborates it, or take that back."""
    item = _load(kind, pk)
    form = CorroborationForm(request.POST)
    if kind != Kind.UPDATE or not form.is_valid():
        raise Http404
    try:
        services.corroborate(item, by=request.user, **form.cleaned_data)
    except WorkflowError as error:
        form.add_error(None, error.message)
        return _page(request, _load(kind, pk), kind=Kind(kind), refused=form, status=409)
    messages.success(request, _("Saved. It is published with this level of assurance."))
    return redirect("moderation:record", kind, pk)


@for_moderators
@require_safe
def file(request, kind, pk, file_pk):
    """A file handed in with a submission, as a download; while its owner has the submission back, it is theirs."""
    item = _load(kind, pk)
    if item.status not in READABLE:
        raise Http404
    return as_download(get_object_or_404(item.attachments, pk=file_pk))


def _load(kind, pk):
    try:
        return selectors.submission(Kind(kind), pk)
    except (ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error


def _canned(request, item, use):
    """The text of the reason that was chosen to be inserted, in the language of who will read it."""
    offered = offered_for([use], language=selectors.reader_language_of(item))
    return next((each.text for each in offered if str(each.pk) == request.POST.get("canned")), "")


def _page(request, item, *, kind, kept=None, refused=None, asking=None, status=200):
    """The submission, or, while its owner has it back, only that: what they are writing is theirs to show."""
    if item.status not in READABLE:
        return render(request, "moderation/with_its_owner.html", {"item": item, "refused": refused}, status=status)
    read = selectors.reading_of(item, kind=kind, by=request.user)
    kept = kept or (refused if isinstance(refused, DecisionForm) else None)
    verbs = selectors.decisions_open_to(item, by=request.user)
    forms = decision_forms(verbs, seen=services.stamp_of(item), questions=read.questions, kept=kept)
    boxes = RemarkBoxes(forms.get("return"))
    context = {
        **_words_of(item, read),
        "kind": kind,
        "differences": [(each, boxes.take(each.name)) for each in read.differences],
        "sections": [boxes.beside(section) for section in read.sections],
        "boxes": boxes.left,
        "contacts": selectors.contacts(item, kind=kind),
        "peer_review": overview_of(item) if kind == Kind.TOOL else None,
        "forms": forms,
        "kept": kept.verb.value if kept else "",
        "ask": asking or QuestionForm(auto_id=ASK_ID),
        "is_asking": asking is not None,
        "seen": services.stamp_of(item),
        "refused": refused,
        "is_own_work": item.is_work_of(request.user),
    }
    return render(request, "moderation/record.html", context, status=status)


def _words_of(item, read):
    """What the page says around the submission."""
    return {
        "item": item,
        "read": read,
        "title_direction": direction_of(read.title_language),
        "direction": direction_of(item.language),
        "reader_language": name_of(read.reader_language),
        "trail": [(_("Moderation queue"), reverse("moderation:queue")), (item.reference, "")],
    }
