"""Why an offer fits a need, point by point, in words. Who offers plays no part in it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.states import ReviewRegion
from matching.selectors.offers import Offer
from matching.selectors.places import Places, region_of
from needs.models import Need
from objectives.states import SupportKind
from ui.templatetags.ui.language import name_of

MAIN, RELATED, WHOLE, NONE = 0, 1, 2, 3  # how close the objectives are


@dataclass(frozen=True)
class Point:
    """One of the four points of a fit: what the two have in common, or that it is not known or not the case."""

    name: str
    label: str
    words: str
    fits: bool
    note: str = ""
    note_language: str = ""


@dataclass(frozen=True)
class Fit:
    """The four points, and their order: what `suggestions` sorts by, the closest first."""

    points: tuple[Point, ...]
    order: tuple[int, int, int]

    @property
    def reasons(self) -> list[str]:
        """What speaks for it, each in a few words."""
        return [point.words for point in self.points if point.fits]

    @property
    def sentence(self) -> str:
        """The reasons in one line."""
        return pgettext("list of reasons", "; ").join(self.reasons)


def named_by(need: Need) -> list[int]:
    """The objectives a need names, the main one first."""
    related = sorted(each.pk for each in need.related_objectives.all())
    return [*([need.main_objective_id] if need.main_objective_id else []), *related]


def kinds_in_common(need: Need, offer: Offer) -> list[str]:
    """The kinds of support that are asked for and offered."""
    return [kind for kind in offer.kinds if kind in need.support_kinds]


def fit_of(need: Need, offer: Offer, places: Places) -> Fit:
    """How an offer fits a need. Both are read with their objectives, the offer with its places."""
    closeness = _closeness(need, offer)
    shared = [code for code in need.support_languages if code in offer.languages]
    is_near = region_of(need) in offer.regions(places) - {""}
    return Fit(
        points=(
            _objective(need, offer, closeness),
            _kind(need, offer),
            _language(need, offer, shared),
            _region(need, offer, is_near=is_near),
        ),
        order=(closeness, int(not shared), int(not is_near)),
    )


def _closeness(need: Need, offer: Offer) -> int:
    if need.main_objective_id in offer.main_objectives:
        return MAIN
    if set(named_by(need)) & set(offer.objectives):
        return RELATED
    return WHOLE if offer.serves_all else NONE


def _objective(need: Need, offer: Offer, closeness: int) -> Point:
    shared = [number for number in named_by(need) if number in offer.objectives]
    words = {
        MAIN: _("same main objective: %(number)s") % {"number": need.main_objective_id},
        RELATED: ngettext("related objective: %(numbers)s", "related objectives: %(numbers)s", len(shared))
        % {"numbers": _listed(shared)},
        WHOLE: _("serves the Compact as a whole"),
        NONE: _("no objective in common"),
    }[closeness]
    return Point("objective", _("Objective"), words, fits=closeness != NONE)


def _kind(need: Need, offer: Offer) -> Point:
    shared = kinds_in_common(need, offer)
    if not shared:
        return Point("kind", _("Kind of support"), _("other kinds than asked for"), fits=False)
    named = _listed([str(SupportKind(kind).label) for kind in shared])
    note = "" if offer.is_tool else _("A pledge of money or people; it does not say which kinds.")
    return Point("kind", _("Kind of support"), _("offers: %(kinds)s") % {"kinds": named}, fits=True, note=note)


def _language(need: Need, offer: Offer, shared: list[str]) -> Point:
    label = _("Language")
    if shared:
        return Point("language", label, _("in: %(languages)s") % {"languages": _named(shared)}, fits=True)
    if not offer.languages:
        return Point("language", label, _("the offer does not say in which language"), fits=False)
    if not need.support_languages:
        words = _("offered in: %(languages)s; the need names no language")
        return Point("language", label, words % {"languages": _named(offer.languages)}, fits=False)
    words = _("offered in: %(offered)s; asked for: %(asked)s")
    return Point(
        "language",
        label,
        words % {"offered": _named(offer.languages), "asked": _named(need.support_languages)},
        fits=False,
    )


def _region(need: Need, offer: Offer, *, is_near: bool) -> Point:
    label, region = _("Region"), region_of(need)
    said = {"note": offer.where, "note_language": offer.item.language}
    if is_near:
        words = _("at home in the region: %(region)s") % {"region": ReviewRegion(region).label}
        return Point("region", label, words, fits=True, **said)
    if offer.where:
        return Point("region", label, _("not known to be used in the region"), fits=False, **said)
    return Point("region", label, _("the offer does not say where it is used"), fits=False)


def _listed(values: list) -> str:
    return pgettext("list", ", ").join(map(str, values))


def _named(codes: list[str]) -> str:
    return _listed([name_of(code) for code in codes])
