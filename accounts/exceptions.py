"""Why something about an account was refused, one class a reason."""


class InvitationUnknown(Exception):
    """No invitation has this token."""


class InvitationExpired(Exception):
    """Its days are over, or it was revoked."""


class InvitationUsed(Exception):
    """Somebody accepted it already."""


class PartyMismatch(Exception):
    """A delegate needs one State or organisation to speak for; staff speak for nobody."""


class BothSides(Exception):
    """Who decides on submissions cannot also speak for a State or organisation, nor the other way round."""


class AccountDeactivated(Exception):
    """The account of this address was closed on purpose; an invitation does not open it again."""


class EndsBeforeStart(Exception):
    """A delegation cannot end before the day it began."""


class DelegationEnded(Exception):
    """The delegation is over already."""


class OwnAccount(Exception):
    """Nobody takes their own account apart: another administrator does."""


class MailNotTaken(Exception):
    """No mail server took the message."""


class NotALocalCopy(Exception):
    """Sample people exist on local copies only."""


class ReferenceMissing(Exception):
    """The States the sample people speak for are not loaded yet."""
