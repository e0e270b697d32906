"""A pledge, what hangs on it, and the parties it names."""

from pledges.models.partners import Naming, PartnerAnswer, PartnerContact, PartnerLetter, PledgePartner
from pledges.models.parts import PledgeContact, PledgeObjective
from pledges.models.pledge import Pledge

__all__ = [
    "Naming",
    "PartnerAnswer",
    "PartnerContact",
    "PartnerLetter",
    "Pledge",
    "PledgeContact",
    "PledgeObjective",
    "PledgePartner",
]
