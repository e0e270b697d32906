"""Forums: one page each, and the forms for days and facts, split and themes."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roundtables import selectors, services
from roundtables.forms import EditionForm, SplitForm, ThemeForm
from roundtables.models import RoundTable
from roundtables.states import EditKind
from roundtables.views.answers import edit, for_administrators, told, way

FORM_METHODS = ["GET", "HEAD", "POST"]


@for_administrators
@require_safe
def list_(request):
    """Every Forum, and the way to the calendar."""
    context = {"editions": selectors.editions(), "current": selectors.current_edition(), "trail": way()[:1]}
    return render(request, "roundtables/list.html", context)


@for_administrators
@require_safe
def forum(request, year):
    """One Forum: what can be changed about it, what is written for it, what was done."""
    edition = edition_or_404(year)
    papers = selectors.kept_papers(edition)
    tables = selectors.round_tables(edition)
    context = {
        "edition": edition,
        "tables": [(table, _numbers(edition, table), selectors.notes_of(table, papers)) for table in tables],
        "topics": selectors.topics(papers),
        "trail": way(),
        **told(request, selectors.story_of(edition)),
    }
    return render(request, "roundtables/forum.html", context)


@for_administrators
@require_http_methods(FORM_METHODS)
def dates(request, year):
    """Change a Forum's days and facts; public at once. Of two at once the second is told, and loses nothing."""
    edition = edition_or_404(year)
    form = EditionForm(request.POST or None, edition=edition, initial=edition.content())

    def act(seen):
        given = form.cleaned_data
        services.change_edition(edition, by=request.user, values=form.values(), reason=given["reason"], seen=seen)

    return _edit(request, form, edition, EditKind.EDITION, act=act, template="roundtables/dates.html")


@for_administrators
@require_http_methods(FORM_METHODS)
def split(request, year):
    """Move objectives between a Forum's round tables; public at once."""
    edition = edition_or_404(year)
    placed = {f"objective_{number}": table for number, table in edition.split.items()}
    initial = placed | {"split_is_carried_over": edition.split_is_carried_over}
    form = SplitForm(request.POST or None, initial=initial)

    def act(seen):
        services.change_split(
            edition,
            by=request.user,
            split=form.split(),
            is_carried_over=form.cleaned_data["split_is_carried_over"],
            reason=form.cleaned_data["reason"],
            seen=seen,
        )

    return _edit(request, form, edition, EditKind.SPLIT, act=act, template="roundtables/split.html")


@for_administrators
@require_http_methods(FORM_METHODS)
def theme(request, year, number):
    """Change the theme of a round table; public at once."""
    edition = edition_or_404(year)
    table = get_object_or_404(RoundTable.objects.select_related("edition"), edition=edition, number=number)
    form = ThemeForm(request.POST or None, initial=table.content())

    def act(seen):
        given = form.cleaned_data
        services.change_theme(table, by=request.user, theme=given["theme"], reason=given["reason"], seen=seen)

    context = {"table": table}
    return _edit(
        request, form, edition, EditKind.THEME, act=act, template="roundtables/theme.html", thing=table, more=context
    )


def edition_or_404(year):
    """The Forum of that year as it is now."""
    found = selectors.edition_of(year)
    if found is None:
        raise Http404
    return found


def way_to(edition):
    """The way to what belongs to one Forum."""
    name = _("Forum %(year)s") % {"year": edition.year}
    return way((name, reverse("desk_forums:forum", args=[edition.year])))


def _numbers(edition, table):
    return [number for number, at in sorted(edition.split.items()) if at == table.number]


def _edit(request, form, edition, kind, *, act, template, thing=None, more=()):
    return edit(
        request,
        form,
        thing or edition,
        kind,
        act=act,
        done=_("Saved. The public pages show it now, under a new publication number."),
        back=reverse("desk_forums:forum", args=[edition.year]),
        page=(template, {"edition": edition, "trail": way_to(edition), **dict(more)}),
    )
