"""What moderators fill in: filters of the queue, of what is published, of the trail; a decision; a selection."""

from moderation.forms.audit import AuditFilter, AuditSearch
from moderation.forms.bulk import ConfirmationForm, SelectionForm
from moderation.forms.deciding import REASON_MAX, CorroborationForm, DecisionForm, RemarkBoxes, decision_forms
from moderation.forms.published import PublishedFilter
from moderation.forms.queue import QueueFilter

__all__ = [
    "REASON_MAX",
    "AuditFilter",
    "AuditSearch",
    "ConfirmationForm",
    "CorroborationForm",
    "DecisionForm",
    "PublishedFilter",
    "QueueFilter",
    "RemarkBoxes",
    "SelectionForm",
    "decision_forms",
]
