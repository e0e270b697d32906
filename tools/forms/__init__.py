"""How tools are written, and the calls they answer."""

from django.utils.translation import gettext_lazy

from drafting.forms import Kind
from tools.forms.calls import CallForm, changes_in_words
from tools.forms.tool import ExperienceStep, LinksStep, ObjectivesStep, SupportStep, UseStep, WhatStep
from tools.models import Tool
from tools.selectors import hints, linked_measure, with_content
from tools.services import TOOL_CONTENT
from workflow.selectors import current_moment

__all__ = ["TOOL", "CallForm", "changes_in_words"]

TOOL = Kind(
    key="tool",
    model=Tool,
    namespace="desk_tools",
    name=gettext_lazy("Tool"),
    plural=gettext_lazy("Tools"),
    untitled=gettext_lazy("Untitled tool"),
    lede=gettext_lazy(
        "What helps to implement the Compact: a tool, a practice, a training, guidance, a programme or data; in place,"
        " or wished for."
    ),
    steps=(WhatStep, ObjectivesStep, ExperienceStep, UseStep, SupportStep, LinksStep),
    content=TOOL_CONTENT,
    record_template="tools/_record.html",
    with_content=with_content,
    hints=hints,
    preview_context=lambda item: {"tool": item, "measure": linked_measure(item, current_moment())},
)
