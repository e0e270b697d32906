"""The fields of States and organisations, with the figures of their own pledges. No person is among them."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, State
from accounts.states import Membership, OrganisationKind, ReviewRegion
from dashboard.selectors.fields.columns import BOOLEAN, INTEGER, TEXT, Listing, value
from dashboard.selectors.fields.compact import Counted, figure_fields, of, page_of
from dashboard.selectors.parties import in_language_order
from progress.selectors import Figures, figures_by_organisation, figures_by_state
from tools.selectors import tool_counts_by_organisation
from workflow.selectors import Moment


def states_as_data(region: str, moment: Moment) -> list[Counted]:
    """The States of a region of the regional reviews, or all, as rows of `STATES`."""
    return [each for each in _states(moment) if not region or each.thing.review_region == region]


def _states(moment: Moment) -> list[Counted]:
    pledging = figures_by_state(moment)
    found = in_language_order(State.objects.all(), get_language() or "en")
    return [Counted(each, pledging.get(each.pk, Figures())) for each in found]


def _organisations(moment: Moment) -> list[Counted]:
    pledging, providing = figures_by_organisation(moment), tool_counts_by_organisation(moment)
    public = Organisation.objects.filter(pk__in={*pledging, *providing})
    found = in_language_order(public, get_language() or "en")
    return [Counted(each, pledging.get(each.pk, Figures()), providing.get(each.pk, 0)) for each in found]


STATES = Listing(
    name="states",
    key="iso3",
    title=_("States"),
    about=_(
        "Every State that may take part in the Forum, in alphabetical order and never ranked; with its own pledges."
    ),
    public=_states,
    fields=(
        value("iso3", TEXT, _("ISO 3166 alpha-3."), of("iso3"), is_optional=False),
        value("iso2", TEXT, _("ISO 3166 alpha-2."), of("iso2"), is_optional=False),
        value("m49", TEXT, _("Code of the United Nations Statistics Division (M49)."), of("m49"), is_optional=False),
        value("name", TEXT, _("Its name in the language of the page."), of("name"), is_optional=False),
        value(
            "membership",
            TEXT,
            _("Standing in the General Assembly."),
            of("membership"),
            choices=Membership,
            is_optional=False,
        ),
        value("regional_group", TEXT, _("Regional group of the General Assembly."), of("regional_group")),
        value("subregion", TEXT, _("Subregion (M49)."), of("subregion")),
        value(
            "review_region",
            TEXT,
            _("Region of the Compact’s regional reviews."),
            of("review_region"),
            choices=ReviewRegion,
        ),
        value("champion", BOOLEAN, _("Champion country of the Compact."), of("is_champion"), is_optional=False),
        value("ldc", BOOLEAN, _("Least developed country."), of("is_ldc"), is_optional=False),
        value("lldc", BOOLEAN, _("Landlocked developing country."), of("is_lldc"), is_optional=False),
        value("sids", BOOLEAN, _("Small island developing State."), of("is_sids"), is_optional=False),
        *(each for each in figure_fields() if each.name not in {"states", "organisations"}),
        value("url", TEXT, _("Its page."), page_of, is_optional=False),
    ),
)
ORGANISATIONS = Listing(
    name="organisations",
    key="slug",
    title=_("Organisations"),
    about=_("Organisations with a public pledge or tool of their own."),
    public=_organisations,
    fields=(
        value("slug", TEXT, _("Its name in addresses."), of("slug"), is_optional=False),
        value("name", TEXT, _("Its name."), of("name"), is_optional=False),
        value("kind", TEXT, _("What kind of actor."), of("kind"), choices=OrganisationKind, is_optional=False),
        value("state", TEXT, _("ISO 3166 alpha-3 of the State it is at home in."), of("state_id")),
        *(each for each in figure_fields() if each.name not in {"states", "organisations"}),
        value("tools", INTEGER, _("Public tools of its own."), lambda each: each.tools, is_optional=False),
        value("url", TEXT, _("Its page."), page_of, is_optional=False),
    ),
)
