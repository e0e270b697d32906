"""The assessment of a tool: points for each criterion, a recommendation, comments."""

from collections.abc import Iterator, Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms import long_text
from peer_review.states import (
    ASKED_ABOUT,
    BECAUSE_MAX,
    COMMENTS_MAX,
    POINTS,
    POINTS_IN_WORDS,
    Criterion,
    Recommendation,
)


class AssessmentForm(forms.Form):
    """Nothing is required while it is a draft; what is missing is said when it is handed in."""

    use_required_attribute = False
    mark_optional = False

    recommendation = forms.ChoiceField(
        label=gettext_lazy("What you recommend"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    to_owner = long_text(
        gettext_lazy("Comments to the owner of the tool"),
        COMMENTS_MAX,
        required=False,
        help_text=gettext_lazy(
            "They read this word for word once the secretariat has decided, without your name. Say what is good and "
            "what could be better."
        ),
    )
    to_moderator = long_text(
        gettext_lazy("Comments to the secretariat"),
        COMMENTS_MAX,
        required=False,
        help_text=gettext_lazy("Private: only the secretariat reads this. You may leave it empty."),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {}
        for criterion in Criterion:
            asked[criterion.value] = _points(criterion)
            asked[f"{criterion.value}_because"] = _because(criterion)
        self.fields = asked | self.fields

    def criteria(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The points and the sentence of each criterion, in the published order."""
        for criterion in Criterion:
            yield self[criterion.value], self[f"{criterion.value}_because"]

    @property
    def answers(self) -> dict:
        """What was answered, as a draft keeps it; only of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "revision"}}

    def say_missing(self, missing: Mapping[str, str]) -> None:
        """Put at its question what the assessment cannot do without."""
        for name, sentence in missing.items():
            self.add_error(name, sentence)


def _points(criterion: Criterion) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=criterion.label,
        help_text=ASKED_ABOUT[criterion],
        choices=[
            (each, _("%(points)s: %(words)s") % {"points": each, "words": POINTS_IN_WORDS[each]}) for each in POINTS
        ],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def _because(criterion: Criterion) -> forms.CharField:
    return long_text(
        _("%(criterion)s: why") % {"criterion": criterion.label},
        BECAUSE_MAX,
        rows=2,
        required=False,
        help_text=_("A sentence. Needed for 1 and for 4; the secretariat reads it."),
    )
