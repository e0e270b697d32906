"""The roster: who enters whom, what a reviewer may correct, whom to ask about a tool and who cannot be asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate as today

from accounts.models import AccountEvent, User
from accounts.rules import must_use_two_factors
from accounts.services import accept_invitation, invite
from accounts.states import Act, DelegationRole
from notices.models import Notice
from peer_review import selectors, services
from peer_review.exceptions import NoSuchAccount, OnTheRosterAlready
from peer_review.models import Reviewer
from peer_review.selectors.roster import is_same_institution
from peer_review.states import Expertise, Hindrance, Side
from tests.factories import accounts, peer_review, tools

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def values(**changed):
    """A whole entry."""
    return peer_review.PROFILE | {"side": Side.EXTERNAL, "since": today(), "until": None} | changed


# who gets in ---------------------------------------------------------------------------------------------------------


def test_a_reviewer_is_invited_accepts_and_waits_to_be_entered():
    by = peer_review.administrator()
    _invitation, token = invite(by=by, email="new@example.org", role="reviewer")
    person = accept_invitation(token=token, name="New Person", password="a long enough word")
    assert (person.staff_role, person.delegations.count(), must_use_two_factors(person)) == ("", 0, False)
    assert list(selectors.waiting_for_a_place()) == [person]
    assert selectors.reviewing_of(person) == selectors.Reviewing(is_on_the_roster=False, owed=0)

    services.enter(email="New@Example.org ", values=values(), by=by)

    assert list(selectors.waiting_for_a_place()) == []
    assert selectors.reviewing_of(person) == selectors.Reviewing(is_on_the_roster=True, owed=0)
    assert Notice.objects.get(topic="peer_review.on_the_roster").recipient == person


def test_staff_and_focal_points_who_review_keep_their_second_factor():
    moderator, focal = accounts.moderator("m@example.org"), accounts.focal_point("KEN")
    peer_review.reviewer(person=moderator, side=Side.UN)
    peer_review.reviewer(person=focal)

    assert [must_use_two_factors(somebody) for somebody in (moderator, focal)] == [True, True]


@pytest.mark.parametrize("make", [accounts.moderator, accounts.focal_point, accounts.person])
def test_only_administrators_keep_the_roster(make):
    somebody, entered = make(), peer_review.reviewer()
    for act in (
        lambda: services.enter(email=somebody.email, values=values(), by=somebody),
        lambda: services.change(entered, values=values(per_year=9), by=somebody),
        lambda: services.correct_profile(entered, values=values(per_year=9), by=somebody),
        lambda: services.pause(entered, paused=True, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert list(Reviewer.objects.values_list("per_year", "is_paused")) == [(2, False)]


@pytest.mark.parametrize("email", ["nobody@example.org", "", "a" * 300])
def test_who_has_no_account_is_invited_first(email):
    with pytest.raises(NoSuchAccount):
        services.enter(email=email, values=values(), by=peer_review.administrator())


def test_neither_the_machine_nor_a_closed_account_is_entered():
    accounts.person("closed@example.org", is_active=False)
    for email in ("closed@example.org", User.objects.system().email):
        with pytest.raises(NoSuchAccount):
            services.enter(email=email, values=values(), by=peer_review.administrator())


def test_nobody_is_entered_twice():
    entered = peer_review.reviewer()

    with pytest.raises(OnTheRosterAlready):
        services.enter(email=entered.person.email, values=values(), by=peer_review.administrator())
    assert Reviewer.objects.count() == 1


def test_a_reviewer_corrects_their_profile_and_not_their_place():
    entered = peer_review.reviewer()

    services.correct_profile(
        entered,
        values=values(institution="Elsewhere", objectives=[7, 8], side=Side.UN, until=today()),
        by=entered.person,
    )

    kept = Reviewer.objects.get()
    assert (kept.institution, kept.side, kept.until) == ("Elsewhere", Side.EXTERNAL, None)
    assert [each.number for each in kept.objectives.all()] == [7, 8]


def test_a_reviewer_takes_a_pause_and_comes_back_and_it_is_on_record():
    entered = peer_review.reviewer()
    for paused in (True, False):
        services.pause(entered, paused=paused, by=entered.person)
        assert Reviewer.objects.get().is_paused is paused

    events = AccountEvent.objects.filter(act=Act.ROSTER_CHANGED).order_by("pk")
    assert list(events.values_list("person", "note")) == [
        (entered.person_id, note) for note in ("entered", "paused", "back")
    ]


def test_what_a_profile_says_is_in_no_trail():
    entered = peer_review.reviewer(institution="kanarienvogel")
    services.change(entered, values=values(institution="kanarienvogel"), by=peer_review.administrator())

    assert [row for row in AccountEvent.objects.values() if "kanarienvogel" in str(row)] == []


@pytest.mark.parametrize("fields", [{"per_year": 0}, {"per_year": 13}, {"until": today() - DAY}])
def test_the_database_refuses_an_entry_that_makes_no_sense(fields):
    entered = peer_review.reviewer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reviewer.objects.filter(pk=entered.pk).update(**fields)


# whom to ask ---------------------------------------------------------------------------------------------------------


def suggested(review, side=Side.EXTERNAL):
    """The names of those who can be asked, best first, and the hindrance of those who cannot."""
    found, excluded = selectors.suggestions(review, by=peer_review.moderator(), day=today())
    return [str(each.reviewer) for each in found[side]], {str(each.reviewer): each.hindrance for each in excluded}


def test_the_best_match_comes_first_and_says_why():
    review = peer_review.opened(peer_review.submitted_tool(objectives=[6, 7], language="fr"))
    region = review.tool.state.review_region
    peer_review.reviewer("nothing", objectives=[1], regions=[], languages=["ru"])
    peer_review.reviewer("region", objectives=[1], regions=[region], languages=["ru"])
    peer_review.reviewer("language", objectives=[1], regions=[], languages=["fr"])
    peer_review.reviewer("one", objectives=[7], regions=[], languages=["ru"])
    peer_review.reviewer("both", objectives=[6, 7], regions=[region], languages=["fr"])

    names, excluded = suggested(review)

    assert (names, excluded) == (["both", "one", "language", "region", "nothing"], {})
    found, _excluded = selectors.suggestions(review, by=peer_review.moderator(), day=today())
    assert found[Side.EXTERNAL][0].reasons == [
        "Objectives in common: 6, 7", "Reads French", "Knows the region: Europe and North America",
        "0 of 2 taken this year",
    ]  # fmt: skip
    assert found[Side.EXTERNAL][4].reasons == ["Does not say they read French", "0 of 2 taken this year"]


def test_of_two_alike_who_has_done_less_this_year_comes_first():
    busy, idle = peer_review.reviewer("a busy one"), peer_review.reviewer("idle")
    services.invite(peer_review.opened(), [busy], by=peer_review.moderator())

    review = peer_review.opened()
    assert suggested(review)[0] == ["idle", "a busy one"]
    assert idle.pk != busy.pk


def test_reviewers_of_the_un_and_external_ones_are_told_apart():
    peer_review.reviewer("of the UN", side=Side.UN)
    peer_review.reviewer("external")

    review = peer_review.opened()
    assert (suggested(review, Side.UN)[0], suggested(review)[0]) == (["of the UN"], ["external"])


def test_who_cannot_be_asked_is_shown_with_the_reason():
    tool = peer_review.submitted_tool(provider="The Sample Bureau (SB)")
    review = peer_review.opened(tool)
    peer_review.reviewer("colleague", institution="SB, Lisbon")
    peer_review.reviewer("author", person=tool.author)
    peer_review.reviewer("spoke", person=accounts.focal_point("PRT", email="spoke@example.org", ends_on=today() - DAY))
    peer_review.reviewer("drafts", person=accounts.drafter("PRT"))
    peer_review.reviewer("of Kenya", person=accounts.focal_point("KEN"))
    peer_review.reviewer("moderator", person=peer_review.moderator())
    services.pause(paused := peer_review.reviewer("paused"), paused=True, by=paused.person)
    gone = peer_review.reviewer("gone")
    User.objects.filter(pk=gone.person_id).update(is_active=False)
    asked = peer_review.reviewer("asked")
    services.invite(review, [asked], by=peer_review.moderator())
    peer_review.reviewer("left", since=today() - 9 * DAY, until=today() - DAY)

    names, excluded = suggested(review)

    assert names == ["focal.ken"]
    assert excluded == {
        "colleague": Hindrance.PROVIDER,
        "focal.prt": Hindrance.AUTHOR,
        "spoke": Hindrance.OWNER,
        "drafter.prt": Hindrance.OWNER,
        "moderator": Hindrance.YOURSELF,
        "paused": Hindrance.PAUSED,
        "gone": Hindrance.CLOSED,
        "asked": Hindrance.ASKED,
    }


def test_who_has_taken_as_many_as_they_offered_this_year_is_left_in_peace():
    reviewer = peer_review.reviewer("full", per_year=1)
    [assignment] = services.invite(peer_review.opened(), [reviewer], by=peer_review.moderator())
    review = peer_review.opened()
    assert suggested(review) == ([], {"full": Hindrance.FULL})

    services.decline(assignment, by=reviewer.person)

    assert suggested(review) == (["full"], {})


def test_what_was_asked_last_year_does_not_count_this_year():
    reviewer = peer_review.reviewer("full", per_year=1)
    [assignment] = services.invite(peer_review.opened(), [reviewer], by=peer_review.moderator())
    assignment.asked_at = timezone.now().replace(year=today().year - 1)
    assignment.save()

    assert suggested(peer_review.opened())[0] == ["full"]


def test_a_tool_of_an_organisation_is_kept_from_its_own_people():
    city = accounts.organisation("City of Sample")
    author = accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    review = peer_review.opened(tools.submitted(author, state=None, organisation=city))
    peer_review.reviewer("employee", institution="city of sample, office for migration")
    peer_review.reviewer(
        "speaker", person=accounts.delegate("s@example.org", role=DelegationRole.DRAFTER, organisation=city)
    )

    assert suggested(review) == ([], {"employee": Hindrance.PROVIDER, "s": Hindrance.OWNER})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("IOM", "International Organization for Migration (IOM)", True),
        ("International Organization for Migration", "International Organization for Migration (IOM)", True),
        ("Universidade de Évora", "UNIVERSIDADE DE EVORA, faculty of law", True),
        ("IOM", "Ministry of Idiomatic Affairs", False),
        ("Sample Institute", "Sample Institution", False),
        ("منظمة العينة", "منظمة العينة، القاهرة", True),
        ("Sample Institute", "", False),
        ("", "", False),
        ("...", "Anybody", False),
    ],
)
def test_an_institution_is_known_by_its_name_or_its_acronym(one, other, expected):
    assert is_same_institution(one, other) is expected
    assert is_same_institution(other, one) is expected


@pytest.mark.parametrize("rows", [1, 3])
def test_suggestions_ask_the_same_few_questions_however_long_the_roster(rows, django_assert_num_queries):
    review, moderator = peer_review.opened(), peer_review.moderator()
    for number in range(rows):
        peer_review.reviewer(f"r{number}", expertise=Expertise.POLICY)
    review = selectors.review_of(review.pk)
    with django_assert_num_queries(5):
        selectors.suggestions(review, by=moderator, day=today())
