"""Words for people and parties, as the database keeps them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StaffRole(models.TextChoices):
    """What a member of IOM's staff may do; empty for everybody else."""

    MODERATOR = "moderator", pgettext_lazy("role", "Moderator")
    ADMINISTRATOR = "administrator", pgettext_lazy("role", "Administrator")


class DelegationRole(models.TextChoices):
    """What a person may do for the party they speak for: a drafter edits, a focal point also submits."""

    DRAFTER = "drafter", pgettext_lazy("role", "Drafter")
    FOCAL_POINT = "focal_point", pgettext_lazy("role", "Focal point")


class FurtherRole(models.TextChoices):
    """What a person may be beside staff and delegates, or instead: invited by administrators, bound to no party."""

    REVIEWER = "reviewer", pgettext_lazy("role", "Peer reviewer")


class Act(models.TextChoices):
    """What was done to somebody's standing here."""

    INVITED = "invited", pgettext_lazy("act", "Invited")
    RENEWED = "renewed", pgettext_lazy("act", "Invited again")
    REVOKED = "revoked", pgettext_lazy("act", "Invitation revoked")
    ACCEPTED = "accepted", pgettext_lazy("act", "Invitation accepted")
    DELEGATION_ENDED = "delegation_ended", pgettext_lazy("act", "Delegation ended")
    FACTOR_RESET = "factor_reset", pgettext_lazy("act", "Second factor reset")
    CLOSED = "closed", pgettext_lazy("act", "Account closed")
    REOPENED = "reopened", pgettext_lazy("act", "Account opened again")
    SAMPLE_MADE = "sample_made", pgettext_lazy("act", "Sample account made")
    NOMINATED = "nominated", pgettext_lazy("act", "Focal point proposed")
    CONFIRMED = "confirmed", pgettext_lazy("act", "Proposal confirmed")
    REFUSED = "refused", pgettext_lazy("act", "Proposal refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("act", "Proposal taken back")
    LETTER_ERASED = "letter_erased", pgettext_lazy("act", "Authority letter erased")
    MAIL_CAME_BACK = "mail_came_back", pgettext_lazy("act", "Mail came back")
    ADDRESS_WORKS = "address_works", pgettext_lazy("act", "Address works again")
    ADDRESS_CHANGED = "address_changed", pgettext_lazy("act", "E-mail address changed")
    ERASED = "erased", pgettext_lazy("act", "Personal data erased")
    ROSTER_CHANGED = "roster_changed", pgettext_lazy("act", "Place on the roster of peer reviewers changed")
    NOTICES_CHANGED = "notices_changed", pgettext_lazy("act", "Choice of notices changed")
    PROFILE_CHANGED = "profile_changed", pgettext_lazy("act", "Name or language changed")
    LOOKED_UP = "looked_up", pgettext_lazy("act", "Looked up in the audit trail")
    TOKEN_MADE = "token_made", pgettext_lazy("act", "Access token made")
    TOKEN_REVOKED = "token_revoked", pgettext_lazy("act", "Access token revoked")


class Holding(models.TextChoices):
    """What personal data somebody may ask to have erased: of whom, or beside what, it is held."""

    ACCOUNT = "account", pgettext_lazy("personal data", "A person’s account, and everything held by its address")
    CONTACTS = "contacts", pgettext_lazy("personal data", "Contact persons of a record")
    PARTNERS = "partners", pgettext_lazy("personal data", "Addresses of the partners of a record")
    REMARKS = "remarks", pgettext_lazy("personal data", "Questions, answers and remarks about a record")
    LETTER = "letter", pgettext_lazy("personal data", "An authority letter")


class NominationStanding(models.TextChoices):
    """Where a focal point's proposal of another focal point stands."""

    PROPOSED = "proposed", pgettext_lazy("nomination", "Waiting for the secretariat")
    CONFIRMED = "confirmed", pgettext_lazy("nomination", "Confirmed")
    REFUSED = "refused", pgettext_lazy("nomination", "Refused")
    TAKEN_BACK = "taken_back", pgettext_lazy("nomination", "Taken back")


class LetterKind(models.TextChoices):
    """What kinds of file an authority letter may be; the value is the ending it is downloaded with."""

    PDF = "pdf", "PDF"
    DOC = "doc", "DOC"
    DOCX = "docx", "DOCX"
    ODT = "odt", "ODT"
    JPG = "jpg", "JPG"
    PNG = "png", "PNG"


class Occasion(models.TextChoices):
    """What a message about delegations is about; the value names its text."""

    ENDS_IN_60 = "ends_in_60", pgettext_lazy("occasion", "Ends within 60 days")
    ENDS_IN_30 = "ends_in_30", pgettext_lazy("occasion", "Ends within 30 days")
    ENDS_IN_7 = "ends_in_7", pgettext_lazy("occasion", "Ends within 7 days")
    VACANT = "vacant", pgettext_lazy("occasion", "Ended, and nobody follows")
    NOMINATED = "nominated", pgettext_lazy("occasion", "A focal point is proposed")
    CONFIRMED = "confirmed", pgettext_lazy("occasion", "The proposal is confirmed")
    REFUSED = "refused", pgettext_lazy("occasion", "The proposal is refused")


REMINDED_BEFORE = {7: Occasion.ENDS_IN_7, 30: Occasion.ENDS_IN_30, 60: Occasion.ENDS_IN_60}  # days before the last


class Membership(models.TextChoices):
    """Standing of a State in the General Assembly (who may take part in the Forum: A/RES/73/326)."""

    MEMBER = "member", _("Member State of the United Nations")
    OBSERVER = "observer", _("Non-member observer State")
    AGENCY_MEMBER = "agency_member", _("Member of specialized agencies")


class ReviewRegion(models.TextChoices):
    """Region of the Compact's regional reviews, by the commission that convenes it (A/RES/73/195, para. 50)."""

    ECA = "ECA", _("Africa")
    ECE = "ECE", _("Europe and North America")
    ECLAC = "ECLAC", _("Latin America and the Caribbean")
    ESCAP = "ESCAP", _("Asia and the Pacific")
    ESCWA = "ESCWA", _("Arab States")


class OrganisationKind(models.TextChoices):
    """Families of actors of A/RES/73/195, para. 44, as the public registry files them."""

    LOCAL = "local_government", _("Local or regional government")
    NETWORK = "government_network", _("Local and regional government network")
    UN = "united_nations", _("United Nations system")
    INTERNATIONAL = "international", _("International organization")
    CIVIL = "civil_society", _("Civil society")
    PRIVATE = "private_sector", _("Private sector or foundation")
    ACADEMIA = "academia", _("Academia")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Not known")
