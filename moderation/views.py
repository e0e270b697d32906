"""The moderators' desk: one queue, one page per submission, one decision at a time."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import InvalidPage, Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from moderation import selectors, services
from moderation.forms import DecisionForm, QueueFilter, decision_forms
from moderation.states import DECIDABLE, DONE, READABLE, Kind
from ui.templatetags.ui.language import direction_of
from workflow.exceptions import ReasonMissing, WorkflowError
from workflow.states import Verb

PAGE_SIZE = 25


def for_moderators(view):
    """Signed out: to the sign-in. Signed in without the permission: there is no such page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm("workflow.moderate"):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


@for_moderators
@require_safe
def queue(request):
    """What awaits a decision, oldest first; a filter nobody could have chosen is answered 400."""
    form = QueueFilter(request.GET)
    if not form.is_valid():
        return render(request, "moderation/queue.html", {"form": form}, status=400)
    kind, state = form.cleaned_data["kind"], form.cleaned_data["state"]
    try:
        page = Paginator(selectors.queue(kind=kind, state=state), PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "form": form,
        "page_obj": page,
        "lines": selectors.with_owners(list(page)),
        "counts": selectors.waiting_by_kind(state=state),
        "querystring": form.querystring(),
    }
    return render(request, "moderation/queue.html", context)


@for_moderators
@require_safe
def record(request, kind, pk):
    """One submission in full, what it would change, its history, and the decisions open to this person."""
    return _page(request, _load(kind, pk), kind=Kind(kind))


@for_moderators
@require_POST
def decide(request, kind, pk, verb):
    """Publish, return, reject or retract; what was refused comes back as 409 with the reason still in its box."""
    item = _load(kind, pk)
    if verb not in {each.value for each in DECIDABLE}:
        raise Http404
    form = DecisionForm(request.POST, verb=Verb(verb))
    if not form.is_valid():
        return _page(request, item, kind=Kind(kind), refused=form, status=400)
    try:
        services.decide(
            form.verb, item, by=request.user, note=form.cleaned_data.get("note", ""), seen=form.cleaned_data["seen"]
        )
    except WorkflowError as error:
        form.add_error("note" if isinstance(error, ReasonMissing) else None, error.message)
        return _page(request, _load(kind, pk), kind=Kind(kind), refused=form, status=409)
    messages.success(request, DONE[form.verb])
    return redirect("moderation:queue")


@for_moderators
@require_safe
def attachment(request, pk, attachment_pk):
    """A file handed in with a pledge, always as a download: what strangers send is never shown inside the site."""
    found = get_object_or_404(_load(Kind.PLEDGE, pk).attachments, pk=attachment_pk)
    return FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )


def _load(kind, pk):
    try:
        return selectors.submission(Kind(kind), pk)
    except (ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error


def _page(request, item, *, kind, refused=None, status=200):
    """The submission, or, while its owner has it back, only that: what they are writing is theirs to show."""
    if item.status not in READABLE:
        return render(request, "moderation/with_its_owner.html", {"item": item, "refused": refused}, status=status)
    verbs = selectors.decisions_open_to(item, by=request.user)
    before = selectors.live_version(item)
    title, language = selectors.headline(item)
    context = {
        "item": item,
        "title": title,
        "title_language": language,
        "title_direction": direction_of(language),
        "trail": [(_("Moderation queue"), reverse("moderation:queue")), (item.reference, "")],
        "kind": kind,
        "contents": selectors.contents(item, kind=kind),
        "before": before,
        "differences": selectors.differences(before, item, kind=kind),
        "story": selectors.story(item),
        "contacts": selectors.contacts(item, kind=kind),
        "forms": decision_forms(verbs, seen=services.stamp_of(item), refused=refused),
        "refused": refused,
        "is_own_work": item.is_work_of(request.user),
        "parts": [(_("The submission"), "submission"), (_("Decision"), "decision"), (_("History"), "history")],
    }
    return render(request, "moderation/record.html", context, status=status)
