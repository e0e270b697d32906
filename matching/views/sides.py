"""What is put to a State or organisation, its answer, and later what came of it. A side is part of the address: who
speaks for both sides of a match reads and answers each by itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.selectors import mandates_of
from drafting.views.pages import forget_typed, of_the_desk, typed_before
from matching import services
from matching.forms import ConsentForm, DeclineForm, OutcomeForm
from matching.selectors import pages
from matching.selectors.people import own_contact, sides_open_to
from matching.states import Standing
from workflow.exceptions import WorkflowError

PAGE_SIZE = 25
FORMS = {"consent": ConsentForm, "decline": DeclineForm, "outcome": OutcomeForm}
ANSWERS = require_http_methods(["GET", "HEAD", "POST"])
DONE = {
    "consent": gettext_lazy("Thank you. You are told as soon as the other side has answered."),
    "decline": gettext_lazy("Thank you. It goes no further; the other side is told that, and not why."),
    "outcome": gettext_lazy("Thank you. It counts as soon as the secretariat has confirmed it."),
}
MATCHED = gettext_lazy("Both sides have consented: you are matched. The contact of the other side stands below.")
ERASED = gettext_lazy(
    "Erased. The other side no longer reads your contact here, and the secretariat no remark of yours."
)


@of_the_desk
@require_safe
def list_(request):
    """What waits for those one speaks for, what they answered, what was agreed."""
    mandates = mandates_of(request.user)
    try:
        page = Paginator(pages.own_sides(mandates), PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    found = pages.pairs([side.match for side in page])
    rows = list(zip(page, found, strict=True))
    context = {"page_obj": page, "rows": rows, "account_delegations": mandates.spoken}
    return render(request, "matching/own_list.html", context)


@of_the_desk
@require_safe
def detail(request, pk, side):
    """One match from one's own side: both sides, why they fit, and what can be done now."""
    mandates, own = _own(request, pk, side)
    return _page(request, mandates, own)


@of_the_desk
@ANSWERS
def consent(request, pk, side):
    """Yes, and whom the other side may write to."""
    mandates, own = _own(request, pk, side)
    form = ConsentForm(_typed(request))

    def say(match_side):
        given = form.cleaned_data
        match = services.consent(
            match_side,
            by=request.user,
            contact=form.contact(),
            may_be_named=given["may_be_named"],
            remark=given["remark"],
        )
        return MATCHED if match.standing == Standing.MATCHED else DONE["consent"]

    return _answer(request, mandates, own, "consent", form, say)


@of_the_desk
@ANSWERS
def decline(request, pk, side):
    """No; nothing is exchanged."""
    mandates, own = _own(request, pk, side)
    form = DeclineForm(_typed(request))

    def say(match_side):
        services.decline(match_side, by=request.user, remark=form.cleaned_data["remark"])
        return DONE["decline"]

    return _answer(request, mandates, own, "decline", form, say)


@of_the_desk
@ANSWERS
def outcome(request, pk, side):
    """What came of it, as this side sees it."""
    mandates, own = _own(request, pk, side)
    form = OutcomeForm(_typed(request), since=_since(own))

    def say(match_side):
        services.state_outcome(match_side, by=request.user, **form.cleaned_data)
        return DONE["outcome"]

    return _answer(request, mandates, own, "outcome", form, say)


@of_the_desk
@require_POST
def erase_contact(request, pk, side):
    """Take back the contact one's own side entered, and its remark."""
    mandates, own = _own(request, pk, side)
    try:
        services.erase_contacts(own.match, by=request.user, side=own)
    except WorkflowError as refused:
        return _page(request, mandates, own, refused=refused, status=409)
    messages.success(request, ERASED)
    return redirect("desk_matches:detail", pk, side)


def _own(request, pk, side):
    """The person's mandates and the side, if it is their party's and was ever asked; 404 otherwise."""
    mandates = mandates_of(request.user)
    return mandates, get_object_or_404(sides_open_to(mandates), match=pk, which=side)


def _typed(request):
    """What is posted now, or was posted while the person was signed out."""
    return request.POST if request.method == "POST" else typed_before(request)


def _answer(request, mandates, own, act, form, say):
    is_sent = request.method == "POST"
    if is_sent and not mandates.may_submit(own):
        raise PermissionDenied
    if not is_sent or not form.is_valid():
        return _page(request, mandates, own, shown=(act, form), status=400 if is_sent else 200)
    try:
        done = say(own)
    except WorkflowError as refused:
        mandates, own = _own(request, own.match_id, own.which)
        return _page(request, mandates, own, shown=(act, form), refused=refused, status=409)
    forget_typed(request)
    messages.success(request, done)
    return redirect("desk_matches:detail", own.match_id, own.which)


def _page(request, mandates, own, *, shown=None, refused=None, status=200):
    page = pages.match_page(own.match, reader=mandates)
    act, form = shown or ("", None)
    context = {
        "page": page,
        "match": own.match,
        "own": own,
        "forms": _forms(request, own, mandates, typed={act: form} if form is not None and form.is_bound else {}),
        "shown": form if form is not None and form.is_bound else None,
        "refused": refused,
        "may_act": mandates.may_submit(own),
        "own_contact": own_contact(own, mandates),
        "history": pages.history_for(own),
        "trail": [(_("Desk"), reverse("desk:home")), (_("Matches"), reverse("desk_matches:list"))],
        "account_delegations": mandates.spoken,
    }
    return render(request, "matching/own.html", context, status=status)


def _forms(request, own, mandates, *, typed):
    """The forms open to this person now, as filled in; the contact begins with their own name and address."""
    if not mandates.may_submit(own):
        return {}
    found = {}
    if own.match.standing == Standing.PUT:
        found["decline"] = DeclineForm()
        if not own.reply:
            found["consent"] = ConsentForm(initial={"name": request.user.name, "email": request.user.email})
    if own.match.standing == Standing.MATCHED:
        said = {"outcome": own.outcome, "on": own.outcome_on, "sentence": own.sentence} if own.outcome else {}
        found["outcome"] = OutcomeForm(since=_since(own), initial=said)
    return found | typed


def _since(own):
    return own.match.matched_at.date() if own.match.matched_at else None
