"""The plain GET parameters of the broker's lists, and the pair that is to be brought together."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.states import ReviewRegion
from matching.selectors.pages import MET, UNDER_WAY, UNMET
from matching.states import Standing
from objectives.models import Objective
from objectives.states import SupportKind

ANY = ("", pgettext_lazy("filter", "Any"))
PAGES_MAX = 100_000


class BrokerFilter(forms.Form):
    """By objective, kind of support and region; each list adds where its rows stand."""

    mark_optional = False

    objective = forms.TypedChoiceField(label=gettext_lazy("Objective"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=pgettext_lazy("need", "Kind of support"), required=False, choices=[ANY, *SupportKind.choices]
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Region of the need"), required=False, choices=[ANY, *ReviewRegion.choices]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES_MAX, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objective"].choices = [ANY, *((each.pk, str(each)) for each in Objective.objects.all())]

    def querystring(self) -> str:
        """The filters in force, for the links to other pages of the list; only of a valid form."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value and name != "page"})

    @property
    def number(self) -> int:
        """The page asked for; the first where none is."""
        return self.cleaned_data["page"] or 1

    def questions(self):
        """What is asked, in order."""
        return [self[name] for name in ("objective", "kind", "region", "standing")]


class NeedFilter(BrokerFilter):
    """Of needs: whether anything was made of them."""

    standing = forms.ChoiceField(
        label=gettext_lazy("What was tried"),
        required=False,
        choices=[
            ANY,
            (UNMET, pgettext_lazy("need", "Nothing is under way")),
            (UNDER_WAY, pgettext_lazy("need", "Suggested or put to both sides")),
            (MET, pgettext_lazy("need", "Matched")),
        ],
    )


class MatchFilter(BrokerFilter):
    """Of matches: where they stand."""

    standing = forms.ChoiceField(
        label=gettext_lazy("Where it stands"), required=False, choices=[ANY, *Standing.choices]
    )


class PairForm(forms.Form):
    """A need and an offer by their references, and whether a pair that was tried before is tried again knowingly."""

    need = forms.SlugField(max_length=40)
    offer = forms.SlugField(max_length=40)
    again = forms.BooleanField(required=False)
