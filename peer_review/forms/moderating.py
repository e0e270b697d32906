"""What moderators are asked: which reviews to see, whom to ask."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_review.models import Reviewer
from peer_review.states import ReviewState


class ReviewFilter(forms.Form):
    """The list's plain GET parameter."""

    mark_optional = False
    which = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All peer reviews")),
            ("free", _("Those that want a reviewer")),
            ("overdue", _("Those with an overdue assessment")),
            *ReviewState.choices,
        ],
    )

    def querystring(self) -> str:
        """The filter in force, for the links to other pages of the list; only of a valid form."""
        which = self.cleaned_data["which"]
        return urlencode({"which": which}) if which else ""


class InviteForm(forms.Form):
    """Whom to ask: anybody on the roster; the verb says who cannot be."""

    reviewers = forms.ModelMultipleChoiceField(
        queryset=Reviewer.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("Somebody you chose is no longer on the roster. Choose again."),
            "invalid_pk_value": _("Somebody you chose is no longer on the roster. Choose again."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].queryset = Reviewer.objects.all()

    def chosen(self) -> set[int]:
        """Who was ticked, to be ticked again when the page comes back."""
        raw: Iterable[str] = self.data.getlist("reviewers") if hasattr(self.data, "getlist") else ()
        return {int(each) for each in raw if each.isdecimal() and len(each) < 19}
