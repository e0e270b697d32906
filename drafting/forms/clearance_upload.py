"""The short forms of clearance: a file to upload, and the answers to take from it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from drafting.forms.clearance_changes import Comparison, accepted_values


class UploadForm(forms.Form):
    """One file that was downloaded here and filled in elsewhere."""

    use_required_attribute = False
    mark_optional = False

    file = forms.FileField(
        label=gettext_lazy("The document that came back"),
        help_text=gettext_lazy("The Word document (.docx) or Excel workbook (.xlsx) downloaded here, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
        error_messages={
            "required": gettext_lazy("Choose the file to upload."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
            "max_length": gettext_lazy("The file’s name is too long. Shorten it and choose it again."),
        },
        max_length=300,
    )


class AcceptForm(forms.Form):
    """Which answers of the document are taken. What would be wrong with them together is said before anything is."""

    use_required_attribute = False

    accept = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": gettext_lazy("Choose among the answers shown here.")}
    )

    def __init__(self, data: Mapping | None = None, *, comparison: Comparison, **kwargs):
        super().__init__(data, **kwargs)
        self.comparison = comparison
        self.proposed = comparison.proposed
        takeable = [each for each in self.proposed if not each.problem]
        self.fields["accept"].choices = [(each.name, each.label) for each in takeable]
        self.fields["accept"].label = _("Answers to take")

    @property
    def ticked(self) -> list[str]:
        """The questions ticked: as the person left them, or as proposed."""
        if self.is_bound:
            return self.data.getlist("accept")
        return [each.name for each in self.proposed if each.is_ticked]

    def clean(self):
        given = super().clean()
        names = given.get("accept")
        if names == []:
            self.add_error("accept", _("Tick the answers to take, or leave the draft as it is."))
        for problem in self.comparison.problems(names or []).values():
            self.add_error(None, problem)
        return given

    @property
    def steps(self):
        """The steps' values to save; only of a valid form."""
        names = self.cleaned_data["accept"]
        forms_ = self.comparison.forms(names)
        for form in forms_:
            form.is_valid()
        return accepted_values(forms_, names)

    @property
    def seen(self) -> dict[str, str]:
        """What each step's answers were when the page was made."""
        return {step.key: self.data.get(f"seen-{step.key}", "") for step in self.comparison.kind.steps}
