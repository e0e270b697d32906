"""Citing the pledge that a matching pledge answers."""

from accounts.models import User
from drafting.services import save, stamp
from pledges.exceptions import NotCitable
from pledges.models import Pledge
from pledges.selectors import published_record
from pledges.services.content import PLEDGE_CONTENT
from pledges.states import PledgeType


def cite(pledge: Pledge, *, by: User, reference: str) -> Pledge:
    """Make the draft a matching pledge that cites this published one; what else it says stays.

    Raises NotCitable where no published pledge has the reference, or it is the draft's own; NotEditable where the
    draft was handed in meanwhile.
    """
    record = published_record(reference.strip().upper())
    if record is None or record.pk == pledge.record_id:
        raise NotCitable
    values = {"pledge_type": PledgeType.MATCHING.value, "matched_record": record.reference}
    seen = stamp(PLEDGE_CONTENT.read(pledge, values))
    return save(pledge, by=by, content=PLEDGE_CONTENT, values=values, seen=seen)
