"""What the search can be asked for, checked; and the addresses of the same search narrowed otherwise."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, State
from objectives.models import Objective
from search.models import Entry
from search.selectors.facets import Facet, Option
from search.states import FACETS, QUERY_MAX, Kind
from ui.templatetags.ui.language import name_of

PAGES_MAX = 100_000
OFFICIAL = ("en", "fr", "es", "ar", "ru", "zh-hans")


class SearchFilters(forms.Form):
    """Words, what narrows them, order and page."""

    mark_optional = False
    q = forms.CharField(label=gettext_lazy("Search for"), required=False, max_length=QUERY_MAX)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *Kind.choices])
    objective = forms.ModelChoiceField(Objective.objects.all(), required=False)
    state = forms.ModelChoiceField(State.objects.all(), required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), required=False, to_field_name="slug")
    language = forms.ChoiceField(required=False, choices=[("", ""), *((code, code) for code in OFFICIAL)])
    sort = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[("", pgettext_lazy("sort", "Best match first")), ("newest", pgettext_lazy("sort", "Newest first"))],
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES_MAX)

    LABELS = {
        "kind": gettext_lazy("Kind of entry"),
        "objective": gettext_lazy("Objective"),
        "state": pgettext_lazy("party", "State"),
        "organisation": gettext_lazy("Organisation"),
        "language": gettext_lazy("Language"),
    }

    def __init__(self, data):
        super().__init__(data)
        known = Entry.objects.filter(organisation=OuterRef("pk"))  # of others nobody learns that they are here
        self.fields["organisation"].queryset = Organisation.objects.filter(Exists(known))

    def narrowing(self) -> dict[str, Any]:
        """What narrows the search, as the index keeps it."""
        found = {name: self.cleaned_data[name] for name in FACETS if self.cleaned_data[name]}
        return {name: getattr(value, "pk", value) for name, value in found.items()}

    def chosen_page(self) -> int:
        """The page asked for; the first where none is."""
        return self.cleaned_data["page"] or 1

    def query(self, **instead: str) -> str:
        """The query of this search without its page, with these values instead; an empty one takes a filter off."""
        kept = self.data.copy()
        for name in list(kept):
            if name not in self.fields or name == "page" or not kept[name]:
                del kept[name]
        for name, value in instead.items():
            kept[name] = value
            if not value:
                del kept[name]
        return kept.urlencode()

    def chips(self) -> Iterator[tuple[str, str]]:
        """What narrows the search, each with the address of the search without it."""
        for name in FACETS:
            if value := self.cleaned_data[name]:
                words = str(Kind(value).label) if name == "kind" else name_of(value) if name == "language" else value
                yield f"{self.LABELS[name]}: {words}", f"?{self.query(**{name: ''})}"

    def ways(self, facets: list[Facet]) -> list[tuple[Any, list[tuple[Option, str]]]]:
        """Each facet by its name, its options with the addresses that narrow the search by them."""
        return [
            (
                self.LABELS[each.name],
                [(option, f"?{self.query(**{each.name: option.value})}") for option in each.options],
            )
            for each in facets
        ]

    def kept(self) -> list[tuple[str, str]]:
        """What a new question keeps: the narrowing in force."""
        return [(name, self.data[name]) for name in FACETS if self.data.get(name)]

    def respelled(self, words: str) -> str:
        """The address of the same search for other words."""
        return f"?{self.query(q=words)}"
