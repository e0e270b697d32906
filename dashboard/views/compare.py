"""States or objectives side by side."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import State
from dashboard.forms import Compared
from dashboard.selectors.comparing import compared_objectives, compared_states
from dashboard.selectors.parties import in_language_order
from dashboard.views.answers import refuse, show
from objectives.models import Objective
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def states(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Two to four States, in alphabetical order; the way to choose them where fewer are asked for."""
    everybody = in_language_order(State.objects.all(), get_language())
    asked = Compared(request.GET, name="state", choices=[(each.pk, each.name) for each in everybody])
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    chosen = [each for each in everybody if each.pk in asked.chosen()]
    comparison = compared_states(chosen, moment, language=get_language()) if asked.is_enough() else None
    return show(
        request,
        "dashboard/compare.html",
        moment=moment,
        form=asked,
        comparison=comparison,
        heading=_("States side by side"),
        label=_("State"),
        whole_list=reverse("states:list"),
    )


@public_page
def objectives(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """Two to four objectives, in the order of the Compact; the way to choose them where fewer are asked for."""
    all_23 = [(str(each.pk), str(each)) for each in Objective.objects.order_by("number")]
    asked = Compared(request.GET, name="objective", choices=all_23)
    if not asked.is_valid():
        return refuse(request, asked, moment=moment)
    comparison = compared_objectives(map(int, asked.chosen()), moment) if asked.is_enough() else None
    return show(
        request,
        "dashboard/compare.html",
        moment=moment,
        form=asked,
        comparison=comparison,
        heading=_("Objectives side by side"),
        label=_("Objective"),
        whole_list=reverse("objectives:list"),
    )
