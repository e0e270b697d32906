"""Statements on the 23 objectives, in four steps, each beside what the State has published on it.

An empty statement can begin with a text made of those records: the button names it in `begin_with`. Words of the
writer's own are never touched.
"""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import StepForm, long_text, several
from objectives.models import Objective
from reviews.selectors import ObjectiveFacts, facts_with_due_dates, opening_text, placed_for
from reviews.states import GROUPS, STATEMENT_MAX, Emphasis
from workflow.selectors import current_moment

BEGIN_WITH = "begin_with"
TITLES = (
    gettext_lazy("Statements on objectives 2, 5, 6, 12 and 18"),
    gettext_lazy("Statements on objectives 4, 8, 9, 10, 11, 13 and 21"),
    gettext_lazy("Statements on objectives 14, 15, 16, 19, 20 and 22"),
    gettext_lazy("Statements on objectives 1, 3, 7, 17 and 23"),
)
EMPHASES = {
    Emphasis.PRIORITY: gettext_lazy("Which of these objectives are priorities of your State?"),
    Emphasis.NOT_COVERED: gettext_lazy("Which are not relevant, or not covered in this review?"),
}


@dataclass(frozen=True)
class Asked:
    """One objective as the step asks about it: its input, the facts beside it, the text to begin with."""

    objective: Objective
    text: BoundField
    facts: ObjectiveFacts
    opening: str

    @property
    def may_begin(self) -> bool:
        """True where there is a text to begin with and nothing was written yet."""
        return bool(self.opening) and not (self.text.value() or "").strip()


class StatementsStep(StepForm):
    """Some of the objectives; the subclasses say which, and their place among the four."""

    hint = gettext_lazy("A few sentences on each: what was done since the last review, what came of it, what is next.")
    page = "reviews/statements.html"
    objectives: tuple[int, ...] = ()
    place = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        title_of = lazy(self._title_of, str)
        for number in self.objectives:
            self.fields[f"statement_{number}"].label = title_of(number)
        for emphasis in EMPHASES:
            self.fields[f"{emphasis.value}_{self.place}"].choices = self._objectives

    @cached_property
    def placed(self):
        """The objectives, each knowing its round table at the review's Forum."""
        return placed_for(self.item)

    @cached_property
    def facts(self):
        """What the State has published, now."""
        return facts_with_due_dates(self.item.state_id, moment=current_moment())

    @cached_property
    def asked(self) -> list[Asked]:
        """The objectives of this step with their inputs and facts, in the order of the Compact."""
        return [self._asked(number) for number in self.objectives if number in self.placed]

    @property
    def emphases(self) -> list[BoundField]:
        """What is asked of all of them together."""
        return [self[f"{emphasis.value}_{self.place}"] for emphasis in EMPHASES]

    def clean(self):
        """A text to begin with where it was asked for; an objective that is not covered has no statement."""
        super().clean()
        begins = self.data.get(BEGIN_WITH, "")
        for number in self.objectives:
            if begins == f"statement_{number}" and self.cleaned_data.get(begins) == "":
                self.cleaned_data[begins] = self._opening(number)
        name = f"{Emphasis.NOT_COVERED.value}_{self.place}"
        for sentence in self._contradictions(self.cleaned_data.get(name) or []):
            self.add_error(name, sentence)
        return self.cleaned_data

    def _contradictions(self, not_covered: list[int]) -> list[str]:
        priorities = self.cleaned_data.get(f"{Emphasis.PRIORITY.value}_{self.place}") or []
        stated = _("There is a statement on objective %(number)s: empty it, or do not tick the objective here.")
        twice = _("Objective %(number)s is ticked as a priority too: it can be one or the other.")
        return [
            words % {"number": number}
            for number in not_covered
            for words, holds in ((stated, self.cleaned_data.get(f"statement_{number}")), (twice, number in priorities))
            if holds
        ]

    def _asked(self, number: int) -> Asked:
        text = self[f"statement_{number}"]
        text.label = _("Statement on objective %(number)s") % {"number": number}  # its title stands above it
        return Asked(
            objective=self.placed[number],
            text=text,
            facts=self.facts.on(number),
            opening=self._opening(number),
        )

    def _opening(self, number: int) -> str:
        return opening_text(self.facts.on(number), language=self.item.language)

    def _title_of(self, number: int) -> str:
        return str(self.placed.get(number, number))

    def _objectives(self) -> list[tuple[int, str]]:
        return [(number, self._title_of(number)) for number in self.objectives]


def _step(place: int) -> type[StatementsStep]:
    """The step of one group of objectives."""
    group = GROUPS[place - 1]
    fields: dict[str, forms.Field] = {
        f"statement_{number}": long_text(str(number), STATEMENT_MAX, rows=7, required=False) for number in group
    }
    for emphasis, question in EMPHASES.items():
        fields[f"{emphasis.value}_{place}"] = several(question, coerce=int, required=False)
    about = {
        "__doc__": f"Statements on objectives {group}.",
        "__module__": __name__,
        "key": f"statements-{place}",
        "title": TITLES[place - 1],
        "objectives": group,
        "place": place,
    }
    return type(f"Statements{place}Step", (StatementsStep,), about | fields)


STATEMENT_STEPS = tuple(_step(place) for place in range(1, len(GROUPS) + 1))
