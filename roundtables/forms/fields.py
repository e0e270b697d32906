"""Questions that several forms of the reference data share."""

from django import forms
from django.utils.translation import gettext_lazy

from drafting.forms import long_text
from roundtables.states import REASON_MAX


def reason_field(*, required: bool = True) -> forms.CharField:
    """Why what the public reads changes."""
    return long_text(
        gettext_lazy("Reason"),
        REASON_MAX,
        rows=3,
        required=required,
        help_text=gettext_lazy(
            "Why it changes. It stays in the history, which administrators read. Name no private person."
        ),
        error_messages={"required": gettext_lazy("Say why. The reason stays in the history.")},
    )


class EditForm(forms.Form):
    """A form whose answers become one edit; `refuse` puts what the verb refused beside its question."""

    use_required_attribute = False

    def refuse(self, problems) -> None:
        """Say what is wrong with an answer: the form's own check, or the verb's."""
        for name, sentence in problems.items():
            self.add_error(name if name in self.fields else None, sentence)

    def values(self) -> dict:
        """The answers, without the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


class ReasonForm(EditForm):
    """Nothing but the reason."""

    reason = reason_field()
