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
