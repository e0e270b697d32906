"""Private advice on a draft plan: what makes it one that can be followed. Advisory; never a score, never public."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drafting.states import Aspect, Hint
from plans.models import Measure, Plan
from plans.selectors.reading import measures_of
from plans.states import Stakeholder

Check = tuple[Aspect, str, str | Promise, str | Promise, Callable[[Measure], bool]]
CHECKS: tuple[Check, ...] = (  # aspect, question, what is missing, why it helps, when
    (
        Aspect.SPECIFIC,
        "actions",
        gettext_lazy("No lettered action of the Compact is named."),
        gettext_lazy("The actions say which part of an objective the measure carries out."),
        lambda measure: bool(measure.objectives.all()) and not measure.actions.all(),
    ),
    (
        Aspect.MEASURABLE,
        "indicator",
        gettext_lazy("No indicator is given."),
        gettext_lazy("With an indicator, each update can say how far the measure has come."),
        lambda measure: not measure.indicator,
    ),
    (
        Aspect.MEASURABLE,
        "target",
        gettext_lazy("The indicator has no baseline or no target."),
        gettext_lazy("A number says something beside where it began and where it is to arrive."),
        lambda measure: bool(measure.indicator) and not (measure.baseline and measure.target),
    ),
    (
        Aspect.TIME_BOUND,
        "starts_on",
        gettext_lazy("No start or no end is given."),
        gettext_lazy("Dates put the measure on the plan’s timeline and say when an update is due."),
        lambda measure: measure.starts_on is None or measure.ends_on is None,
    ),
    (
        Aspect.TIME_BOUND,
        "milestones",
        gettext_lazy("No milestone is given."),
        gettext_lazy("Milestones show between start and end whether the measure is on its way."),
        lambda measure: not measure.milestones.all(),
    ),
    (
        Aspect.RESOURCED,
        "budget_amount",
        gettext_lazy("No budget is given."),
        gettext_lazy("A budget, secured or not, shows where support would help."),
        lambda measure: measure.budget_amount is None,
    ),
    (
        Aspect.OWNED,
        "lead_institution",
        gettext_lazy("No lead institution is named."),
        gettext_lazy("With an owner in the government, the measure survives a change of persons."),
        lambda measure: not measure.lead_institution.strip(),
    ),
)


def measure_hints(measure: Measure) -> list[Hint]:
    """What would make one measure stronger, question by question, its place in the plan's period included."""
    found = [Hint(aspect, name, what, why) for aspect, name, what, why, applies in CHECKS if applies(measure)]
    return [*found, *([_outside()] if _is_outside(measure) else [])]


def plan_hints(plan: Plan) -> list[Hint]:
    """What would make the plan stronger; measures that lack the same thing are named together."""
    measures = measures_of(plan)
    return [*_about_the_plan(plan), *_about_consultations(plan), *_about_measures(measures)]


def _about_the_plan(plan: Plan) -> list[Hint]:
    if plan.summary.strip():
        return []
    what = _("The plan has no summary.")
    why = _("A few sentences tell readers what the plan sets out to change, and for whom.")
    return [Hint(Aspect.SPECIFIC, "summary", what, why)]


def _about_consultations(plan: Plan) -> list[Hint]:
    held = {each.stakeholder for each in plan.consultations.all()}
    why = _("The Compact is carried out with all of society (A/RES/73/195, paras. 15 and 44); readers look for it.")
    if not held:
        return [Hint(Aspect.OWNED, "consultations", _("No consultation is recorded."), why)]
    absent = {
        Stakeholder.CIVIL_SOCIETY: _("No consultation of civil society is recorded."),
        Stakeholder.MIGRANTS: _("No consultation of migrants is recorded."),
        Stakeholder.LOCAL: _("No consultation of local authorities is recorded."),
    }
    return [Hint(Aspect.OWNED, "consultations", what, why) for who, what in absent.items() if who not in held]


def _about_measures(measures: Sequence[Measure]) -> list[Hint]:
    found: list[Hint] = []
    for aspect, _name, what, why, applies in CHECKS:
        if numbers := [measure.number for measure in measures if applies(measure)]:
            found.append(Hint(aspect, "measures", _named(numbers, what), why))
    if numbers := [measure.number for measure in measures if _is_outside(measure)]:
        outside = _outside()
        found.append(Hint(outside.aspect, "measures", _named(numbers, outside.what), outside.why))
    return found


def _named(numbers: Sequence[int], what: str | Promise) -> str:
    words = ngettext("Measure %(numbers)s: %(what)s", "Measures %(numbers)s: %(what)s", len(numbers))
    return words % {"numbers": ", ".join(map(str, numbers)), "what": what}


def _outside() -> Hint:
    return Hint(
        Aspect.TIME_BOUND,
        "starts_on",
        _("Its dates lie outside the period of the plan."),
        _("Readers expect a plan’s measures to begin or end within its period; check both."),
    )


def _is_outside(measure: Measure) -> bool:
    """True where the measure and the plan's period share no day."""
    first, last = measure.plan.period_starts_on or date.min, measure.plan.period_ends_on or date.max
    return (measure.starts_on or first) > last or (measure.ends_on or last) < first
