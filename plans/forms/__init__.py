"""A national implementation plan, as the desk writes it."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy

from drafting.forms import Difference, Kind
from plans.forms.measure import MeasureForm, NewMeasureForm
from plans.forms.steps import AboutStep, ConsultationsStep, MeasuresStep, NeedsStep
from plans.forms.words import changed_measures
from plans.models import Plan
from plans.selectors import compact_choices, plan_hints, plan_page, with_content
from plans.services import PLAN_CONTENT, read_measures

__all__ = ["PLAN", "MeasureForm", "NewMeasureForm"]


class PlanKind(Kind):
    """A plan's measures are compared one by one: what an amendment changes in one of thirty is to be seen."""

    def changes(self, before, after) -> list[Difference]:
        """What differs between two versions: question by question, and measure by measure."""
        found = [each for each in super().changes(before, after) if each.name != "measures"]
        return [*found, *changed_measures(read_measures(before), read_measures(after), compact_choices())]


def _preview(plan: Plan) -> Mapping[str, Any]:
    shown = plan_page(plan, day=timezone.localdate(), mirrored=get_language_bidi())
    return {"plan": plan, "shown": shown}


PLAN = PlanKind(
    key="plan",
    model=Plan,
    namespace="desk_plans",
    name=gettext_lazy("National implementation plan"),
    plural=gettext_lazy("National implementation plans"),
    untitled=gettext_lazy("Untitled plan"),
    lede=gettext_lazy("What your State sets out to do under the Compact: measures with dates, owners and milestones."),
    steps=(AboutStep, ConsultationsStep, MeasuresStep, NeedsStep),
    content=PLAN_CONTENT,
    with_content=with_content,
    hints=plan_hints,
    record_template="plans/_record.html",
    preview_context=_preview,
    for_states_only=True,
)
