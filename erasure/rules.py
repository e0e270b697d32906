"""Who may ask that personal data be erased, and who decides."""

import rules

from accounts.rules import is_administrator, speaks_for_its_owner


@rules.predicate
def is_themselves(user, person) -> bool:
    """The person whose account it is."""
    return person is not None and user.pk == person.pk


rules.add_perm("erasure.ask_about_person", is_themselves | is_administrator)
rules.add_perm("erasure.ask_about_party", speaks_for_its_owner | is_administrator)
rules.add_perm("erasure.ask_for_others", is_administrator)
rules.add_perm("erasure.decide", is_administrator)
