"""Which review: the Forum or regional review it is for, and its language."""

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from drafting.forms import BLANK, StepForm
from reviews.models import Review
from reviews.selectors import occasions_open_to, other_reviews_of


class WhichStep(StepForm):
    """For which Forum, and in which language."""

    key, title = "which", gettext_lazy("Which review")
    hint = gettext_lazy("One review for each Forum or regional review. What changes later is an amendment of it.")
    page = "reviews/which.html"
    needed_at_once = frozenset({"language"})

    occasion = forms.ChoiceField(
        label=gettext_lazy("Which Forum or regional review is it written for?"),
        error_messages={"required": gettext_lazy("Choose the Forum or regional review it is written for.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        choices=settings.LANGUAGES,
        help_text=gettext_lazy("The review is published in this language, as you wrote it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occasion"].choices = lambda: [*BLANK, *occasions_open_to(self.item)]

    @cached_property
    def others(self):
        """The State's other reviews, public or under way: the rule is seen before the error."""
        return list(other_reviews_of(self.item))

    def clean_occasion(self):
        """One review of a State for each occasion; the message leads to the one there is."""
        chosen = self.cleaned_data["occasion"]
        kind, _colon, rest = chosen.partition(":")
        region, _colon, year = rest.partition(":")
        meant = Review(
            state=self.item.state,
            record_id=self.item.record_id,
            forum_id=int(rest) if kind == "forum" else None,
            region=region if kind == "regional" else "",
            region_year=int(year) if kind == "regional" else None,
        )
        if repeated := meant.repeated():
            raise forms.ValidationError(repeated)
        return chosen
