"""What a list can be asked for, checked: an unknown value is refused, an unknown parameter is nobody's business."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import ReviewRegion
from dashboard.selectors.compact import table_of
from dashboard.selectors.filtering import NOT_STATED, Choices
from objectives.models import Objective
from pledges.states import Level, Nature, PledgeType
from progress.states import Stage
from tools.states import Scope, Standing, ToolKind
from ui.templatetags.ui.language import name_of

ANY = ("", pgettext_lazy("filter", "Any"))
SORTS = [("", pgettext_lazy("sort", "Newest first")), ("title", pgettext_lazy("sort", "By title"))]
PAGES_MAX = 100_000


class PageNumber(forms.Form):
    """A page of a list."""

    mark_optional = False
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES_MAX, widget=forms.HiddenInput)

    def chosen_page(self) -> int:
        """The page asked for; the first where none is."""
        return self.cleaned_data["page"] or 1


class RegionFilter(PageNumber):
    """A region of the regional reviews."""

    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False, choices=[ANY, *ReviewRegion.choices])


class ListFilters(PageNumber):
    """What both lists can be asked for; the subclasses say by what."""

    objective = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Objectives"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=SORTS)
    format = forms.ChoiceField(required=False, choices=[("", ""), ("json", "json")], widget=forms.HiddenInput)

    CHIP_WORDS = {"objective": gettext_lazy("Objective")}
    NOT_FILTERS = frozenset({"page", "format", "sort"})

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        self.fields["objective"].choices = list(by_round_table(choices.objectives.values()))

    def in_force(self) -> Iterator[tuple[str, str, str]]:
        """Each filter in force: its name, its value, and what to call it."""
        for name, field in self.fields.items():
            if name in self.NOT_FILTERS:
                continue
            words, called = dict(flat(field.choices)), self.CHIP_WORDS.get(name, field.label)
            for value in filter(None, dict.fromkeys(self.data.getlist(name))):
                label = _("%(filter)s: %(value)s") % {"filter": called, "value": words[_key(field, value)]}
                yield name, value, label

    def chips(self) -> list[tuple[str, str]]:
        """The filters in force, each with the address of the list without it."""
        return [(label, f"?{self.query(without=(name, value))}") for name, value, label in self.in_force()]

    def query(self, *, without: tuple[str, str] | None = None) -> str:
        """The query of this list, without its page: what links to other pages and formats keep."""
        kept = self.data.copy()
        for name in list(kept):
            values = [value for value in kept.getlist(name) if value and (name, value) != without]
            if name in self.fields and name not in {"page", "format"} and values:
                kept.setlist(name, list(dict.fromkeys(values)))
            else:
                del kept[name]
        return kept.urlencode()

    def formats(self) -> list[tuple[str, str]]:
        """The same list in other formats, with their addresses."""
        kept = self.query()
        return [("JSON", f"?{kept}&format=json" if kept else "?format=json")]

    def is_filtered(self) -> bool:
        """True where anything narrows the list."""
        return any(self.in_force())


class PledgeFilters(ListFilters):
    """What the list of pledges can be asked for."""

    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the State"), required=False, choices=[ANY, *ReviewRegion.choices]
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Progress"),
        required=False,
        choices=[ANY, *Stage.choices, (NOT_STATED, pgettext_lazy("stage", "No update yet"))],
    )
    round_table = forms.TypedChoiceField(label=gettext_lazy("Round table"), required=False, coerce=int)
    forum = forms.TypedChoiceField(label=gettext_lazy("Announced for the Forum of"), required=False, coerce=int)
    type = forms.ChoiceField(
        label=pgettext_lazy("pledge", "Type"),
        required=False,
        choices=[ANY, *PledgeType.choices, (NOT_STATED, gettext_lazy("Not stated"))],
    )
    nature = forms.ChoiceField(
        label=pgettext_lazy("pledge", "Kind of commitment"), required=False, choices=[ANY, *Nature.choices]
    )
    level = forms.ChoiceField(label=pgettext_lazy("pledge", "Level"), required=False, choices=[ANY, *Level.choices])
    principle = forms.ChoiceField(label=gettext_lazy("Guiding principle"), required=False)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["round_table"].choices = [ANY, *((n, str(n)) for n in range(1, 5))]
        self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]
        self.fields["forum"].choices = [ANY, *((each.pk, str(each)) for each in choices.editions)]
        self.fields["principle"].choices = [ANY, *((each.pk, each.title) for each in choices.principles)]

    def main_fields(self):
        """What most visitors narrow by."""
        return [self[name] for name in ("state", "region", "stage", "sort")]

    def further_fields(self):
        """The rest."""
        return [self[name] for name in ("round_table", "forum", "type", "nature", "level", "principle")]

    def further_is_open(self) -> bool:
        """True where one of the rest is in force, so that it is not hidden."""
        return any(field.value() for field in self.further_fields())


class ToolFilters(ListFilters):
    """What the toolbox can be asked for."""

    kind = forms.ChoiceField(label=pgettext_lazy("tool", "Kind"), required=False, choices=[ANY, *ToolKind.choices])
    scope = forms.ChoiceField(label=pgettext_lazy("tool", "Scope"), required=False, choices=[ANY, *Scope.choices])
    standing = forms.ChoiceField(
        label=pgettext_lazy("tool", "Standing"), required=False, choices=[ANY, *Standing.choices]
    )
    language = forms.ChoiceField(label=pgettext_lazy("tool", "Language of the tool"), required=False)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["language"].choices = [ANY, *((code, name_of(code)) for code in choices.languages)]

    def main_fields(self):
        """What visitors narrow by."""
        return [self[name] for name in ("kind", "scope", "standing", "language", "sort")]


def by_round_table(objectives: Iterable[Objective]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The objectives as choices, grouped by the round table they are placed at."""
    placed = sorted(objectives, key=lambda each: (table_of(each), each.number))
    for table, members in groupby(placed, key=table_of):
        yield _("Round table %(number)s") % {"number": table}, [(each.number, str(each)) for each in members]


def flat(choices) -> Iterator[tuple[object, str]]:
    """The choices of a field out of their groups."""
    for value, label in choices:
        if isinstance(label, list):
            yield from label
        else:
            yield value, label


def _key(field, value: str) -> object:
    return field.coerce(value) if hasattr(field, "coerce") else value
