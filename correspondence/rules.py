"""Who writes the reasons that are kept ready."""

import rules

from accounts.rules import is_administrator

rules.add_perm("correspondence.write_reasons", is_administrator)
