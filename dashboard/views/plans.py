"""National implementation plans, and the measures they consist of."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from dashboard.forms import PlanFilters
from dashboard.selectors.citation import citation_of
from dashboard.selectors.history import versions_of
from dashboard.selectors.plans import (
    filtered_plans,
    linked_to,
    needs_of_plan,
    plan_choices,
    plan_of_measure,
    plan_rows,
    public_plan,
)
from dashboard.selectors.records import closed_record
from dashboard.views.answers import gone, page_of, refuse, show
from dashboard.views.downloads import as_data
from plans.forms import PLAN
from plans.models import Plan
from plans.selectors import measures_of, plan_page, public_plans
from progress.selectors import closed_updates, public_updates
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def list_(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Plans, narrowed by what the address asks; the same rows as JSON with `format=json`."""
    choices = plan_choices(get_language(), moment)
    asked = PlanFilters(request.GET, choices=choices)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    found = filtered_plans(asked.cleaned_data, moment=moment)
    if asked.cleaned_data["format"]:
        return as_data(request, asked, found, moment=moment)
    page = page_of(found, asked.chosen_page())
    rows = plan_rows(page, choices.objectives)
    total = public_plans(moment).count()
    return show(request, "plans/list.html", moment=moment, form=asked, total=total, page_obj=page, rows=rows)


@public_page
def detail(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One plan with its measures and what became of them; a tombstone once it was withdrawn or retracted."""
    plan = public_plan(reference, moment)
    if plan is None:
        return gone(request, closed_record(Plan, reference, moment), moment=moment)
    linked = linked_to(measures_of(plan), moment)
    shown = plan_page(plan, day=moment.day, mirrored=get_language_bidi(), linked=linked)
    return show(
        request,
        "plans/page.html",
        moment=moment,
        plan=plan,
        citation=citation_of(plan),
        shown=shown,
        needs=list(needs_of_plan(plan, moment)),
    )


@public_page
def measure(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """One measure and all that was reported on it; where its plan no longer has it, the plan's page."""
    found = plan_of_measure(reference, moment)
    if found is None:
        return redirect("plans:detail", reference.rpartition("-")[0])
    plan, standing = found
    return show(
        request,
        "plans/measure_page.html",
        moment=moment,
        by_way_of=[(plan.record.reference, plan.get_absolute_url())],
        plan=plan,
        measure=standing,
        linked=linked_to([standing], moment)[standing.record_id],
        updates=list(public_updates(standing.record, moment=moment)),
        closed_updates=list(closed_updates(standing.record, moment=moment)),
    )


@public_page
def versions(request: HttpRequest, reference: str, *, moment: Moment) -> HttpResponse:
    """Every version that was public and may still be read."""
    history = versions_of(PLAN, reference, moment)
    if not history:
        return gone(request, closed_record(Plan, reference, moment), moment=moment)
    latest, mirrored = history[0].item, get_language_bidi()
    pages = [(each, plan_page(each.item, day=moment.day, mirrored=mirrored)) for each in history]
    way = [(latest.reference, reverse("plans:detail", args=[latest.reference]))]
    return show(request, "plans/versions.html", moment=moment, by_way_of=way, record=latest.record, history=pages)
