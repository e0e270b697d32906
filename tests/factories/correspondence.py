"""Questions, answers and canned reasons for tests, written by the project's own verbs."""

from accounts.models import User
from accounts.services import Subject, erase
from accounts.states import Holding
from correspondence.models import CannedReason
from correspondence.services import add_reason, add_remarks, answer, ask
from correspondence.services.reasons import COLUMNS
from correspondence.states import Use
from tests.factories import accounts
from workflow import services as workflow


def asked(item, *, by=None, text="Which ministry leads it?"):
    """A question of a moderator's about a submission."""
    return ask(item, by=by or accounts.moderator("asks@example.org"), text=text)


def answered(item, *, by, text="The sample ministry does."):
    """An answer of the owner's people."""
    return answer(item, by=by, text=text)


def values(**changes):
    """What the form of a canned reason says."""
    empty = dict.fromkeys(COLUMNS, "")
    return (
        empty
        | {"name": "A sample reason", "use": Use.RETURN, "text_en": "Please say more about the sample."}
        | changes
    )


def reason(by=None, **changes) -> CannedReason:
    """A canned reason, for returning unless the test says otherwise."""
    return add_reason(by=by or accounts.administrator("reasons@example.org"), values=values(**changes))


def returned(item, kind, *, by, note="Please correct it.", **remarks):
    """Give a submission back with remarks on these questions of its kind, as the moderators' desk does."""
    workflow.return_for_changes(item, by=by, note=note)
    add_remarks(item, {name: (text, kind.stamp_of(item, name)) for name, text in remarks.items()})
    return item


def erased(record):
    """Erase the words beside a record, as its request does when it is carried out; how many rows had any."""
    address = "erases@example.org"
    by = User.objects.filter(email=address).first() or accounts.administrator(address)
    return sum(erase(Subject.of_record(record.pk, Holding.REMARKS), by=by).values())
