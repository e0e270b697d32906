"""Background notes and topics of the policy debate: written, published, changed, taken off the site."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roundtables import selectors, services
from roundtables.exceptions import EditRefused, NotInOrder
from roundtables.forms import PaperForm, ReasonForm
from roundtables.models import Paper, RoundTable
from roundtables.states import EditKind, PaperKind
from roundtables.views.answers import attempt, edit, for_administrators, told
from roundtables.views.editions import FORM_METHODS, edition_or_404, way_to


@for_administrators
@require_http_methods(FORM_METHODS)
def new_note(request, year, number):
    """Write a background note of a round table; nobody else sees it before it is published."""
    edition = edition_or_404(year)
    return _new(request, edition, get_object_or_404(RoundTable, edition=edition, number=number))


@for_administrators
@require_http_methods(FORM_METHODS)
def new_topic(request, year):
    """Write a topic of the policy debate; nobody else sees it before it is published."""
    return _new(request, edition_or_404(year), None)


@for_administrators
@require_safe
def paper(request, pk):
    """One note or topic as its readers see it, with what can be done to it and what was done."""
    found = _paper(pk)
    context = {"paper": found, "trail": way_to(found.edition), "form": ReasonForm()}
    return render(request, "roundtables/paper.html", context | told(request, selectors.story_of_paper(found)))


@for_administrators
@require_http_methods(FORM_METHODS)
def change(request, pk):
    """Change its words; public at once where it is public."""
    found = _paper(pk)
    form = PaperForm(request.POST or None, paper=found, initial=found.content())

    def act(seen):
        reason = form.cleaned_data.get("reason", "")
        services.change_paper(found, by=request.user, values=form.values(), reason=reason, seen=seen)

    return edit(
        request,
        form,
        found,
        EditKind.PAPER,
        act=act,
        done=_("Saved."),
        back=_address(found),
        page=(
            "roundtables/paper_form.html",
            {"paper": found, "edition": found.edition, "trail": way_to(found.edition)},
        ),
    )


@for_administrators
@require_POST
def publish(request, pk):
    """Make it public."""
    found = _paper(pk)
    act = partial(services.publish_paper, found, by=request.user)
    return attempt(request, act, done=_("Published: the public can read it now."), back=_address(found))


@for_administrators
@require_POST
def take_off(request, pk):
    """Take it off the site, for a reason: a draft again."""
    found, form = _paper(pk), ReasonForm(request.POST)
    if not form.is_valid():
        context = {"paper": found, "trail": way_to(found.edition), "form": form}
        return render(request, "roundtables/paper.html", context | told(request, selectors.story_of_paper(found)))
    act = partial(services.take_off_paper, found, by=request.user, reason=form.cleaned_data["reason"])
    return attempt(request, act, done=_("Taken off the site. It is a draft again."), back=_address(found))


@for_administrators
@require_POST
def remove(request, pk):
    """Remove a draft from the lists."""
    found = _paper(pk)
    act = partial(services.remove_paper, found, by=request.user)
    back = reverse("desk_forums:forum", args=[found.edition_id])
    return attempt(request, act, done=_("The draft is removed."), back=back)


def _paper(pk):
    papers = Paper.objects.standing().select_related("edition", "round_table")
    return get_object_or_404(papers, pk=pk)


def _address(found):
    return reverse("desk_forums:paper", args=[found.pk])


def _new(request, edition, table):
    """The empty form, and what follows from it."""
    kind = PaperKind.NOTE if table else PaperKind.TOPIC
    blank = Paper(kind=kind, edition=edition, round_table=table)
    form = PaperForm(request.POST or None, paper=blank, initial={"number": selectors.next_number(edition, table)})
    context = {"form": form, "paper": blank, "edition": edition, "trail": way_to(edition)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "roundtables/paper_form.html", context)
    try:
        made = services.draft_paper(by=request.user, edition=edition, round_table=table, values=form.values())
    except EditRefused as refused:
        form.refuse(refused.problems if isinstance(refused, NotInOrder) else {"": refused.message})
        return render(request, "roundtables/paper_form.html", context, status=409)
    messages.success(request, _("Saved as a draft. Nobody else sees it before you publish it."))
    return redirect(_address(made))
