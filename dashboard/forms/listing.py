"""What any list can be asked for: a page of it, its filters, and how it is taken away."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import ReviewRegion
from dashboard.exceptions import UnknownField
from dashboard.selectors.compact import table_of
from dashboard.selectors.fields import resource
from dashboard.selectors.filtering import Choices
from objectives.models import Objective

ANY = ("", pgettext_lazy("filter", "Any"))
SORTS = [("", pgettext_lazy("sort", "Newest first")), ("title", pgettext_lazy("sort", "By title"))]
PAGES_MAX = 100_000
FORMATS = ("csv", "xlsx", "json")


class PageNumber(forms.Form):
    """A page of a list."""

    mark_optional = False
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES_MAX, widget=forms.HiddenInput)

    def chosen_page(self) -> int:
        """The page asked for; the first where none is."""
        return self.cleaned_data["page"] or 1


class Takeaway(PageNumber):
    """A list that can be taken away: as which format, with which fields of its resource, a page of it or all."""

    RESOURCE = ""
    CHIP_WORDS: Mapping[str, Promise] = {}
    NOT_FILTERS = frozenset({"page", "format", "sort", "columns", "fields", "rows"})
    NOT_KEPT = frozenset({"page", "format", "fields", "rows"})

    format = forms.ChoiceField(required=False, choices=[("", ""), *((each, each) for each in FORMATS)])
    fields = forms.CharField(required=False, max_length=2000)
    rows = forms.ChoiceField(required=False, choices=[("", ""), ("all", "all")])

    def clean_fields(self) -> tuple[str, ...]:
        """The names asked for, separated by commas; each must be a field of the resource."""
        names = tuple(filter(None, (name.strip() for name in self.cleaned_data["fields"].split(","))))
        try:
            resource(self.RESOURCE).chosen(names)
        except UnknownField as unknown:
            raise forms.ValidationError(unknown.message) from unknown
        return names

    def in_force(self) -> Iterator[tuple[str, str, str]]:
        """Each filter in force: its name, its value, and what to call it."""
        for name, field in self.fields.items():
            if name in self.NOT_FILTERS:
                continue
            words, called = dict(flat(getattr(field, "choices", ()))), self.CHIP_WORDS.get(name, field.label)
            for value in filter(None, dict.fromkeys(self.data.getlist(name))):
                label = _("%(filter)s: %(value)s") % {"filter": called, "value": words.get(_key(field, value), value)}
                yield name, value, label

    def chips(self) -> list[tuple[str, str]]:
        """The filters in force, each with the address of the list without it."""
        return [(label, f"?{self.query(without=(name, value))}") for name, value, label in self.in_force()]

    def query(self, *, without: tuple[str, str] | None = None) -> str:
        """The query of this list, without its page: what links to other pages and formats keep."""
        kept = self.data.copy()
        for name in list(kept):
            values = [value for value in kept.getlist(name) if value and (name, value) != without]
            if name in self.fields and name not in self.NOT_KEPT and values:
                kept.setlist(name, list(dict.fromkeys(values)))
            else:
                del kept[name]
        return kept.urlencode()

    def formats(self) -> list[tuple[str, str]]:
        """All rows of this list in other formats, with their addresses."""
        kept = f"{kept}&" if (kept := self.query()) else ""
        return [
            ("CSV", f"?{kept}format=csv"),
            ("XLSX", f"?{kept}format=xlsx"),
            ("JSON", f"?{kept}format=json&rows=all"),
        ]

    def is_filtered(self) -> bool:
        """True where anything narrows the list."""
        return any(self.in_force())


class TableAsData(Takeaway):
    """All that is public of one resource."""

    def __init__(self, data, *, kind: str):
        super().__init__(data)
        self.RESOURCE = kind


class RegionFilter(Takeaway):
    """A region of the regional reviews."""

    RESOURCE = "states"
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False, choices=[ANY, *ReviewRegion.choices])


class ListFilters(Takeaway):
    """What both lists can be asked for; the subclasses say by what."""

    objective = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Objectives"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False, choices=SORTS)

    CHIP_WORDS = {"objective": gettext_lazy("Objective")}

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        if "objective" in self.fields:
            self.fields["objective"].choices = list(by_round_table(choices.objectives.values()))


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
