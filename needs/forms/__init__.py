"""How a capacity need is written."""

from django.utils.translation import gettext_lazy

from drafting.forms import Kind
from needs.forms.need import GapStep, ObjectivesStep, WhatStep, WhereStep
from needs.models import Need
from needs.selectors import hints, linked_plan, with_content
from needs.services import NEED_CONTENT
from workflow.selectors import current_moment

__all__ = ["NEED"]

NEED = Kind(
    key="need",
    model=Need,
    namespace="desk_needs",
    name=gettext_lazy("Capacity need"),
    plural=gettext_lazy("Capacity needs"),
    untitled=gettext_lazy("Untitled need"),
    lede=gettext_lazy(
        "What you need support for to implement the Compact. Once published it stands beside what others offer."
    ),
    steps=(WhatStep, ObjectivesStep, GapStep, WhereStep),
    content=NEED_CONTENT,
    record_template="needs/_record.html",
    with_content=with_content,
    hints=hints,
    preview_context=lambda item: {"need": item, "linked": linked_plan(item, current_moment())},
)
