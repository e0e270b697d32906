"""The fields of a national implementation plan, and of a measure of one."""

from typing import Any

from django.db.models import CharField, Count, F, IntegerField, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields.columns import (
    BOOLEAN,
    DATE,
    DATES,
    DECIMAL,
    INTEGER,
    INTEGERS,
    TEXT,
    TEXTS,
    Leaf,
    Table,
    nested,
    value,
)
from dashboard.selectors.fields.pledges import latest_updates
from dashboard.selectors.fields.reading import (
    address_of,
    day_of,
    decimal,
    first_of,
    list_of,
    or_null,
    owner,
    publication_fields,
    record_fields,
    through,
)
from plans.models import Consultation, Measure, Milestone
from plans.selectors import public_measures, public_plans
from plans.states import Horizon, Stakeholder
from progress.states import Stage
from workflow.selectors import Moment

SERVED: Any = Measure.objectives.through
NAMED: Any = Measure.actions.through


def _measures(moment: Moment) -> Any:
    counted = Measure.objects.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(found=Count("pk"))
    return Coalesce(Subquery(counted.values("found"), output_field=IntegerField()), 0)


def _objectives(moment: Moment) -> QuerySet:
    named = SERVED.objects.filter(measure__plan=OuterRef("pk"))
    return named.order_by("objective_id").values("objective_id").distinct()


def _consulted(path: str) -> Any:
    return list_of(lambda moment: Consultation.objects.filter(plan=OuterRef("pk")).order_by("pk"), path)


def _actions(moment: Moment) -> QuerySet:
    code = Concat(Cast("action__objective_id", CharField()), F("action__letter"), output_field=TextField())
    named = NAMED.objects.filter(measure=OuterRef("pk")).order_by("action__objective_id", "action__letter")
    return named.annotate(code=code)


def _milestones(path: str) -> Any:
    return list_of(lambda moment: Milestone.objects.filter(measure=OuterRef("pk")).order_by("due_on", "pk"), path)


PLANS = Table(
    name="plans",
    title=_("National implementation plans"),
    about=_("What States plan to do in a period; the measures are a table of their own."),
    public=public_plans,
    fields=(
        *record_fields(),
        owner(states_only=True),
        value("period_starts_on", DATE, _("First day of its period.")),
        value("period_ends_on", DATE, _("Last day of its period.")),
        value("summary", TEXT, _("What it is about."), or_null("summary")),
        value("measures", INTEGER, _("How many measures it has."), _measures, is_optional=False),
        value(
            "objectives",
            INTEGERS,
            _("Numbers of the objectives its measures name."),
            list_of(_objectives, "objective_id"),
        ),
        nested(
            "consultations",
            _("Who was consulted when it was made."),
            Leaf("stakeholder", TEXTS, _("With whom."), _consulted("stakeholder"), Stakeholder, is_optional=False),
            Leaf("how", TEXTS, _("How they took part."), _consulted("how"), is_optional=False),
            Leaf("held_on", DATES, _("When."), _consulted("held_on")),
            Leaf("participants", INTEGERS, _("How many took part."), _consulted("participants")),
            many=True,
        ),
        value("document_url", TEXT, _("The plan as published elsewhere."), or_null("document_url")),
        *publication_fields("plans:list", source=False),
    ),
)
MEASURES = Table(
    name="measures",
    title=_("Measures of national plans"),
    about=_("What the public plans undertake, one row for each measure."),
    public=public_measures,
    fields=(
        value("reference", TEXT, _("The measure’s public reference."), "record__reference", is_optional=False),
        value("plan", TEXT, _("The plan it stands in."), "plan__record__reference", is_optional=False),
        value("number", INTEGER, _("Its place in the plan."), is_optional=False),
        value("title", TEXT, _("The title, as its owner wrote it."), is_optional=False),
        value(
            "language",
            TEXT,
            _("The language the plan is written in (ISO 639-1)."),
            "plan__language",
            is_optional=False,
        ),
        owner("plan__state", states_only=True),
        value("description", TEXT, _("What will be done."), or_null("description")),
        value(
            "objectives",
            INTEGERS,
            _("Numbers of the objectives it serves."),
            through(SERVED, "measure", "objective_id"),
        ),
        value(
            "actions",
            TEXTS,
            _("Lettered actions of the Compact: 7b is (b) under objective 7."),
            list_of(_actions, "code"),
        ),
        value("horizon", TEXT, _("When it is to take effect."), or_null("horizon"), choices=Horizon),
        value("lead_institution", TEXT, _("Who leads the work."), or_null("lead_institution")),
        value("partners", TEXT, _("Who carries it out too, in the State’s words."), or_null("partners")),
        value("starts_on", DATE, _("When the work starts.")),
        value("ends_on", DATE, _("When it ends.")),
        value("indicator", TEXT, _("What is counted."), or_null("indicator")),
        value("baseline", TEXT, _("The indicator’s value to begin with."), or_null("baseline")),
        value("target", TEXT, _("The value it is to reach."), or_null("target")),
        nested(
            "budget",
            _("What it costs, where that is said."),
            Leaf("amount", DECIMAL, _("The amount."), decimal("budget_amount")),
            Leaf("currency", TEXT, _("Its currency (ISO 4217)."), "budget_currency"),
            Leaf("secured", BOOLEAN, _("Whether the money is secured."), "budget_is_secured"),
        ),
        nested(
            "milestones",
            _("Dated steps."),
            Leaf("title", TEXTS, _("What is to be reached."), _milestones("title"), is_optional=False),
            Leaf("due_on", DATES, _("By when."), _milestones("due_on"), is_optional=False),
            Leaf("reached_on", DATES, _("When it was reached."), _milestones("reached_on")),
            many=True,
        ),
        value(
            "stage",
            TEXT,
            _("How far the work has come, by the latest public update."),
            first_of(latest_updates, "stage"),
            choices=Stage,
        ),
        value("stage_on", DATE, _("The day that update speaks for."), first_of(latest_updates, "speaks_for_on")),
        value(
            "published_on",
            DATE,
            _("The day this version of the plan became public (UTC)."),
            day_of("plan__published_at"),
        ),
        value("published_in", INTEGER, _("The publication that made it public."), "plan__published_in_id"),
        value("url", TEXT, _("The measure’s page."), address_of("plans:list"), is_optional=False),
    ),
)
