"""What a moderator remarked on single answers, as pages show it: at which question, and whether it is dealt with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from correspondence.models import Remark
from drafting.forms.kinds import ATTACHMENTS, Kind
from drafting.forms.steps import StepForm
from workflow.models import Moderated


@dataclass(frozen=True)
class Remarked:
    """One remark beside the answer it is about. `step` is the key of the step that asks, empty for the files."""

    question: str
    label: str
    text: str
    step: str
    is_dealt_with: bool


class Questions:
    """The questions of one version by name: what each asks, and what was remarked on it. Each form is made once."""

    def __init__(self, kind: Kind, item: Moderated):
        self.kind, self.item = kind, item
        self._forms: dict[str, StepForm] = {}

    def label(self, name: str) -> str:
        """What is asked, in words; the bare name of a question that is not asked any more."""
        step = self.kind.step_of(name)
        if step is None:
            return _("Files") if name == ATTACHMENTS else name
        if step.key not in self._forms:
            self._forms[step.key] = self.kind.form(step, self.item)
        return str(self._forms[step.key].fields[name].label)

    def remarked(self, remarks: Iterable[Remark]) -> list[Remarked]:
        """The remarks with their questions, and whether each answer was changed since; unknown questions are not."""
        return [self._remarked(remark) for remark in remarks]

    def _remarked(self, remark: Remark) -> Remarked:
        step = self.kind.step_of(remark.question)
        is_asked = step is not None or remark.question == ATTACHMENTS
        return Remarked(
            question=remark.question,
            label=self.label(remark.question),
            text=remark.text,
            step=step.key if step else "",
            is_dealt_with=is_asked and self.kind.stamp_of(self.item, remark.question) != remark.seen,
        )


def show_at_questions(form: StepForm, remarks: Sequence[Remarked]) -> None:
    """Hang each remark on the question it is about, where the question's own markup shows it."""
    for remark in remarks:
        if remark.question in form.fields:
            form.fields[remark.question].remark = remark  # type: ignore[attr-defined]
