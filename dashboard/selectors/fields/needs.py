"""The fields of a capacity need."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.states import ReviewRegion
from dashboard.selectors.fields.columns import INTEGER, INTEGERS, TEXT, TEXTS, Table, value
from dashboard.selectors.fields.pledges import measure_named
from dashboard.selectors.fields.reading import first_of, or_null, owner, publication_fields, record_fields
from needs.models import Need
from needs.selectors import public_needs
from objectives.states import SupportKind
from plans.models import Plan
from plans.states import Horizon
from tools.models import Tool
from workflow.selectors import Moment

RELATED = Need.related_objectives.through
SERVED = Tool.objectives.through


def _objectives(moment: Moment) -> Any:
    """The main one first, then the related ones in order."""
    related = RELATED.objects.filter(need=OuterRef("pk")).order_by("objective_id").values("objective_id")
    return Func(
        F("main_objective_id"), ArraySubquery(related), function="array_prepend",
        output_field=ArrayField(IntegerField()),
    )  # fmt: skip


def _tools_offering(moment: Moment) -> Any:
    """How many public tools offer a kind of support the need asks for, for any of its objectives."""
    related = RELATED.objects.filter(need=OuterRef(OuterRef(OuterRef("pk"))), objective=OuterRef("objective"))
    is_main = Q(objective=OuterRef(OuterRef("main_objective")))
    serving = SERVED.objects.filter(is_main | Exists(related), tool=OuterRef("pk"))
    offering = Tool.objects.as_of(moment.publication).offering_support().order_by()
    fitting = offering.filter(Exists(serving), support_kinds__overlap=OuterRef("support_kinds"))
    counted = fitting.annotate(all=Value(1)).values("all").annotate(found=Count("pk")).values("found")
    return Coalesce(Subquery(counted), 0)


def _plan_named() -> Any:
    plans = lambda moment: Plan.objects.as_of(moment.publication).filter(record=OuterRef("plan_id"))  # noqa: E731
    return first_of(plans, "record__reference")


NEEDS = Table(
    name="needs",
    title=_("Capacity needs"),
    about=_("What States and organisations ask support for: one row each."),
    public=public_needs,
    fields=(
        *record_fields(),
        owner(),
        value("main_objective", INTEGER, _("Number of the main objective."), "main_objective_id", is_optional=False),
        value("objectives", INTEGERS, _("Numbers of all objectives, the main one first."), _objectives),
        value("kinds", TEXTS, _("Kinds of support asked for."), "support_kinds", choices=SupportKind),
        value("horizon", TEXT, _("By when it is needed."), choices=Horizon, is_optional=False),
        value("what_exists", TEXT, _("What there is."), or_null("what_exists")),
        value("what_is_missing", TEXT, _("What is missing."), or_null("what_is_missing")),
        value(
            "region",
            TEXT,
            _("A region it is felt in, where wider than the owner."),
            or_null("region"),
            choices=ReviewRegion,
        ),
        value("where", TEXT, _("Where, in the owner’s words."), or_null("where")),
        value("support_languages", TEXTS, _("Languages support can be given in (ISO 639-1).")),
        value("plan", TEXT, _("The national plan it belongs to."), _plan_named()),
        value("plan_measure", TEXT, _("The measure of that plan."), measure_named("measure_id")),
        value(
            "tools_offering",
            INTEGER,
            _("Tools that offer such support for any of these objectives."),
            _tools_offering,
            is_optional=False,
        ),
        *publication_fields("needs:list", source=False),
    ),
)
