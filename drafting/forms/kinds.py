"""A kind of submission, as the desk writes it: its steps in order, and everything that can be said of its answers.

Each kind is declared once, in its own app's `forms`; the desk's pages, the comparison of two people's work, the
public history, the moderator's page and the documents for capital clearance all read the same declaration.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from drafting.forms.fields import is_blank, shown
from drafting.forms.steps import StepForm
from drafting.forms.workbook import Many
from drafting.services.content import Content, stamp
from drafting.states import Hint
from workflow.models import Moderated

ATTACHMENTS = "attachments"  # the files of a version: no question of a form, but remarked on and compared like one

Words = str | Promise


@dataclass(frozen=True)
class Answer:
    """One question and its answer in words; `text` is empty where nothing was said, a line an entry if `is_rows`."""

    name: str
    label: str
    text: str
    is_long: bool
    is_written: bool
    is_rows: bool = False


@dataclass(frozen=True)
class Section:
    """A step's answers, under its title."""

    key: str
    title: Words
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Difference:
    """One question two versions answer differently, in words; entries of a list are compared one by one."""

    name: str
    label: str
    before: str
    after: str
    is_written: bool = False
    is_rows: bool = False


class OnQuestion(Protocol):
    """A remark on one question, as far as a task list needs to know it."""

    @property
    def question(self) -> str:
        """The question's name."""

    @property
    def is_dealt_with(self) -> bool:
        """True once the answer has changed."""


@dataclass(frozen=True)
class Task:
    """One line of the task list: a step, what is missing in it, how many remarks wait, which hints it would settle."""

    key: str
    title: Words
    hint: Words
    missing: Sequence[str] = ()
    hints: Sequence[Hint] = ()
    remarks: int = 0
    is_begun: bool = False
    is_needed: bool = False

    @property
    def is_done(self) -> bool:
        """True where a submission could do with it as it is, something was said, and no remark waits."""
        return self.is_begun and not self.missing and not self.remarks


def no_hints(item: Moderated) -> Sequence[Hint]:
    """A kind without hints of its own."""
    return ()


def everything(items: QuerySet) -> QuerySet:
    """Versions as they are: a kind that hangs nothing on its row."""
    return items


@dataclass(frozen=True)
class Kind:
    """One kind of submission. `namespace` is where its desk addresses are; `key` names it in shared ones."""

    key: str
    model: type[Moderated]
    namespace: str
    name: Words
    plural: Words
    untitled: Words
    lede: Words
    steps: tuple[type[StepForm], ...]
    content: Content
    record_template: str
    with_content: Callable[[QuerySet], QuerySet] = everything
    hints: Callable[[Any], Sequence[Hint]] = no_hints
    preview_context: Callable[[Any], Mapping[str, Any]] = field(default=lambda item: {})
    scope_notice: Words = ""
    for_states_only: bool = False
    many: Many | None = None

    @cached_property
    def urls(self) -> Mapping[str, str]:
        """The full name of each desk address, for templates: `{% url kind.urls.step item.pk "what" %}`."""
        return _Names(self.namespace)

    @cached_property
    def takes_files(self) -> bool:
        """True where files can be attached."""
        return any(many.name == ATTACHMENTS for many in self.model._meta.many_to_many)

    def step(self, key: str) -> type[StepForm] | None:
        """The step of that key, or None."""
        return next((step for step in self.steps if step.key == key), None)

    def step_of(self, name: str) -> type[StepForm] | None:
        """The step that asks this question, or None where no step does."""
        return next((step for step in self.steps if name in step.base_fields), None)

    def form(self, step: type[StepForm], item: Moderated, data: Mapping | None = None) -> StepForm:
        """The step's form for this version, filled with what is saved or with what was typed."""
        return step(data, item=item, initial=self.content.read(item, step.names()))

    def stamp(self, step: type[StepForm], item: Moderated) -> str:
        """What a form of this step is filled in on top of: `drafting.services.save` compares it."""
        return stamp(self.content.read(item, step.names()))

    def stamp_of(self, item: Moderated, name: str) -> str:
        """What one question is answered with now, as a stamp: a remark on it is dealt with once there is another."""
        if name == ATTACHMENTS and self.takes_files:
            return stamp({name: sorted(file.sha256 for file in item.attachments.all())})  # type: ignore[attr-defined]
        return stamp(self.content.read(item, [name]))

    def title_of(self, item: Moderated) -> str:
        """What its owner calls it, or our words for one that has no title yet."""
        return getattr(item, "title", "") or str(self.untitled)

    def answers(self, item: Moderated, *, private: bool = False) -> list[Answer]:
        """Every question in the order of the steps, with its answer in words; contact persons only if `private`."""
        found: list[Answer] = []
        for step in self.steps:
            form = self.form(step, item)
            names = [name for name in form.fields if private or name not in self.content.private]
            found.extend(_answer(form, name) for name in names)
        return found

    def sections(self, item: Moderated, *, private: bool = False) -> list[Section]:
        """The same answers under the steps that ask for them; a step of private questions only if `private`."""
        answers = {answer.name: answer for answer in self.answers(item, private=private)}
        found = [
            Section(each.key, each.title, [answers[n] for n in each.names() if n in answers]) for each in self.steps
        ]
        return [section for section in found if section.answers]

    def changes(self, before: Moderated, after: Moderated) -> list[Difference]:
        """What differs between two versions, question by question; contact persons are never part of it."""
        pairs = zip(self.answers(before), self.answers(after), strict=True)
        found = [
            Difference(new.name, new.label, old.text, new.text, new.is_written, new.is_rows)
            for old, new in pairs
            if old.text != new.text
        ]
        return found + self._changed_files(before, after)

    def _changed_files(self, before: Moderated, after: Moderated) -> list[Difference]:
        if not self.takes_files:
            return []
        old, new = ("\n".join(file.name for file in item.attachments.all()) for item in (before, after))
        return [Difference(ATTACHMENTS, _("Files"), old, new, is_rows=True)] if old != new else []

    def tasks(self, item: Moderated, *, remarks: Sequence[OnQuestion] = ()) -> list[Task]:
        """The task list of a draft: each step, what it lacks, how many remarks wait, what could make it stronger."""
        missing, hints = item.missing(), list(self.hints(item))
        open_on = [remark.question for remark in remarks if not remark.is_dealt_with]
        return [self._task(step, item, missing=missing, hints=hints, open_on=open_on) for step in self.steps]

    def _task(
        self,
        step: type[StepForm],
        item: Moderated,
        *,
        missing: Mapping[str, str],
        hints: Sequence[Hint],
        open_on: Sequence[str],
    ) -> Task:
        names = step.names()
        values = self.content.read(item, names)
        return Task(
            key=step.key,
            title=step.title,
            hint=step.hint,
            missing=[str(missing[name]) for name in names if name in missing],
            hints=[hint for hint in hints if hint.field in names],
            remarks=sum(name in names for name in open_on),
            is_begun=any(not is_blank(value) for name, value in values.items() if name != "language"),
            is_needed=any(each.required for each in step.base_fields.values()),
        )


class _Names(dict):
    """Full names of addresses in one namespace."""

    def __init__(self, namespace: str):
        super().__init__()
        self.namespace = namespace

    def __missing__(self, name: str) -> str:
        return f"{self.namespace}:{name}"


def differences(form: StepForm) -> list[Difference]:
    """Where what was typed into a step is not what is saved."""
    return [
        Difference(
            name=bound.name,
            label=str(bound.label),
            before=shown(bound.field, bound.initial),
            after=shown(bound.field, form.cleaned_data.get(bound.name, bound.value())),
            is_written=_is_written(bound.field),
        )
        for bound in (form[name] for name in form.changed_data)
    ]


def _answer(form: StepForm, name: str) -> Answer:
    asked = form.fields[name]
    return Answer(
        name=name,
        label=str(asked.label),
        text=shown(asked, form.initial.get(name)),
        is_long=isinstance(asked.widget, forms.Textarea),
        is_written=_is_written(asked),
        is_rows=isinstance(asked, forms.MultipleChoiceField) or getattr(asked, "has_a_line_each", False),
    )


def _is_written(asked: forms.Field) -> bool:
    """True for the owner's own words, in the language of the submission; the rest is ours, in the page's."""
    return asked.widget.attrs.get("dir") == "auto"
