"""One step of a submission: a short form whose questions may stay open as long as it is a draft."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise

from workflow.models import Moderated


class DraftForm(forms.Form):
    """A form whose questions may stay open: what a submission needs is marked as such, and forgiven in a draft.

    `needed_at_once` names the few questions even a draft cannot do without.
    """

    use_required_attribute = False
    needed_at_once: ClassVar[frozenset[str]] = frozenset()

    def clean(self):
        for name in [name for name in self.errors if self.has_error(name, "required")]:
            if name not in self.needed_at_once:
                del self.errors[name]
                self.cleaned_data[name] = self.fields[name].to_python(None)
        return self.cleaned_data


class StepForm(DraftForm):
    """A step: its fields carry the names of the questions they answer (`Content.names`).

    `item` is the version it is filled in for; it may be unsaved (a row of a workbook), but knows its owner. A step
    whose choices depend on the owner sets them in `__init__`. Nothing is written here.
    """

    do_not_call_in_templates = True  # a page lists the steps themselves, not forms of them
    key: ClassVar[str]
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise] = ""
    page: ClassVar[str] = "drafting/step.html"  # a step that needs more than its questions extends that template

    def __init__(self, data: Mapping | None = None, *, item: Moderated, **kwargs: Any):
        self.item = item
        super().__init__(data, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """The answers, by the names of their questions; only of a valid form."""
        return {name: self.cleaned_data[name] for name in self.fields}

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The questions of this step, in order."""
        return tuple(cls.base_fields)
