"""What the desk's pages have in common: whose record it is, what stands on every page, what was typed before."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.selectors import mandates_of
from correspondence.selectors import remarks_of_last_return
from drafting import selectors
from drafting.forms import Questions
from ui.templatetags.ui.language import direction_of
from workflow.states import Change, Status

KEPT = "typed_while_signed_out"
KEPT_AT_MOST = 200_000  # characters of one form, more than any step holds


def of_the_desk(view):
    """For signed-in people, never cached; what is posted after the session ended waits for the next sign-in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request)
        return login_required(view)(request, *args, **kwargs)

    return never_cache(guarded)


def typed_before(request) -> QueryDict | None:
    """What this person posted to this address while they were signed out; nobody who may not open it gets here."""
    kept = request.session.get(KEPT, {}).get(request.path)
    return QueryDict(kept) if kept else None


def forget_typed(request) -> None:
    """It is saved now."""
    if KEPT in request.session:
        kept = request.session[KEPT]
        kept.pop(request.path, None)
        request.session[KEPT] = kept


def own(kind, request, pk, *, with_content=False):
    """The person's mandates and the version, if it is their party's; 404 otherwise, as for one that is not there."""
    mandates = mandates_of(request.user)
    mine = selectors.of_parties(kind.model._default_manager.all(), mandates)
    return mandates, get_object_or_404(kind.with_content(mine) if with_content else mine, pk=pk)


def own_published(kind, request, reference):
    """The public version of a record of one's own; 404 otherwise."""
    mandates = mandates_of(request.user)
    mine = selectors.of_parties(kind.model._default_manager.published(), mandates)
    return mandates, get_object_or_404(mine, record__reference=reference)


def step_of(kind, key):
    """The step of that key, or 404."""
    found = kind.step(key)
    if found is None:
        raise Http404
    return found


def changed_by(kind, item):
    """What an amendment changes, question by question; nothing where there is nothing to compare with."""
    before = selectors.version_before(item) if item.change == Change.AMENDMENT else None
    return kind.changes(before, item) if before else []


def remarks_on(kind, item):
    """What the secretariat remarked on single answers, as long as the version lies with its owner because of it."""
    if item.status != Status.RETURNED:
        return []
    return Questions(kind, item).remarked(remarks_of_last_return(item))


def page(request, template, kind, mandates, *, item=None, status=200, **context):
    """Answer a page of this kind; `item` brings its title, its acts and its language's direction along."""
    shared = {"kind": kind, "account_delegations": mandates.spoken}
    if item is not None:
        shared |= {
            "item": item,
            "title": kind.title_of(item),
            "title_language": _language_of_title(item),
            "title_direction": direction_of(_language_of_title(item) or item.language),
            "direction": direction_of(item.language),
            "acts": selectors.acts_open_to(mandates, item),
            "reason_of_return": selectors.reason_of_return(item),
            "remarks": context["remarks"] if "remarks" in context else remarks_on(kind, item),
            "trail": trail_of(kind, item),
        }
    return render(request, template, shared | context, status=status)


def _language_of_title(item):
    """The language its title is written in; empty where the words are ours. An update goes by its subject's title."""
    return getattr(item, "title_language", item.language) if getattr(item, "title", "") else ""


def trail_of(kind, item):
    """Desk, then the record."""
    return [
        (_("Desk"), reverse("desk:home")),
        (kind.title_of(item), reverse(f"{kind.namespace}:detail", args=[item.pk])),
    ]


def _keep(request) -> None:
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    text = typed.urlencode()
    if len(text) <= KEPT_AT_MOST:
        request.session[KEPT] = {request.path: text}
