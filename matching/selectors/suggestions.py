"""Suggestions as they are shown: a need and an offer that fit, why, and what was tried with the two before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from matching.models import Match
from matching.selectors.fits import Fit, fit_of
from matching.selectors.offers import Offer, with_content
from matching.selectors.people import parties_spoken_for, party_key
from matching.selectors.places import Places, places
from matching.selectors.wanted import with_objectives
from needs.models import Need
from pledges.models import Pledge
from tools.models import Tool


@dataclass(frozen=True)
class Suggestion:
    """A need and an offer that fit, why, what was tried with the two before, and whether both can be asked."""

    need: Need
    offer: Offer
    fit: Fit
    tried: Match | None
    is_spoken_for: bool


def suggested_offers(need: Need, rows: Iterable[Mapping], known: Places) -> list[Suggestion]:
    """Suggestions to show, in the order of the rows: the same few queries for any number of them."""
    keys: dict[str, list[int]] = {"tool": [], "pledge": []}
    listed = list(rows)
    for row in listed:
        keys[row["what"]].append(row["pk"])
    tools = list(Tool.objects.filter(pk__in=keys["tool"]).with_parties())
    pledges = list(Pledge.objects.filter(pk__in=keys["pledge"]).with_parties())
    offers = {(item._meta.model_name, item.pk): Offer(item) for item in with_content(tools, pledges)}
    found = [offers[row["what"], row["pk"]] for row in listed if (row["what"], row["pk"]) in offers]
    tried = _latest_by(
        Match.objects.filter(need=need.record_id, offer__in=[row["record_id"] for row in listed]), "offer_id"
    )
    reachable = parties_spoken_for(offer.item for offer in found)
    return [
        Suggestion(
            need=need,
            offer=offer,
            fit=fit_of(need, offer, known),
            tried=tried.get(offer.item.record_id),
            is_spoken_for=party_key(offer.item) in reachable,
        )
        for offer in found
    ]


def suggested_needs(offer: Offer, rows: Iterable[Mapping], known: Places) -> list[Suggestion]:
    """The same the other way round."""
    listed = list(rows)
    needs = {need.pk: need for need in with_objectives(Need.objects.filter(pk__in=[row["pk"] for row in listed]))}
    found = [needs[row["pk"]] for row in listed if row["pk"] in needs]
    tried = _latest_by(
        Match.objects.filter(offer=offer.item.record_id, need__in=[row["record_id"] for row in listed]), "need_id"
    )
    reachable = parties_spoken_for(found)
    return [
        Suggestion(
            need=need,
            offer=offer,
            fit=fit_of(need, offer, known),
            tried=tried.get(need.record_id),
            is_spoken_for=party_key(need) in reachable,
        )
        for need in found
    ]


def fit_between(need: Need, offer: Offer) -> Fit:
    """How the two fit, by themselves."""
    return fit_of(need, offer, places())


def _latest_by(matches: QuerySet[Match], key: str) -> dict[int, Match]:
    return {getattr(match, key): match for match in matches.order_by("pk")}
