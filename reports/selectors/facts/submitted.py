"""What else is on record of an objective or a State: measures, plans, reviews, years; each with its reference."""

from collections.abc import Iterable

from django.db.models import QuerySet

from dashboard.selectors.plans import PlanRow
from dashboard.selectors.reviews import ReviewRow
from dashboard.selectors.said import Said
from dashboard.selectors.trend import trend
from plans.models import Measure
from pledges.models import Pledge
from progress.selectors import latest_updates
from reports.selectors.facts.parts import Facts, address_of, iso
from reports.selectors.facts.quoting import link
from reviews.models import Statement
from workflow.selectors import Moment


def measure_facts(measures: Iterable[Measure], moment: Moment) -> list[Facts]:
    """The measures in their order, each with what was said of it last; two queries beside their own."""
    listed = list(measures)
    updates = latest_updates([measure.record_id for measure in listed], moment=moment)
    found = []
    for measure in listed:
        update = updates.get(measure.record_id)
        found.append(
            {
                "source": [measure.reference, address_of(measure)],
                "title": measure.title,
                "language": measure.plan.language,
                "by": str(measure.plan.state or ""),
                "horizon": measure.horizon,
                "starts_on": iso(measure.starts_on),
                "ends_on": iso(measure.ends_on),
                "objectives": sorted(each.pk for each in measure.objectives.all()),
                "stage": update.stage if update else "",
                "speaks_for_on": iso(update.speaks_for_on) if update else None,
            }
        )
    return found


def plan_facts(row: PlanRow) -> Facts:
    """A national plan as it is listed."""
    plan = row.plan
    return {
        "source": link(plan.reference, plan.get_absolute_url()),
        "title": plan.title,
        "language": plan.language,
        "summary": plan.summary.strip(),
        "starts_on": iso(plan.period_starts_on),
        "ends_on": iso(plan.period_ends_on),
        "measures": row.measures,
        "objectives": [each.pk for each in row.objectives],
    }


def review_facts(row: ReviewRow) -> Facts:
    """A voluntary national review as it is listed: what it was written for, and the objectives it speaks of."""
    return {
        "source": link(row.review.reference, row.review.get_absolute_url()),
        "occasion": str(row.occasion),
        "published_on": iso(row.review.published_at.date()) if row.review.published_at else None,
        "objectives": row.stated,
    }


def as_said(statement: Statement) -> Said:
    """A review's statement on an objective, ready to be quoted."""
    review = statement.review
    return Said(
        text=statement.text.strip(),
        language=review.language,
        owner=review.state,
        on=review.published_at.date(),  # type: ignore[union-attr]  # it is public
        reference=review.reference,
        address=review.get_absolute_url(),
        objectives=(statement.objective_id,),
    )


def year_facts(pledges: QuerySet[Pledge], moment: Moment) -> Facts:
    """The years in which pledges were made and for which they were reported on."""
    found = trend(pledges, moment=moment, mirrored=False)
    return {
        "undated": found.undated,
        "years": [{"year": each.year, "pledges": each.pledges, "updates": each.updates} for each in found.years],
    }
