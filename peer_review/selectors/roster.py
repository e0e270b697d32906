"""The roster, and whom to ask about a tool: who fits, why, and who cannot be asked and why not."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Delegation, Invitation, User
from accounts.states import FurtherRole, ReviewRegion
from peer_review.models import PeerReview, Reviewer
from peer_review.states import Hindrance, Side
from tools.models import Tool
from ui.templatetags.ui.language import name_of

IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Suggestion:
    """Somebody who can be asked about a tool, and what speaks for and against it, in words."""

    reviewer: Reviewer
    objectives: Sequence[int]
    reads_it: bool
    knows_the_region: bool
    load: int
    reasons: Sequence[str]

    @property
    def fit(self) -> tuple:
        """Who comes first: objectives in common, the tool's language, its region, the fewest this year, the name."""
        person = self.reviewer.person
        return (-len(self.objectives), not self.reads_it, not self.knows_the_region, self.load, person.name, person.pk)


@dataclass(frozen=True)
class Excluded:
    """Somebody on the roster who cannot be asked, and why."""

    reviewer: Reviewer
    hindrance: Hindrance


def roster(*, day: date) -> QuerySet[Reviewer]:
    """Everybody who has, or had, a place, by name, with how many tools each was asked about this year."""
    places = Reviewer.objects.select_related("person").prefetch_related("objectives").with_load(day.year)
    return places.order_by("person__name", "pk")


def waiting_for_a_place() -> QuerySet[User]:
    """Those who accepted an invitation as peer reviewer and have no place on the roster yet, the longest first."""
    accepted = Invitation.objects.filter(further_role=FurtherRole.REVIEWER, accepted_by__isnull=False)
    people = User.objects.filter(pk__in=accepted.values("accepted_by"), reviewer__isnull=True, is_active=True)
    return people.order_by("date_joined", "pk")


def suggestions(review: PeerReview, *, by: User, day: date) -> tuple[dict[Side, list[Suggestion]], list[Excluded]]:
    """Whom to ask about the review's tool, best first, by side; and who cannot be asked, with the reason.

    People who left the roster are in neither. The number of queries does not depend on the roster's length.
    """
    tool, candidates = review.tool, list(roster(day=day).on_the_roster(day))  # type: ignore[attr-defined]
    held_back = hindrances(review, candidates, by=by, day=day)
    found: dict[Side, list[Suggestion]] = {side: [] for side in Side}
    served = set(tool.objectives.values_list("number", flat=True))
    for candidate in candidates:
        if candidate.pk not in held_back:
            found[Side(candidate.side)].append(_suggestion(candidate, tool, served))
    for rows in found.values():
        rows.sort(key=lambda each: each.fit)
    return found, [Excluded(each, held_back[each.pk]) for each in candidates if each.pk in held_back]


def hindrances(review: PeerReview, candidates: Sequence[Reviewer], *, by: User, day: date) -> dict[int, Hindrance]:
    """Why each of these cannot be asked about the review's tool; whoever can is not in it.

    The candidates come from `roster`, which knows their load.
    """
    tool = review.tool
    asked = set(review.assignments.values_list("reviewer", flat=True))
    speakers = Delegation.objects.filter(state=tool.state, organisation=tool.organisation)
    spoke = set(speakers.values_list("person", flat=True)) if tool.owner else set()
    provided_by = [tool.provider, tool.organisation.name if tool.organisation else ""]
    found = {}
    for each in candidates:
        tests = {
            Hindrance.ASKED: each.pk in asked,
            Hindrance.YOURSELF: each.person_id == by.pk,
            Hindrance.AUTHOR: tool.is_work_of(each.person),
            Hindrance.OWNER: each.person_id in spoke,
            Hindrance.PROVIDER: any(is_same_institution(each.institution, name) for name in provided_by),
            Hindrance.CLOSED: not each.person.is_active,
            Hindrance.OFF_THE_ROSTER: each.since > day or (each.until is not None and each.until < day),
            Hindrance.PAUSED: each.is_paused,
            Hindrance.FULL: each.load >= each.per_year,  # type: ignore[attr-defined]
        }
        if stands := [hindrance for hindrance, applies in tests.items() if applies]:
            found[each.pk] = stands[0]
    return found


def is_same_institution(one: str, other: str) -> bool:
    """True where a name, or the acronym in its brackets, stands whole in the other: rather once too often."""
    return any(_stands_in(a, b) or _stands_in(b, a) for a in _names(one) for b in _names(other))


def _names(text: str) -> Iterator[str]:
    """What an institution is called: without what is in brackets, and each thing in brackets; as plain words."""
    for name in (IN_BRACKETS.sub(" ", text), *IN_BRACKETS.findall(text)):
        plain = unicodedata.normalize("NFKD", name).casefold()
        letters = "".join(char for char in plain if not unicodedata.combining(char))
        if words := " ".join(re.findall(r"\w+", letters)):
            yield words


def _stands_in(name: str, other: str) -> bool:
    return f" {name} " in f" {other} "


def _suggestion(candidate: Reviewer, tool: Tool, served: set[int]) -> Suggestion:
    in_common = sorted(served & {each.number for each in candidate.objectives.all()})
    party = tool.state or (tool.organisation and tool.organisation.state)
    region = party.review_region if party else ""
    reads_it, knows_it = tool.language in candidate.languages, bool(region) and region in candidate.regions
    load: int = candidate.load  # type: ignore[attr-defined]
    language = name_of(tool.language)
    reasons = [
        ngettext("Objective in common: %(numbers)s", "Objectives in common: %(numbers)s", len(in_common))
        % {"numbers": ", ".join(map(str, in_common))}
        if in_common
        else "",
        (_("Reads %(language)s") if reads_it else _("Does not say they read %(language)s")) % {"language": language},
        _("Knows the region: %(region)s") % {"region": ReviewRegion(region).label} if knows_it else "",
        _("%(load)s of %(per_year)s taken this year") % {"load": load, "per_year": candidate.per_year},
    ]
    return Suggestion(candidate, in_common, reads_it, knows_it, load, [reason for reason in reasons if reason])
