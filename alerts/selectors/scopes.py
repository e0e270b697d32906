"""What can be followed: everything, a list with its filters, or one objective, State, organisation or round table.

A scope is a path and the filters in force, as the addresses of feeds have them and as a subscription keeps them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import State
from alerts.exceptions import FilterRefused, NothingToFollow
from dashboard.forms import ListFilters, NeedFilters, PlanFilters, PledgeFilters, ReviewFilters, ToolFilters
from dashboard.selectors.filtering import Choices, filtered_pledges, filtered_tools, pledge_choices, tool_choices
from dashboard.selectors.needs import filtered_needs, need_choices
from dashboard.selectors.parties import public_organisation
from dashboard.selectors.plans import filtered_plans, plan_choices
from dashboard.selectors.reviews import filtered_reviews, review_choices
from needs.models import Need
from objectives.models import Objective
from plans.models import Plan
from pledges.models import Pledge, PledgeObjective
from pledges.states import Weight
from reviews.models import Review
from roundtables.selectors import current_edition, edition_of, round_tables, split_at
from tools.models import Tool
from ui.templatetags.ui.page import MAIN_PAGES
from workflow.models import Moderated
from workflow.selectors import Moment

EVERYTHING = "publications"


@dataclass(frozen=True)
class List:
    """A list that can be narrowed: whose versions it lists, its filters, and what they find."""

    model: type[Moderated]
    form: type[ListFilters]
    choices: Callable[[str, Moment], Choices]
    filtered: Callable[..., QuerySet]


LISTS: Mapping[str, List] = {
    "pledges": List(Pledge, PledgeFilters, pledge_choices, filtered_pledges),
    "tools": List(Tool, ToolFilters, lambda language, moment: tool_choices(moment), filtered_tools),
    "needs": List(Need, NeedFilters, need_choices, filtered_needs),
    "plans": List(Plan, PlanFilters, plan_choices, filtered_plans),
    "reviews": List(Review, ReviewFilters, review_choices, filtered_reviews),
}


@dataclass(frozen=True)
class Narrowing:
    """What one list is asked for: values of its filters, and lookups for what is no filter of the list."""

    asked: Mapping[str, Any] = field(default_factory=dict)
    lookup: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """What is followed. `title` is in the language it was read in; `page` is the address where it is shown."""

    path: str
    query: str
    title: str
    page: str
    narrowings: Mapping[str, Narrowing] | None

    @property
    def is_everything(self) -> bool:
        """True where every publication counts, whatever it is about."""
        return self.narrowings is None

    def records(self, moment: Moment) -> dict[str, QuerySet]:
        """Numbers of the records in the scope that are public at the moment, or were when they ended, by list."""
        return {
            name: found.values("record").union(ended.values("record"))
            for name, narrowing in (self.narrowings or {}).items()
            for found, ended in [_found(LISTS[name], narrowing, moment)]
        }


def _found(known: List, narrowing: Narrowing, moment: Moment) -> tuple[QuerySet, QuerySet]:
    """The public versions a narrowing finds; and among the versions that were public last, of what has ended since."""
    last = known.model._default_manager.filter(
        record__closed_in__lte=moment.publication,
        replaced_in=F("record__closed_in"),
        published_in__lt=F("replaced_in"),
    )
    live = known.filtered(narrowing.asked, moment=moment)
    ended = known.filtered(narrowing.asked, moment=moment, among=last)
    return live.filter(**narrowing.lookup).order_by(), ended.filter(**narrowing.lookup).order_by()


def canonical(form: ListFilters) -> str:
    """The filters in force as a query, in one order whichever way they were asked for; nothing of pages and order."""
    return urlencode(sorted({(name, value) for name, value, _label in form.in_force()}))


def read_scope(path: str, query: str, moment: Moment) -> Scope:
    """The scope at that path, its words in the active language.

    Raises NothingToFollow where there is no such thing, FilterRefused where a filter has a value nobody could choose.
    """
    kind, _slash, name = path.partition("/")
    if kind in LISTS and not name:
        return _list(kind, query, moment)
    readers = {
        EVERYTHING: _everything,
        "objectives": _objective,
        "states": _state,
        "organisations": _organisation,
        "round-tables": _round_table,
    }
    if kind not in readers or (kind == EVERYTHING) == bool(name):
        raise NothingToFollow
    title, page, narrowings = readers[kind](name, moment)
    return Scope(path=path, query="", title=str(title), page=page, narrowings=narrowings)


def _list(name: str, query: str, moment: Moment) -> Scope:
    known = LISTS[name]
    form = known.form(QueryDict(query), choices=known.choices(get_language() or "en", moment))
    if not form.is_valid():
        raise FilterRefused({name: list(map(str, messages)) for name, messages in form.errors.items()})
    kept, page = canonical(form), reverse(f"{name}:list")
    chosen = _(", ").join(dict.fromkeys(label for _name, _value, label in form.in_force()))
    title = dict(MAIN_PAGES)[f"{name}:list"]
    return Scope(
        path=name,
        query=kept,
        title=_("%(list)s – %(filters)s") % {"list": title, "filters": chosen} if chosen else str(title),
        page=f"{page}?{kept}" if kept else page,
        narrowings={name: _at_round_table(Narrowing(form.cleaned_data), moment)},
    )


def _at_round_table(narrowing: Narrowing, moment: Moment) -> Narrowing:
    """The same with a round table as its objectives, so that asking of another moment asks no Forum again."""
    table = narrowing.asked.get("round_table")
    if not table:
        return narrowing
    year = narrowing.asked.get("forum")
    edition = edition_of(year, moment.publication) if year else current_edition(moment.publication)
    numbers = [each for each, at in (split_at(edition, moment.publication) if edition else {}).items() if at == table]
    placed = PledgeObjective.objects.filter(weight=Weight.MAIN, objective__in=numbers)
    return Narrowing({**narrowing.asked, "round_table": None}, {"pk__in": placed.values("pledge")})


Read = tuple[str | Promise, str, Mapping[str, Narrowing] | None]


def _everything(name: str, moment: Moment) -> Read:
    return _("Everything that is published"), reverse("data:home"), None


def _objective(name: str, moment: Moment) -> Read:
    objective = Objective.objects.filter(number=int(name)).first() if name.isdecimal() and len(name) < 3 else None
    if objective is None:
        raise NothingToFollow
    title = _("Objective %(number)s: %(title)s") % {"number": objective.number, "title": objective.short_title}
    return title, objective.get_absolute_url(), _on_objectives([objective.number])


def _state(name: str, moment: Moment) -> Read:
    state = State.objects.filter(iso3=name).first()
    if state is None:
        raise NothingToFollow
    return state.name, state.get_absolute_url(), {each: Narrowing(lookup={"state": state.pk}) for each in LISTS}


def _organisation(name: str, moment: Moment) -> Read:
    organisation = public_organisation(name, moment)
    if organisation is None:
        raise NothingToFollow
    own = Narrowing(lookup={"organisation": organisation.pk})
    return organisation.name, organisation.get_absolute_url(), dict.fromkeys(("pledges", "tools", "needs"), own)


def _round_table(name: str, moment: Moment) -> Read:
    year, _slash, number = name.partition("/")
    if not (year.isdecimal() and number.isdecimal() and len(year) == 4 and len(number) == 1):
        raise NothingToFollow
    edition = edition_of(int(year), moment.publication)
    found = (
        [each for each in round_tables(edition, moment.publication) if each.number == int(number)] if edition else []
    )
    if not found or edition is None:
        raise NothingToFollow
    numbers = [each for each, at in split_at(edition, moment.publication).items() if at == found[0].number]
    title = _("Round table %(number)s of the Forum %(year)s") % {"number": number, "year": year}
    return title, found[0].get_absolute_url(), _on_objectives(numbers)


def _on_objectives(numbers: list[int]) -> Mapping[str, Narrowing]:
    return {each: Narrowing({"objective": numbers}) for each in LISTS}
