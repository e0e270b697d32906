"""What the list of pledges can be asked for, and the dashboard and the map that lead to it."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import OrganisationKind, ReviewRegion
from dashboard.forms.listing import ANY, ListFilters
from dashboard.selectors.filtering import NOT_STATED, Choices, Freshness, Owner
from pledges.states import Level, Nature, PledgeType
from progress.states import Stage
from search.states import QUERY_MAX

REGIONS = [ANY, *ReviewRegion.choices, (NOT_STATED, gettext_lazy("No region on record"))]
OWNERS = [
    ANY,
    *Owner.choices,
    (gettext_lazy("Organisations by kind"), [(kind.value, kind.label) for kind in OrganisationKind]),
]
COLUMNS = [("", ""), ("regions", "")]  # chosen by links: what is known of the pledges, or where they come from


class WhoAndWhen(ListFilters):
    """Whose pledges, made for which Forum: the same on the dashboard and in the list."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=QUERY_MAX)
    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region of the State"), required=False, choices=REGIONS)
    owner = forms.ChoiceField(label=gettext_lazy("Who pledges"), required=False, choices=OWNERS)
    forum = forms.TypedChoiceField(label=gettext_lazy("Announced for the Forum of"), required=False, coerce=int)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        if "state" in self.fields:
            self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]
        self.fields["forum"].choices = [ANY, *((each.pk, str(each)) for each in choices.editions)]


class MapFilters(WhoAndWhen):
    """What the map can be asked for."""

    q = state = region = owner = sort = format = fields = rows = page = None

    def main_fields(self):
        """What visitors narrow by, beside the objectives."""
        return [self["forum"]]


class DashboardFilters(WhoAndWhen):
    """What the dashboard can be asked for."""

    q = objective = sort = format = fields = rows = page = None
    columns = forms.ChoiceField(required=False, choices=COLUMNS, widget=forms.HiddenInput)

    def main_fields(self):
        """All of them."""
        return [self[name] for name in ("forum", "region", "state", "owner", "columns")]

    def columns_links(self) -> list[tuple[str, str, bool]]:
        """Each choice of columns, the address of this dashboard with it, and whether it is the one shown."""
        kept, shown = self.data.copy(), self.cleaned_data["columns"]
        links = []
        for value, words in (("", _("By what is known of them")), ("regions", _("By region of the State"))):
            kept["columns"] = value
            query = urlencode([(name, kept[name]) for name in self.fields if kept.get(name)])
            links.append((words, f"?{query}#matrix", value == shown))
        return links

    def kept(self) -> dict[str, str]:
        """The filters in force, as a link to the list of pledges keeps them."""
        return {name: value for name, value, _label in self.in_force()}


class PledgeFilters(WhoAndWhen):
    """What the list of pledges can be asked for."""

    RESOURCE = "pledges"
    stage = forms.ChoiceField(
        label=gettext_lazy("Progress"),
        required=False,
        choices=[ANY, *Stage.choices, (NOT_STATED, pgettext_lazy("stage", "No update yet"))],
    )
    freshness = forms.ChoiceField(
        label=gettext_lazy("Latest update"), required=False, choices=[ANY, *Freshness.choices]
    )
    round_table = forms.TypedChoiceField(label=gettext_lazy("Round table"), required=False, coerce=int)
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
        self.fields["principle"].choices = [ANY, *((each.pk, each.title) for each in choices.principles)]

    def main_fields(self):
        """What most visitors narrow by."""
        return [self[name] for name in ("q", "state", "region", "stage", "sort")]

    def further_fields(self):
        """The rest."""
        names = ("owner", "freshness", "round_table", "forum", "type", "nature", "level", "principle")
        return [self[name] for name in names]

    def further_is_open(self) -> bool:
        """True where one of the rest is in force, so that it is not hidden."""
        return any(field.value() for field in self.further_fields())
