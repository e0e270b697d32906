"""Who may have a token: who speaks for somebody here today."""

import rules
from django.utils import timezone


@rules.predicate
def speaks_for_somebody(user) -> bool:
    """A drafter or focal point, today, of any State or organisation."""
    return user.is_active and user.delegations.in_force(timezone.localdate()).exists()


rules.add_perm("api.make_token", speaks_for_somebody)
