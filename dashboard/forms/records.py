"""What the lists of tools, needs, reviews and plans can be asked for."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import ReviewRegion
from dashboard.forms.listing import ANY, SORTS, ListFilters
from dashboard.selectors.filtering import OFFERED, Choices
from objectives.states import SupportKind
from plans.states import Horizon
from search.states import QUERY_MAX
from tools.states import Scope, Standing, ToolKind
from ui.templatetags.ui.language import name_of


class ToolFilters(ListFilters):
    """What the toolbox can be asked for."""

    RESOURCE = "tools"
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=QUERY_MAX)
    kind = forms.ChoiceField(label=pgettext_lazy("tool", "Kind"), required=False, choices=[ANY, *ToolKind.choices])
    scope = forms.ChoiceField(label=pgettext_lazy("tool", "Scope"), required=False, choices=[ANY, *Scope.choices])
    standing = forms.ChoiceField(
        label=pgettext_lazy("tool", "Standing"), required=False, choices=[ANY, *Standing.choices]
    )
    language = forms.ChoiceField(label=pgettext_lazy("tool", "Language of the tool"), required=False)
    support = forms.ChoiceField(
        label=pgettext_lazy("tool", "Offer of support"),
        required=False,
        choices=[ANY, (OFFERED, pgettext_lazy("tool", "With any offer")), *SupportKind.choices],
    )

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["language"].choices = [ANY, *((code, name_of(code)) for code in choices.languages)]

    def main_fields(self):
        """What visitors narrow by."""
        return [self[name] for name in ("q", "kind", "scope", "standing", "language", "support", "sort")]


class NeedFilters(ListFilters):
    """What the list of needs can be asked for; a kind of support narrows the offers beside them too."""

    RESOURCE = "needs"
    kind = forms.ChoiceField(
        label=pgettext_lazy("need", "Kind of support"), required=False, choices=[ANY, *SupportKind.choices]
    )
    horizon = forms.ChoiceField(
        label=pgettext_lazy("need", "Needed by"), required=False, choices=[ANY, *Horizon.choices]
    )
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False, choices=[ANY, *ReviewRegion.choices])
    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]

    def main_fields(self):
        """What visitors narrow by."""
        return [self[name] for name in ("kind", "horizon", "region", "state", "sort")]


class ReviewFilters(ListFilters):
    """What the list of voluntary national reviews can be asked for."""

    RESOURCE = "reviews"
    sort = None
    forum = forms.TypedChoiceField(label=gettext_lazy("Written for the Forum of"), required=False, coerce=int)
    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the State"), required=False, choices=[ANY, *ReviewRegion.choices]
    )

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["forum"].choices = [ANY, *((each.pk, str(each)) for each in choices.editions)]
        self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]

    def main_fields(self):
        """What visitors narrow by."""
        return [self[name] for name in ("forum", "state", "region")]


class PlanFilters(ListFilters):
    """What the list of national plans can be asked for."""

    RESOURCE = "plans"
    state = forms.ChoiceField(label=pgettext_lazy("party", "State"), required=False)
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the State"), required=False, choices=[ANY, *ReviewRegion.choices]
    )

    def __init__(self, data, *, choices: Choices):
        super().__init__(data, choices=choices)
        self.fields["sort"].choices = [("", pgettext_lazy("sort", "Latest period first")), SORTS[1]]
        self.fields["state"].choices = [ANY, *((each.pk, each.name) for each in choices.states)]

    def main_fields(self):
        """What visitors narrow by."""
        return [self[name] for name in ("state", "region", "sort")]
