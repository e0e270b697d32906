"""The fields of a pledge. No contact person and no address is among them."""

from typing import Any

from django.db.models import BooleanField, Case, ExpressionWrapper, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from accounts.states import OrganisationKind
from dashboard.selectors.fields.columns import (
    BOOLEAN,
    BOOLEANS,
    DATE,
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
from dashboard.selectors.fields.reading import (
    decimal,
    first_of,
    list_of,
    or_null,
    owner,
    publication_fields,
    record_fields,
    through,
)
from plans.models import Measure
from pledges.models import Pledge, PledgeObjective
from pledges.selectors import partners_shown
from pledges.states import Level, Nature, Novelty, PledgeType, Reply, Weight
from progress.models import ProgressUpdate
from progress.selectors import public_pledges
from progress.states import Stage
from workflow.selectors import Moment


def latest_updates(moment: Moment) -> QuerySet:
    """The public updates on the outer row's record, the one that speaks for the latest day first."""
    updates = ProgressUpdate.objects.as_of(moment.publication).filter(about_id=OuterRef("record_id"))
    return updates.order_by("-speaks_for_on", "-pk")


def measure_named(column: str) -> Any:
    """The reference of the measure the outer row belongs to, while a public plan has it."""
    return first_of(
        lambda moment: Measure.objects.as_of(moment.publication).filter(record=OuterRef(column)), "record__reference"
    )


def _placed(weight: Weight) -> Any:
    rows = PledgeObjective.objects.filter(pledge=OuterRef("pk"), weight=weight).order_by("objective_id")
    return list_of(lambda moment: rows, "objective_id")


def _partners(path: str) -> Any:
    return list_of(_shown, path)


def _shown(moment: Moment) -> QuerySet:
    record = OuterRef(OuterRef("record_id"))
    named = partners_shown(publication=moment.publication, record=record).filter(pledge=OuterRef("pk"))
    confirmed = When(source="", reply=Reply.CONFIRMED, then=Value(True))
    asked = When(source="", then=Value(False))
    return named.annotate(
        source=ExpressionWrapper(OuterRef("record__source"), output_field=TextField()),
    ).annotate(
        confirmed=Case(confirmed, asked, default=Value(None), output_field=BooleanField()),
        kind_named=NullIf("kind", Value("")),
    )


PLEDGES = Table(
    name="pledges",
    title=_("Pledges"),
    about=_("What States and others undertake to advance the Compact: the version that is public, one row each."),
    public=public_pledges,
    fields=(
        *record_fields(),
        owner(),
        value("objectives", INTEGERS, _("Numbers of the main objectives."), _placed(Weight.MAIN)),
        value(
            "whole_compact", BOOLEAN, _("Serves the Compact as a whole."), "covers_whole_compact", is_optional=False
        ),
        value("type", TEXT, _("Who pledges with whom."), or_null("pledge_type"), choices=PledgeType),
        value(
            "stage",
            TEXT,
            _("How far the work has come, by the latest public update; nothing where there is no update."),
            first_of(latest_updates, "stage"),
            choices=Stage,
        ),
        value("stage_on", DATE, _("The day that update speaks for."), first_of(latest_updates, "speaks_for_on")),
        value("starts_on", DATE, _("When the work starts.")),
        value("ends_on", DATE, _("When it ends.")),
        value("related_objectives", INTEGERS, _("Numbers of further objectives it touches."), _placed(Weight.RELATED)),
        value(
            "principles",
            TEXTS,
            _("Guiding principles of the Compact it follows."),
            through(Pledge.principles.through, "pledge", "principle_id"),
        ),
        value("natures", TEXTS, _("What is given."), choices=Nature),
        value("matches", TEXT, _("The pledge this one answers."), "matched_record__reference"),
        value(
            "mirror", BOOLEAN, _("Also relevant to the Global Compact on Refugees."), "is_mirror", is_optional=False
        ),
        nested(
            "partners",
            _("Who carries it out with the owner, as the owner names them; who declined to be named is not."),
            Leaf("name", TEXTS, _("The name the owner gives."), _partners("name"), is_optional=False),
            Leaf("kind", TEXTS, _("What kind of actor."), _partners("kind_named"), OrganisationKind),
            Leaf(
                "state",
                TEXTS,
                _("ISO 3166 alpha-3 of a State, or where the partner is at home."),
                _partners("state_id"),
            ),
            Leaf(
                "confirmed",
                BOOLEANS,
                _("Whether the partner confirmed being named; nothing in an imported pledge, where nobody was asked."),
                _partners("confirmed"),
            ),
            many=True,
        ),
        value("levels", TEXTS, _("Where it is carried out."), choices=Level),
        value(
            "countries",
            TEXTS,
            _("ISO 3166 alpha-3 of the States it is carried out in."),
            through(Pledge.countries.through, "pledge", "state_id"),
        ),
        value("region", TEXT, _("A region it is carried out in, in the owner’s words."), or_null("region")),
        value("lead_institution", TEXT, _("Who leads the work."), or_null("lead_institution")),
        value("description", TEXT, _("What is pledged."), is_optional=False),
        value("open_ended", BOOLEAN, _("Has no end."), "is_open_ended", is_optional=False),
        value("novelty", TEXT, _("Whether the work is new, grows, or goes on."), or_null("novelty"), choices=Novelty),
        value("continuing_since", DATE, _("Since when it goes on.")),
        value("forum", INTEGER, _("The year of the Forum it was announced for."), "forum_id"),
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
        value("sdg_targets", TEXTS, _("Targets of the Sustainable Development Goals it serves.")),
        value(
            "plan_measure",
            TEXT,
            _("The measure of the national plan it belongs to."),
            measure_named("plan_measure_id"),
        ),
        *publication_fields("pledges:list"),
    ),
)
