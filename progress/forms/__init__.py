"""The update as the desk writes it: its steps, declared once, and the form on which it begins."""

from typing import Any

from django.utils.translation import gettext_lazy

from drafting.forms import Kind
from progress import selectors
from progress.forms.begin import BeginUpdateForm
from progress.forms.steps import EvidenceStep, IndicatorStep, LinkRow, StageStep, UpdateStep, WorkStep
from progress.forms.workbook import UPDATES
from progress.models import ProgressUpdate
from progress.services import UPDATE_CONTENT
from progress.states import Assurance
from workflow.states import EDITABLE


def as_the_public_sees_it(update: ProgressUpdate) -> dict[str, Any]:
    """What the page of one update is made of; a draft says how well it will be supported when it is handed in."""
    assurance = update.own_assurance() if update.status in EDITABLE else Assurance(update.assurance)
    return {"update": update, "subject": selectors.subject_of(update.about_id), "assurance": assurance}


UPDATE = Kind(
    key="update",
    model=ProgressUpdate,
    namespace="desk_progress",
    name=gettext_lazy("Progress update"),
    plural=gettext_lazy("Progress updates"),
    untitled=gettext_lazy("Progress update"),
    lede=gettext_lazy("How far a published pledge or a measure of a plan has come, on one day."),
    steps=(StageStep, WorkStep, IndicatorStep, EvidenceStep),
    content=UPDATE_CONTENT,
    with_content=selectors.with_content,
    hints=selectors.hints,
    record_template="progress/_update.html",
    many=UPDATES,
    preview_context=as_the_public_sees_it,
)

__all__ = [
    "UPDATE",
    "BeginUpdateForm",
    "EvidenceStep",
    "IndicatorStep",
    "LinkRow",
    "StageStep",
    "UpdateStep",
    "WorkStep",
    "as_the_public_sees_it",
]
