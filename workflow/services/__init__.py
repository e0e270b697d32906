"""Everything that writes in the kernel: the verbs, and the sending of notices.

Import from here (`from workflow.services import publish`), or the sweep from `workflow.services.notices`.
"""

from workflow.services.verbs import (
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
