"""The short forms beside the pledge itself: looking for one to match, saying whether one is in it."""

from django import forms
from django.utils.translation import gettext_lazy

from drafting.forms import long_text
from pledges.states import Reply

REMARK_MAX = 1000


class FindForm(forms.Form):
    """Words that occur in the pledge that is looked for."""

    use_required_attribute = False
    mark_optional = False

    q = forms.CharField(
        label=gettext_lazy("Words of its title, its owner or its reference"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
        error_messages={"max_length": gettext_lazy("Use at most 100 characters.")},
    )


class CiteForm(forms.Form):
    """The reference of the pledge chosen; without one, or with an odd one, nothing is chosen."""

    reference = forms.CharField(max_length=40)

    @property
    def chosen(self) -> str:
        """The reference, or nothing."""
        return self.cleaned_data["reference"] if self.is_valid() else ""


class AnswerForm(forms.Form):
    """Whether a party that is named is part of the pledge."""

    use_required_attribute = False

    reply = forms.ChoiceField(
        label=gettext_lazy("Are you part of this pledge?"),
        choices=[
            (Reply.CONFIRMED, gettext_lazy("Yes, we are part of it and may be named")),
            (Reply.DECLINED, gettext_lazy("No, we do not want to be named")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    remark = long_text(
        gettext_lazy("Remark"),
        REMARK_MAX,
        rows=4,
        required=False,
        help_text=gettext_lazy(
            "For the owner of the pledge and the secretariat. It is not published, but stays on record for good: "
            "please name no person."
        ),
    )

    def clean_reply(self) -> Reply:
        """As one of the two words."""
        return Reply(self.cleaned_data["reply"])
