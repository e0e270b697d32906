"""What could meet a need, and why: by objective, kind, language and region, never one's own, never by who offers."""

import pytest

from matching import services
from matching.selectors.candidates import needs_fitting, offers_fitting
from matching.selectors.fits import fit_of
from matching.selectors.offers import live_offer
from matching.selectors.places import places, region_of
from matching.selectors.suggestions import suggested_needs, suggested_offers
from matching.selectors.wanted import live_need
from matching.states import Closing, Side
from pledges.models import Pledge
from pledges.states import Nature
from tests.factories import accounts, needs, pledges, tools
from tests.factories.matches import Cast, side
from tools.states import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """Portugal, Kenya, a moderator."""
    return Cast()


@pytest.fixture
def pledge(cast):
    """Makes public pledges of Kenya's."""

    def make(**fields):
        return pledges.published(cast.kenya, cast.moderator, **{"state": "KEN", "natures": [Nature.HUMAN]} | fields)

    return make


def offered(need):
    """The offers suggested for the need, in order."""
    known, wanted = places(), live_need(need.record_id)
    return suggested_offers(wanted, offers_fitting(wanted, known), known)


def wanted_by(offer):
    """The needs suggested for the offer, in order."""
    known, given = places(), live_offer(offer.record_id)
    return suggested_needs(given, needs_fitting(given, known), known)


def titles(suggestions):
    return [each.offer.item.title for each in suggestions]


def words(suggestion):
    """What each point says, and whether it fits."""
    return {point.name: (point.words, point.fits) for point in suggestion.fit.points}


def test_an_offer_fits_by_objective_and_kind(cast):
    need = cast.need(objective=7, related=(3,), support_kinds=["training", "equipment"])
    cast.tool(title="Main", objectives=(7,))
    cast.tool(title="Related", objectives=(3, 9))
    cast.tool(title="Whole", objectives=(), scope=Scope.CROSS_CUTTING)
    cast.tool(title="Another objective", objectives=(9,))
    cast.tool(title="Another kind", objectives=(7,), support_kinds=["data"])
    cast.tool(
        title="No offer", objectives=(7,), offers_support=False, support_offered="", support_kinds=[],
        support_languages=[],
    )  # fmt: skip
    found = offered(need)
    assert titles(found) == ["Main", "Related", "Whole"]
    assert [words(each)["objective"] for each in found] == [
        ("same main objective: 7", True),
        ("related objective: 3", True),
        ("serves the Compact as a whole", True),
    ]
    assert words(found[0])["kind"] == ("offers: Training", True)


def test_a_pledge_of_people_stands_for_training_and_one_of_money_does_not(cast, pledge):
    need = cast.need(objective=7)
    pledge(title="People", objectives=(7,))
    pledge(title="Money", objectives=(7,), natures=[Nature.FINANCIAL])
    pledge(title="Everything", objectives=(), covers_whole_compact=True)
    found = offered(need)
    assert titles(found) == ["People", "Everything"]
    (kind,) = [point for point in found[0].fit.points if point.name == "kind"]
    assert kind.note == "A pledge of money or people; it does not say which kinds."
    assert offered(cast.need(objective=7, support_kinds=["equipment"])) == []


def test_language_comes_after_the_objective_and_before_the_region(cast):
    need = cast.need(objective=7, related=(3,), support_languages=["ar"])
    plain = {"support_languages": ["fr"], "where_used": "Fiji"}
    cast.tool(title="Plain", objectives=(7,), **plain)
    cast.tool(title="Near", objectives=(7,), **plain | {"where_used": "Spain and France"})
    cast.tool(title="In Arabic", objectives=(7,), **plain | {"support_languages": ["ar", "fr"]})
    cast.tool(title="Related, near and in Arabic", objectives=(3,), support_languages=["ar"], where_used="Spain")
    found = offered(need)
    assert titles(found) == ["In Arabic", "Near", "Plain", "Related, near and in Arabic"]
    assert [words(each)["language"] for each in found[:2]] == [
        ("in: Arabic", True),
        ("offered in: French; asked for: Arabic", False),
    ]
    assert [words(each)["region"] for each in found[1:3]] == [
        ("at home in the region: Europe and North America", True),
        ("not known to be used in the region", False),
    ]
    assert found[0].fit.sentence == "same main objective: 7; offers: Training; in: Arabic"


def test_what_nobody_says_is_said_to_be_unknown(cast, pledge):
    need = cast.need()
    pledge(objectives=(7,))
    tools.published(cast.kenya, cast.moderator, state="KEN", objectives=(7,), **tools.OFFER)
    tool, promise = sorted(offered(need), key=lambda each: not each.offer.is_tool)
    assert words(promise)["language"] == ("the offer does not say in which language", False)
    assert words(promise)["region"] == ("the offer does not say where it is used", False)
    assert words(tool)["language"] == ("offered in: English, French; the need names no language", False)


def test_a_pledge_is_at_home_where_it_is_carried_out(cast, pledge):
    need = cast.need(region="ESCAP")
    made = pledge(objectives=(7,))
    Pledge.objects.get(pk=made.pk).countries.add("FJI")
    assert words(offered(need)[0])["region"] == ("at home in the region: Asia and the Pacific", True)


def test_a_states_tool_that_names_no_place_is_at_home_in_its_state(cast):
    cast.tool(objectives=(7,))
    kenyan_need = needs.published(accounts.focal_point("UGA"), cast.moderator, state="UGA")
    assert words(offered(kenyan_need)[0])["region"] == ("at home in the region: Africa", True)


def test_ones_own_offer_and_nobodys_are_not_suggested(cast):
    need = cast.need()
    tools.published(cast.portugal, cast.moderator, title="Own", objectives=(7,), **tools.OFFER)
    orphan = cast.tool(title="Nobody's")
    type(orphan).objects.filter(pk=orphan.pk).update(state=None)
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    tools.published(
        speaker, cast.moderator, title="A city's", state=None, organisation=city, objectives=(7,), **tools.OFFER
    )
    assert titles(offered(need)) == ["A city's"]


def test_a_pair_that_was_tried_says_so_and_comes_last(cast):
    need, declined = cast.need(), cast.tool(title="Declined")
    cast.tool(title="Older but new to it", objectives=(3, 7))
    match = cast.put(need, declined)
    assert [(each.offer.item.title, each.tried) for each in offered(need)][-1] == ("Declined", match)
    services.decline(side(match, Side.NEED), by=cast.portugal)
    last = offered(need)[-1]
    assert (titles(offered(need)), last.tried.closing) == (["Older but new to it", "Declined"], Closing.DECLINED)
    assert wanted_by(declined)[0].tried == last.tried


def test_whom_nobody_can_ask_is_marked(cast):
    need = cast.need()
    cast.tool(title="Reachable")
    cast.kenya.delegations.update(ends_on="2026-01-01")
    assert [each.is_spoken_for for each in offered(need)] == [False]


def test_the_other_way_round_the_same_pairs_come_with_the_same_reasons(cast, pledge):
    egypt = accounts.focal_point("EGY")
    arabic = {"support_languages": ["ar"], "state": "EGY"}
    pairs = [
        cast.need(title="A", objective=7, related=(3,)),
        needs.published(egypt, cast.moderator, title="B", objective=3, **arabic),
        needs.published(egypt, cast.moderator, title="C", objective=9, region="ECA", **arabic),
        cast.need(title="D", objective=9, support_kinds=["financial"]),
    ]
    offers = [
        cast.tool(title="1", objectives=(7, 3), support_languages=["ar"], where_used="مصر"),
        cast.tool(title="2", objectives=(), scope=Scope.CROSS_CUTTING, where_used="Kenya"),
        pledge(title="3", objectives=(9, 3), natures=[Nature.HUMAN, Nature.FINANCIAL], region="Arab States"),
    ]
    there = {(each.need.title, each.offer.item.title, each.fit.order) for need in pairs for each in offered(need)}
    back = {(each.need.title, each.offer.item.title, each.fit.order) for offer in offers for each in wanted_by(offer)}
    assert there == back
    assert len(there) == 9


def test_the_database_orders_by_what_the_words_say(cast, pledge):
    need = cast.need(objective=7, related=(3,), support_languages=["fr", "ar"], region="ECA")
    for objectives in ((7,), (3,), (7, 9)):
        for where in ("", "Kenya", "أفريقيا", "South Sudan", "中国、肯尼亚", "Worldwide", "Papua New Guinea"):
            cast.tool(objectives=objectives, where_used=where, support_languages=["fr"] if len(where) % 2 else ["en"])
        pledge(objectives=objectives, region="Niger" if 7 in objectives else "Fiji")
    known, wanted = places(), live_need(need.record_id)
    rows = list(offers_fitting(wanted, known))
    by_words = [each.fit.order for each in suggested_offers(wanted, rows, known)]
    assert [(row["closeness"], row["tongue"], row["distance"]) for row in rows] == by_words
    assert by_words == sorted(by_words)
    assert len({*by_words}) > 3
    tool = live_offer(next(row["record_id"] for row in rows if row["what"] == "tool"))
    (row,) = needs_fitting(tool, known)
    assert (row["closeness"], row["tongue"], row["distance"]) == fit_of(wanted, tool, known).order


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Lisbon, Portugal", {"ECE"}),
        ("Papua New Guinea", {"ESCAP"}),
        ("Guinea and Papua New Guinea", {"ECA", "ESCAP"}),
        ("Romania", {"ECE"}),
        ("Oman", {"ESCWA"}),
        ("中国和肯尼亚", {"ESCAP", "ECA"}),
        ("Les États arabes", {"ESCWA"}),
        ("África", {"ECA"}),
        ("Worldwide", set()),
        ("", set()),
        ("(Kenya)*+?[", {"ECA"}),
    ],
)
def test_a_region_is_read_out_of_free_text_by_whole_names(db, text, regions):
    assert places().regions_in(text) == regions


def test_a_need_is_about_the_region_it_names_or_its_states(cast):
    assert [region_of(each) for each in (cast.need(region="ECA"), cast.need())] == ["ECA", "ECE"]
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    need = needs.published(speaker, cast.moderator, state=None, organisation=city)
    assert region_of(need) == ""
    cast.tool(title="Anywhere")
    assert titles(offered(need)) == ["Anywhere"]


@pytest.mark.parametrize("records", [1, 3])
def test_a_page_of_suggestions_takes_the_same_queries(cast, pledge, records, django_assert_num_queries):
    need = cast.need()
    for _ in range(records):
        tool = cast.tool()
        pledge(objectives=(7,))
    with django_assert_num_queries(11):
        assert len(offered(need)) == 2 * records
    with django_assert_num_queries(9):
        assert len(wanted_by(tool)) == 1
