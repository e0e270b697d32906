"""How figures are made, and the log of publications."""

import pytest

from dashboard.selectors.publications import entries, publication_at, publications
from tests.dashboard.test_home import text_of
from tests.dashboard.test_pledges import amended
from workflow import services
from workflow.models import Publication
from workflow.selectors import Moment, current_moment
from workflow.states import Change

pytestmark = pytest.mark.django_db


def log():
    """What each publication of the test changed, the oldest first; the load of the reference data left out."""
    found = entries(list(publications(current_moment())))
    return [(str(each.what), each.title, each.records) for each in reversed(found)][1:]


def test_every_act_is_named_for_what_it_did(desk):
    pledge = desk.pledge(title="First words")
    update = desk.update(pledge)
    amended(pledge, desk, title="Second words")
    tool = desk.tool()
    services.retract(update, by=desk.moderator, note="By mistake.")
    services.retract(tool, by=desk.moderator, note="By mistake.")
    amended(pledge, desk, change=Change.WITHDRAWAL, title="Second words")
    assert log() == [
        ("Pledge published", "First words", 1),
        ("Progress update published", "", 1),
        ("Pledge amended", "Second words", 1),
        ("Tool published", "", 1),
        ("Progress update retracted by the secretariat", "", 1),
        ("Tool retracted by the secretariat", "", 1),
        ("Pledge withdrawn by its owner", "", 1),
    ]


def test_the_words_of_a_retracted_record_leave_the_log_too(client, desk):
    pledge = desk.pledge(title="Regretted words")
    second = amended(pledge, desk, title="Regretted words again")
    assert "Regretted words again" in client.get("/en/data/").content.decode()
    services.retract(second, by=desk.moderator, note="Why.")
    words = text_of(client.get("/en/data/"))
    assert ("Regretted" in words, words.count(pledge.reference)) == (False, 3)
    assert log()[1] == ("Pledge amended", "", 1)


def test_an_update_leads_to_its_pledge(client, desk):
    pledge = desk.pledge()
    desk.update(pledge)
    assert client.get("/en/data/").content.decode().count(f'href="/en/pledges/{pledge.reference}/"') == 2


def test_an_earlier_moment_knows_nothing_of_later_acts(desk):
    moment = current_moment()
    desk.pledge()
    assert [each.number for each in publications(moment)] == list(range(moment.publication, 0, -1))
    assert publication_at(moment).number == moment.publication
    assert publication_at(Moment(0, moment.day)) is None


def test_numbers_and_dates_are_shown(client, desk):
    desk.pledge()
    number = Publication.objects.order_by("-number").first().number
    words = text_of(client.get("/en/data/"))
    assert f"Publication {number} Pledge published" in words
    assert "It counts as recent for 365 days" in words


def test_the_log_takes_the_same_queries_for_any_number(client, desk, django_assert_num_queries):
    desk.update(desk.pledge())
    with django_assert_num_queries(10):
        client.get("/en/data/")
    for number in range(3):
        desk.update(desk.pledge(title=f"Sample {number}"))
        desk.tool(title=f"Sample {number}")
    with django_assert_num_queries(11):
        client.get("/en/data/")
