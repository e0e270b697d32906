"""Lists that no page narrows, narrowed; and the choices of filters, where the API knows more of them than a page."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import State
from api.pages.reports import finished_reports
from dashboard.selectors.fields import RESOURCES
from dashboard.selectors.filtering import Choices, tool_choices
from plans.models import Measure
from reports.states import ReportKind
from roundtables.selectors import editions
from ui.templatetags.ui.language import FURTHER
from workflow.selectors import Moment

LANGUAGES = tuple(sorted({code for code, _name in settings.LANGUAGES} | set(FURTHER)))


def own_choices(moment: Moment) -> Choices:
    """The States and the Forums."""
    states = tuple(State.objects.order_by("iso3"))
    return Choices(objectives={}, states=states, editions=tuple(editions(moment.publication)))


def tool_choices_of_the_api(moment: Moment) -> Choices:
    """As the toolbox has them, with every language a tool can be in: a program asks before there is one."""
    found = tool_choices(moment)
    return replace(found, languages=tuple(sorted({*LANGUAGES, *found.languages})))


def narrowed_progress(asked: Mapping[str, Any], *, moment: Moment) -> QuerySet:
    """The public updates that meet every filter."""
    rows = RESOURCES["progress"].public(moment)  # type: ignore[attr-defined]
    lookups = {"state": "state_id", "about": "about__reference", "stage": "stage", "assurance": "assurance"}
    return rows.filter(**{lookup: asked[name] for name, lookup in lookups.items() if asked.get(name)})


def narrowed_measures(asked: Mapping[str, Any], moment: Moment) -> QuerySet[Measure]:
    """The measures of public plans that meet every filter; several objectives mean any of them."""
    rows = Measure.objects.as_of(moment.publication)
    lookups = {"state": "plan__state_id", "plan": "plan__record__reference", "horizon": "horizon"}
    rows = rows.filter(**{lookup: asked[name] for name, lookup in lookups.items() if asked.get(name)})
    if asked.get("objective"):
        named = Measure.objectives.through.objects.filter(measure=OuterRef("pk"), objective__in=asked["objective"])
        rows = rows.filter(Exists(named))
    return rows


def narrowed_reports(asked: Mapping[str, Any], moment: Moment) -> QuerySet:
    """The finished reports that meet every filter."""
    lookups = {"forum": "edition_id", "kind": "kind", "subject": "subject", "language": "language"}
    rows = finished_reports(moment)
    if asked.get("round_table"):
        rows = rows.filter(kind=ReportKind.ROUND_TABLE, subject=str(asked["round_table"]))
    return rows.filter(**{lookup: asked[name] for name, lookup in lookups.items() if asked.get(name)})


def narrowed_states(asked: Mapping[str, Any], moment: Moment) -> Iterable[Any]:
    """The States, or those of a region."""
    found = RESOURCES["states"].public(moment)  # type: ignore[attr-defined]
    return [each for each in found if not asked.get("region") or each.thing.review_region == asked["region"]]


def narrowed_round_tables(asked: Mapping[str, Any], moment: Moment) -> Iterable[Any]:
    """The round tables, or those of one Forum."""
    found = RESOURCES["round-tables"].public(moment)  # type: ignore[attr-defined]
    return [each for each in found if not asked.get("forum") or each.thing.edition_id == asked["forum"]]
