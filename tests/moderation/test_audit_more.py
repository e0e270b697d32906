"""The audit search reads the tables beside the kernel's: peer reviews, Forums, reasons kept ready."""

import pytest

from moderation.selectors.audit import Asked, person_page, verbs_to_choose
from tests.factories import correspondence, peer_review
from tests.factories import roundtables as forums
from workflow.models import Record

pytestmark = pytest.mark.django_db


def told(person, verb=""):
    """What the trail says of the person, the latest first."""
    lines, _following = person_page(person, Asked(verb=verb), limit=50)
    return [str(line.sentence) for line in lines]


def test_a_reviewer_handed_in_an_assessment_of_a_tool():
    assignment = peer_review.asked()[0]
    peer_review.accepted(assignment)
    peer_review.handed_in(assignment)
    reviewer = assignment.reviewer.person

    reference = Record.objects.get(kind="TL").reference
    assert f"{reviewer} handed in an assessment of the tool {reference}." in told(reviewer)


def test_an_administrator_moved_the_dates_of_a_forum_and_kept_a_reason_ready():
    keeper = forums.administrator()
    forums.dated(by=keeper)
    correspondence.reason(by=keeper, name="Say by when")

    assert f"{keeper}, about 2030: Changed." in told(keeper, "forum.changed")
    assert f"{keeper}, about Say by when: Added." in told(keeper, "reason.added")


def test_what_the_trail_is_narrowed_down_to_names_every_table_with_acts():
    keys = {value.partition(".")[0] for _label, group in verbs_to_choose(of_records=False) for value, _words in group}
    assert keys == {"record", "account", "call", "forum", "reason", "match", "reference"}
