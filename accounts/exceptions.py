"""Why something about an account was refused, one class a reason."""


class InvitationUnknown(Exception):
    """No invitation has this token."""


class InvitationExpired(Exception):
    """Its days are over, or it was revoked."""


class InvitationUsed(Exception):
    """Somebody accepted it already."""


class PartyMismatch(Exception):
    """A delegate needs one State or organisation to speak for; staff and peer reviewers speak for nobody."""


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


class AccountErased(Exception):
    """The person's data was erased on request: the account does not come back."""


class MailNotTaken(Exception):
    """No mail server took the message."""


class NotALocalCopy(Exception):
    """Sample people exist on local copies only."""


class ReferenceMissing(Exception):
    """The States the sample people speak for are not loaded yet."""


class StartsTooEarly(Exception):
    """A delegation proposed now cannot begin on a day that is over."""


class NoLetter(Exception):
    """Who may make a focal point rests on a letter: an uploaded one, or one cited by reference and date."""


class ProposedAlready(Exception):
    """The same address is proposed for the same party, and nobody has decided yet."""


class NominationDecided(Exception):
    """Somebody decided on it already, or it was taken back."""


class NominationOver(Exception):
    """The last day it proposes has passed."""


class ReasonMissing(Exception):
    """Nobody is refused without being told why."""


class LetterGone(Exception):
    """The letter was erased already."""


class AddressTaken(Exception):
    """Another account has this address."""


class ConfirmationInvalid(Exception):
    """The link is not ours, not this person's, too old, or for an address they no longer have."""


class NotADeliveryReport(Exception):
    """Neither a delivery report (RFC 3464) nor a list of addresses."""
