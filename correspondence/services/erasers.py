"""What is erased of correspondence: the words beside a record. That they were written, by whom and when, stays."""

from django.db.models import QuerySet
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.services import Eraser, Subject, register_eraser
from accounts.states import Holding
from correspondence.models import Message, Remark, ReturnedAnswers


def register_erasers() -> None:
    """Make known what can be erased of questions, answers and remarks.

    By their record only: they are what two sides wrote to each other in office, not about whoever wrote them.
    """
    questions = pgettext_lazy("personal data", "Questions and answers about the record: the words")
    remarks = pgettext_lazy("personal data", "Remarks on answers, made when the record was returned: the words")
    answers = pgettext_lazy("personal data", "Answers kept when the record was returned, to tell what was corrected")
    for eraser in (
        Eraser(Holding.REMARKS, "correspondence.Message", questions, ["text"], _messages, _empty),
        Eraser(Holding.REMARKS, "correspondence.Remark", remarks, ["text"], _remarks, _empty),
        Eraser(Holding.REMARKS, "correspondence.ReturnedAnswers", answers, ["answers"], _answers, _forget),
    ):
        register_eraser(eraser)


def _messages(subject: Subject) -> QuerySet:
    return Message.objects.filter(thread__record=subject.record).exclude(text="")


def _remarks(subject: Subject) -> QuerySet:
    return Remark.objects.filter(event__record=subject.record).exclude(text="")


def _answers(subject: Subject) -> QuerySet:
    return ReturnedAnswers.objects.filter(event__record=subject.record).exclude(answers={})


def _empty(rows: QuerySet, by: User) -> None:
    rows.update(text="")


def _forget(rows: QuerySet, by: User) -> None:
    rows.update(answers={})
