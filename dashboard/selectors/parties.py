"""States and organisations, with what they have put on record; in alphabetical order, never by number."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, State
from accounts.states import OrganisationKind, ReviewRegion
from needs.querysets import NeedQuerySet
from needs.selectors import public_needs
from pledges.querysets import PledgeQuerySet
from progress.selectors import (
    Figures,
    figures_by_organisation,
    figures_by_state,
    public_pledges,
)
from tools.querysets import ToolQuerySet
from tools.selectors import public_tools, tool_counts_by_organisation
from workflow.selectors import Moment

REGIONS: Mapping[str, str | Promise] = {region.value: region.label for region in ReviewRegion}
KINDS: Mapping[str, str | Promise] = {
    **dict(OrganisationKind.choices),
    OrganisationKind.UNKNOWN: _("Kind not known"),
}
Party = TypeVar("Party", State, Organisation)


@dataclass(frozen=True)
class StateLine:
    """A State and how many pledges of its own are public."""

    state: State
    pledges: int


@dataclass(frozen=True)
class Region:
    """A region of the regional reviews with its States; `code` is empty for States in none."""

    code: str
    label: str | Promise
    lines: list[StateLine]


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation and how many pledges and tools of its own are public."""

    organisation: Organisation
    pledges: int
    tools: int


@dataclass(frozen=True)
class PartyPage:
    """What a State or organisation has put on record."""

    figures: Figures
    pledges: PledgeQuerySet
    tools: ToolQuerySet
    needs: NeedQuerySet

    @property
    def counts(self) -> dict[str, int]:
        """How many tools, tools with an offer of support, and needs, in three queries."""
        return {
            "tools": self.tools.count(),
            "offers": self.tools.offering_support().count(),
            "needs": self.needs.count(),
        }


def in_language_order(parties: Iterable[Party], language: str) -> list[Party]:
    """By name, as a reader of the language looks for it: accents aside, Chinese by sound."""
    return sorted(parties, key=lambda party: (_sort_key(party.name, language), party.pk))


def states_by_region(region: str, *, moment: Moment, language: str) -> list[Region]:
    """Every State under its region, or those of one region; a State without a pledge is listed like any other."""
    pledging = figures_by_state(moment)
    wanted = State.objects.filter(review_region=region) if region else State.objects.all()
    lines = [
        StateLine(state, pledging.get(state.pk, Figures()).pledges) for state in in_language_order(wanted, language)
    ]
    regions = [
        Region(code, label, [line for line in lines if line.state.review_region == code])
        for code, label in [*REGIONS.items(), ("", "")]
    ]
    return [each for each in regions if each.lines]


def state_page(state: State, moment: Moment) -> PartyPage:
    """A State's own pledges and tools; what organisations in it pledge is theirs."""
    return _party_page({"state": state}, figures_by_state(moment).get(state.pk), moment)


def organisation_page(organisation: Organisation, moment: Moment) -> PartyPage:
    """An organisation's pledges and tools."""
    return _party_page({"organisation": organisation}, figures_by_organisation(moment).get(organisation.pk), moment)


def pledges_of_organisations_in(state: State, moment: Moment) -> PledgeQuerySet:
    """Pledges of cities, associations and others at home in the State."""
    return public_pledges(moment).filter(organisation__state=state)


def organisations_by_kind(*, moment: Moment, language: str) -> list[tuple[str | Promise, list[OrganisationLine]]]:
    """The organisations with a public pledge or tool, by kind of actor as the Compact lists them."""
    pledging, providing = figures_by_organisation(moment), tool_counts_by_organisation(moment)
    found = Organisation.objects.filter(pk__in={*pledging, *providing}).select_related("state")
    lines = [
        OrganisationLine(each, pledging.get(each.pk, Figures()).pledges, providing.get(each.pk, 0))
        for each in in_language_order(found, language)
    ]
    kinds = [(label, [line for line in lines if line.organisation.kind == kind]) for kind, label in KINDS.items()]
    return [(label, members) for label, members in kinds if members]


def public_organisation(slug: str, moment: Moment) -> Organisation | None:
    """The organisation at that address while something of it is public; None for any other."""
    found = Organisation.objects.filter(slug=slug).select_related("state").first()
    if found is None:
        return None
    page = organisation_page(found, moment)
    return found if page.figures.pledges or page.tools.exists() or page.needs.exists() else None


def _party_page(owner: Mapping[str, State | Organisation], figures: Figures | None, moment: Moment) -> PartyPage:
    return PartyPage(
        figures=figures or Figures(),
        pledges=public_pledges(moment).filter(**owner),
        tools=public_tools(moment).filter(**owner),
        needs=public_needs(moment).filter(**owner),
    )


def _sort_key(name: str, language: str) -> str | bytes:
    if language.startswith("zh"):
        return name.encode("gb18030")  # the standard's first plane is in the order of pronunciation
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
