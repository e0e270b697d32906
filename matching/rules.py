"""Who may do what to matches: moderators broker, a focal point answers for their own side, a drafter never alone.

`answer` and `erase_contacts` are asked about a `MatchSide`.
"""

import rules

from accounts.rules import is_moderator, is_system, speaks_for_its_owner

rules.add_perm("matching.broker", is_moderator)
rules.add_perm("matching.close", is_moderator | is_system)
rules.add_perm("matching.answer", speaks_for_its_owner)
rules.add_perm("matching.erase_contacts", is_moderator | is_system | speaks_for_its_owner)
