"""When a match becomes a public fact: the log, the two records, the number that is waited for."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from dashboard.selectors.publications import entries, publications
from matching import services
from matching.models import MatchContact, MatchSide
from matching.selectors.figures import match_figures
from matching.states import Side
from tests.dashboard.addresses import addresses
from tests.dashboard.test_home import text_of
from tests.factories import needs, pledges
from tests.factories.matches import Cast, fresh, side
from workflow.selectors import current_moment, current_publication
from workflow.services import number_to_come, publish

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


def test_the_log_names_the_need_and_what_was_done(client, cast):
    need = cast.need()
    cast.concluded(need, cast.tool())
    latest = entries(list(publications(current_moment()))[:2])
    assert [(str(each.what), each.record, each.records) for each in latest] == [
        ("What came of a match of a capacity need became known", need.record, 1),
        ("A capacity need was matched with an offer of support", need.record, 1),
    ]
    assert "A capacity need was matched with an offer of support" in text_of(client.get("/en/data/"))


def test_an_unnamed_match_is_in_no_log(cast):
    cast.concluded(named=False)
    assert [str(each.what) for each in entries(list(publications(current_moment()))[:2])] == [
        "Tool published",
        "Capacity need published",
    ]


def test_public_pages_show_figures_and_both_records_name_each_other(client, cast):
    need, promise = (
        cast.need(title="Inspectors"),
        pledges.published(
            cast.kenya, cast.moderator, state="KEN", title="Thirty experts", natures=["human_resources"]
        ),
    )
    match = cast.matched(need, promise)
    listed = text_of(client.get("/en/needs/"))
    for expected in ("1 of 1 needs that were matched", "1 offers of support", "1 matches made", "0 of 1 matches with"):
        assert expected in listed
    assert "1, outcome known of 0" in listed
    assert "matches made and named" in text_of(client.get("/en/needs/?objective=7"))
    for item, other in ((need, "Thirty experts"), (promise, "Inspectors")):
        words = text_of(client.get(item.get_absolute_url()))
        assert other in words.split("Matched by the secretariat")[1]
        assert "What came of it is not known yet" in words
    cast.state_outcome(match)
    said = side(match, Side.NEED)
    services.confirm_outcome(said, by=cast.moderator, seen=said.stamp)
    assert "Support given as agreed" in text_of(client.get(need.get_absolute_url()))
    assert "Support given as agreed: 1" in text_of(client.get("/en/needs/"))


def test_the_total_says_how_many_are_named(client, cast):
    cast.matched(named=False)
    cast.matched()
    words = text_of(client.get("/en/needs/"))
    assert ("2 matches made" in words, "1 of them is named, on both records" in words) == (True, True)


def test_a_record_that_is_gone_is_named_by_its_reference(client, cast):
    need, tool = cast.need(), cast.tool(title="Regretted words")
    cast.matched(need, tool)
    cast.retract(tool)
    words = text_of(client.get(need.get_absolute_url()))
    assert (tool.reference in words, "No longer public" in words, "Regretted words" in words) == (True, True, False)


def test_no_public_address_shows_a_word_or_a_contact_of_a_match(cast):
    match, waiting = cast.concluded(), cast.put()
    cast.consent(waiting, Side.NEED)
    MatchContact.objects.update(name=CANARY, function=CANARY, email=f"{CANARY}@example.org", phone=CANARY)
    MatchSide.objects.update(remark=CANARY, sentence=CANARY)
    known = {"needs": [match.need.reference, waiting.need.reference], "tools": [match.offer.reference]}
    known |= {"pledges": [], "organisations": []}
    walked = {address: Client().get(address).content.decode().lower() for address in addresses(known)}
    assert (MatchContact.objects.count(), f"/en/needs/{match.need.reference}/" in walked) == (3, True)
    assert [address for address, page in walked.items() if CANARY in page] == []
    unnamed = [page for address, page in walked.items() if waiting.need.reference in address]
    assert [page for page in unnamed if "matched by the secretariat" in page] == []


def test_the_number_to_come_is_not_taken(cast):
    before = current_publication()
    with transaction.atomic():
        assert (number_to_come(), number_to_come()) == (before + 1, before + 1)
    assert current_publication() == before


@pytest.mark.django_db(transaction=True)
def test_nobody_publishes_between_an_unnamed_match_and_the_number_it_counts_from():
    cast = Cast()
    match, waiting = cast.put(), needs.submitted(cast.portugal)
    cast.consent(match, Side.NEED, may_be_named=False)
    before = current_moment()

    def work():
        publish(waiting, by=cast.moderator)
        connection.close()

    with transaction.atomic():
        cast.consent(match, Side.OFFER, may_be_named=False)
        worker = threading.Thread(target=work)
        worker.start()
        worker.join(timeout=1)
        assert (worker.is_alive(), current_moment()) == (True, before)
    worker.join(timeout=60)
    after = current_moment()
    assert (fresh(match).counted_from, after.publication) == (before.publication + 1, before.publication + 1)
    assert (match_figures(before).matches, match_figures(after).matches) == (0, 1)
