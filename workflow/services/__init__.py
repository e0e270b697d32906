"""Everything that writes in the kernel: the verbs, and whom they owe a notice.

Import from here (`from workflow.services import publish`).
"""

from workflow.services.acts import enter_act
from workflow.services.answers import enter_answer
from workflow.services.followers import follow_publications, keep_step
from workflow.services.verbs import (
    approve,
    number_to_come,
    publish,
    publish_imported,
    publish_reference_edit,
    reject,
    retract,
    return_for_changes,
    start_draft,
    submit,
    withdraw,
)

__all__ = [
    "approve",
    "enter_act",
    "enter_answer",
    "follow_publications",
    "keep_step",
    "number_to_come",
    "publish",
    "publish_imported",
    "publish_reference_edit",
    "reject",
    "retract",
    "return_for_changes",
    "start_draft",
    "submit",
    "withdraw",
]
