"""Everything that writes pledges. Import from here."""

from pledges.services.drafting import draft_amendment, draft_pledge, draft_withdrawal, save_draft
from pledges.services.importing import import_pledges, plan_pledge_import

__all__ = ["draft_amendment", "draft_pledge", "draft_withdrawal", "import_pledges", "plan_pledge_import", "save_draft"]
