"""What became of a submission since it was returned: which answers changed, and which of those remarked on did not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation

from correspondence.models import Remark
from correspondence.selectors import last_return_of
from drafting.forms import Answer, Questions
from drafting.forms import Kind as Written
from moderation.selectors.contents import kind_of
from workflow.models import AuditEvent, Moderated
from workflow.states import Status


@dataclass(frozen=True)
class Correction:
    """One question: what was remarked on it, if anything, and what it said then and says now, where that is known."""

    label: str
    remark: str
    is_changed: bool
    before: str = ""
    after: str = ""
    is_written: bool = False
    is_rows: bool = False
    is_shown: bool = False


@dataclass(frozen=True)
class Corrections:
    """What was asked for when it was returned, and every answer that differs from what it was then."""

    returned_at: datetime
    returned_by: str
    note: str
    remarked: Sequence[Correction]
    others: Sequence[Correction]

    @property
    def changed(self) -> int:
        """How many of the remarked answers are others now."""
        return sum(each.is_changed for each in self.remarked)


def corrections(item: Moderated) -> Corrections | None:
    """For a version that was returned and lies on the desk again; None for any other."""
    event = last_return_of(item) if item.status == Status.SUBMITTED else None
    if event is None:
        return None
    found = _Comparison(item, event)
    return Corrections(event.at, str(event.actor), event.note, list(found.remarked()), list(found.others()))


class _Comparison:
    """What was answered at the return beside what is answered now, in the words of the same language."""

    def __init__(self, item: Moderated, event: AuditEvent):
        self.item, self.kind, self.questions = item, kind_of(item), Questions(kind_of(item), item)
        self.remarks: dict[str, Remark] = {each.question: each for each in event.remarks.all()}  # type: ignore[attr-defined]
        try:
            kept = event.returned_answers  # type: ignore[attr-defined]
        except ObjectDoesNotExist:  # returned before they were kept
            self.then: Mapping[str, Sequence[str]] = {}
            self.now: Mapping[str, Answer] = {}
        else:
            self.then = kept.answers
            self.now = _answers(self.kind, item, language=kept.language)

    def remarked(self) -> Iterator[Correction]:
        """The remarks in their order, each with its answer."""
        for remarked in self.questions.remarked(self.remarks.values()):
            yield self._correction(
                remarked.question, remarked.label, remark=remarked.text, is_changed=remarked.is_dealt_with
            )

    def others(self) -> Iterator[Correction]:
        """Answers that changed although nothing was remarked on them."""
        for name in self.now:
            if name in self.remarks or name not in self.then:
                continue
            if self.then[name][0] != self.kind.stamp_of(self.item, name):
                yield self._correction(name, self.questions.label(name), remark="", is_changed=True)

    def _correction(self, name: str, label: str, *, remark: str, is_changed: bool) -> Correction:
        if name not in self.then or name not in self.now:
            return Correction(label, remark, is_changed)
        now = self.now[name]
        shape = {"is_written": now.is_written, "is_rows": now.is_rows, "is_shown": is_changed}
        return Correction(label, remark, is_changed, self.then[name][1], now.text, **shape)


def _answers(kind: Written, item: Moderated, *, language: str) -> Mapping[str, Answer]:
    with translation.override(language):
        return {answer.name: answer for answer in kind.answers(item)}
