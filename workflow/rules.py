"""Who may use which verb on what is moderated: the same for every kind of record."""

import rules

from accounts.rules import (
    drafts_for_its_owner,
    is_administrator,
    is_moderator,
    is_system,
    speaks_for_its_owner,
)

BY_VERB = {
    "edit": drafts_for_its_owner,
    "submit": speaks_for_its_owner,
    "withdraw": speaks_for_its_owner,
    "return": is_moderator,
    "reject": is_moderator,
    "approve": is_moderator,
    "publish": is_moderator,
    "retract": is_moderator,
    "import": is_administrator | is_system,
    "view_unpublished": drafts_for_its_owner | is_moderator,
}


def add_moderated_perms(app_label: str, model_name: str) -> None:
    """Register `app.verb_model` for each verb, as django-rules permissions."""
    for verb, predicate in BY_VERB.items():
        rules.set_perm(f"{app_label}.{verb}_{model_name}", predicate)


rules.add_perm("workflow.edit_reference", is_administrator | is_system)
rules.add_perm("workflow.moderate", is_moderator)
