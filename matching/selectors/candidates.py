"""Which offers could meet a need, and which needs an offer could meet: found and put in order by the database.

What fits shares a kind of support, and an objective or the Compact as a whole. The order is the same on every page and
says nothing of who offers: pairs that were tried already come last; then the need's main objective before related ones
before the whole Compact; then a language in common; then the region; then what was published last.
"""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from matching.models import Match
from matching.selectors.fits import MAIN, NONE, RELATED, WHOLE, named_by
from matching.selectors.offers import NATURES_OF, Offer
from matching.selectors.places import Places, region_of
from needs.models import Need
from objectives.states import SupportKind
from pledges.models import Pledge, PledgeObjective
from pledges.states import Weight
from tools.models import Tool
from tools.states import Scope

ORDER = ("tried", "closeness", "tongue", "distance", "-published_at", "what", "pk")
COLUMNS = ("what", "pk", "record_id", "tried", "closeness", "tongue", "distance", "published_at")


def offers_fitting(need: Need, known: Places) -> QuerySet:
    """The public offers of others that fit the need, as plain rows in order."""
    tools, pledges = _fitting_tools(need, known), _fitting_pledges(need, known)
    return tools.union(pledges, all=True).order_by(*ORDER)


def needs_fitting(offer: Offer, known: Places) -> QuerySet:
    """The public needs of others that the offer fits, as plain rows in order."""
    related = Need.related_objectives.through.objects.filter(need=OuterRef("pk"))  # type: ignore[attr-defined]
    touched = Q(main_objective__in=offer.objectives) | Q(Exists(related.filter(objective__in=offer.objectives)))
    regions = sorted(offer.regions(known))
    near = Q(region__in=regions) | Q(region="", state__review_region__in=regions)
    found = (
        Need.objects.published()
        .filter(support_kinds__overlap=offer.kinds)
        .annotate(
            what=Value("need"),
            tried=_tried(need=OuterRef("record"), offer=offer.item.record_id),
            closeness=_ranked(
                When(main_objective__in=offer.main_objectives, then=Value(MAIN)), touched, offer.serves_all
            ),
            tongue=_first(Q(support_languages__overlap=offer.languages)),
            distance=_first(near),
        )
    )
    return _of_others(found, offer.item).filter(closeness__lt=NONE).values(*COLUMNS).order_by(*ORDER)


def _fitting_tools(need: Need, known: Places) -> QuerySet:
    named = Tool.objectives.through.objects.filter(tool=OuterRef("pk"))  # type: ignore[attr-defined]
    region = region_of(need)
    own = Q(where_used="", state__review_region=region)
    found = (
        Tool.objects.published()
        .offering_support()
        .filter(support_kinds__overlap=need.support_kinds)
        .annotate(
            what=Value("tool"),
            tried=_tried(need=need.record_id, offer=OuterRef("record")),
            closeness=_ranked(
                When(Exists(named.filter(objective=need.main_objective_id)), then=Value(MAIN)),
                Q(Exists(named.filter(objective__in=named_by(need)))),
                Q(scope=Scope.CROSS_CUTTING),
            ),
            tongue=_first(Q(support_languages__overlap=need.support_languages)),
            distance=_near("where_used", region, own, known),
        )
    )
    return _of_others(found, need).filter(closeness__lt=NONE).order_by().values(*COLUMNS)


def _fitting_pledges(need: Need, known: Places) -> QuerySet:
    placed = PledgeObjective.objects.filter(pledge=OuterRef("pk"))
    carried_out = Pledge.countries.through.objects.filter(pledge=OuterRef("pk"))  # type: ignore[attr-defined]
    natures = {nature for kind in need.support_kinds for nature in NATURES_OF.get(SupportKind(kind), [])}
    region = region_of(need)
    own = Q(Exists(carried_out.filter(state__review_region=region)))
    found = (
        Pledge.objects.published()
        .filter(natures__overlap=sorted(natures))
        .annotate(
            what=Value("pledge"),
            tried=_tried(need=need.record_id, offer=OuterRef("record")),
            closeness=_ranked(
                When(Exists(placed.filter(objective=need.main_objective_id, weight=Weight.MAIN)), then=Value(MAIN)),
                Q(Exists(placed.filter(objective__in=named_by(need)))),
                Q(covers_whole_compact=True),
            ),
            tongue=_never(),
            distance=_near("region", region, own, known),
        )
    )
    return _of_others(found, need).filter(closeness__lt=NONE).order_by().values(*COLUMNS)


def _ranked(main: When, touched: Q, whole: Q | bool) -> Case:
    """The closeness of the objectives, as `fits` ranks it."""
    last = [When(whole, then=Value(WHOLE))] if isinstance(whole, Q) else []
    default = Value(WHOLE) if whole is True else Value(NONE)
    return Case(main, When(touched, then=Value(RELATED)), *last, default=default, output_field=IntegerField())


def _first(condition: Q) -> Case:
    return Case(When(condition, then=Value(0)), default=Value(1), output_field=IntegerField())


def _near(column: str, region: str, own: Q, known: Places) -> Case | Value:
    """0 for what names the region or is at home there; where the need has no region, everything is as far."""
    return _first(Q(known.named_in(column, region)) | own) if region else _never()


def _never() -> Value:
    return Value(1, output_field=IntegerField())


def _tried(**pair) -> Case:
    return Case(
        When(Exists(Match.objects.filter(**pair)), then=Value(1)), default=Value(0), output_field=IntegerField()
    )


def _of_others(found: QuerySet, item: Need | Tool | Pledge) -> QuerySet:
    """Without what belongs to nobody that could answer, and without the party's own."""
    owned = Q(state__isnull=False) | Q(organisation__isnull=False)
    own = Q(state=item.state_id) if item.state_id else Q(organisation=item.organisation_id)
    return found.filter(owned).exclude(own)
