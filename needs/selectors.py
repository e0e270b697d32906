"""Reads about capacity needs: figures for the public, what a page shows, what a State may link a need to, advice."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, Prefetch, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from drafting.states import Aspect, Hint
from needs.models import Need
from needs.querysets import NeedQuerySet
from plans.models import Measure, Plan
from plans.selectors import public_measure
from roundtables.selectors import current_edition, objectives_at
from workflow.selectors import Moment
from workflow.states import OPEN


def public_needs(moment: Moment) -> NeedQuerySet:
    """The needs public at that moment, newest first, with owner and reference."""
    return Need.objects.as_of(moment.publication).with_parties().order_by("-published_at", "-pk")


def need_count(moment: Moment) -> int:
    """How many needs are public."""
    return Need.objects.as_of(moment.publication).count()


def need_counts_by_objective(needs: NeedQuerySet) -> Mapping[int, int]:
    """For each of the 23 objectives, how many of the needs name it, as main or related; each counts everywhere."""
    asked = needs.order_by()
    related = Need.related_objectives.through.objects.filter(need__in=asked.values("pk"))  # type: ignore[attr-defined]
    named = {*asked.values_list("main_objective", "pk"), *related.values_list("objective", "need")}
    found = Counter(objective for objective, _need in named)
    return {number: found[number] for number in range(1, 24)}


def with_content(needs: NeedQuerySet, *, publication: int | None = None) -> NeedQuerySet:
    """With all a record's page shows; objectives know their `round_table` at the Forum current then."""
    objectives = objectives_at(current_edition(publication))
    return (
        needs.with_parties()
        .select_related("plan", "measure")
        .prefetch_related(
            Prefetch("main_objective", objectives),
            Prefetch("related_objectives", objectives.order_by("number")),
            "attachments",
        )
    )


@dataclass(frozen=True)
class Linked:
    """What a need belongs to, as far as it is public: a plan, and a measure of it."""

    plan: Plan | None = None
    measure: Measure | None = None


def linked_plan(need: Need, moment: Moment) -> Linked:
    """The plan and measure a need belongs to, as the public sees them at that moment; nothing that is not public."""
    if need.plan_id is None:
        return Linked()
    plan = Plan.objects.as_of(moment.publication).with_owner().filter(record=need.plan_id).first()
    measure = public_measure(need.measure_id, moment) if plan and need.measure_id else None
    return Linked(plan, measure)


def plans_of_owner(state: str | None) -> list[tuple[int, str]]:
    """The plans this State may refer to: (id of the record, words), those that are public or being written."""
    if state is None:
        return []
    open_first = Case(When(status__in=sorted(OPEN), then=Value(0)), default=Value(1))
    live = Q(published_in__isnull=False, replaced_in__isnull=True) | Q(status__in=sorted(OPEN))
    found: dict[int, str] = {}
    for plan in Plan.objects.filter(live, state=state).select_related("record").order_by("record", open_first):
        found.setdefault(plan.record_id, _plan_words(plan))
    return list(found.items())


def plan_of_measure(measure: int) -> int | None:
    """The id of the plan's record that the measure of this record belongs to."""
    return Measure.objects.filter(record=measure).values_list("plan__record", flat=True).first()


def hints(need: Need) -> list[Hint]:
    """Private advice on a draft: what would make it easier to answer, and why. Never a score, never a rule."""
    found = []
    if not need.what_exists.strip():
        why = _("Whoever offers support builds on what is there: staff, law, systems, earlier projects.")
        found.append(Hint(Aspect.RESOURCED, "what_exists", _("Say what exists already, even if it is little."), why))
    if need.what_is_missing.strip() and not any(sign.isdigit() for sign in need.what_is_missing):
        why = _("“Training for 40 border officers” can be answered; “training” cannot.")
        found.append(Hint(Aspect.MEASURABLE, "what_is_missing", _("Give a number: how many, how much."), why))
    if not need.support_languages:
        why = _("Support in a language nobody speaks helps nobody.")
        found.append(Hint(Aspect.SPECIFIC, "support_languages", _("Choose the languages you can work in."), why))
    if not need.where.strip() and not need.region:
        why = _("Partners with an office nearby find you more easily.")
        found.append(Hint(Aspect.SPECIFIC, "where", _("Say where the support is needed."), why))
    return found


def _plan_words(plan: Plan) -> str:
    title = plan.title or pgettext("plan", "Untitled plan")
    if not plan.reference:
        return title
    words = pgettext("reference and title", "%(reference)s · %(title)s")
    return words % {"reference": plan.reference, "title": title}


def plan_to_begin_from(asked: str, *, states: Collection[str]) -> Plan | None:
    """The version of a plan whose record has this id, if it is one of these States' and may be referred to."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    live = Q(published_in__isnull=False, replaced_in__isnull=True) | Q(status__in=sorted(OPEN))
    mine = Plan.objects.filter(live, record=int(asked), state__in=list(states))
    return mine.with_owner().order_by("-pk").first()
