"""States and organisations as administrators see them: who speaks, on which letter, what is proposed, what ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from accounts.models import Delegation, ReturnedMail, State
from accounts.selectors import (
    accounts_out_of_reach,
    delegations_ending_soon,
    invitations_open,
    parties_spoken_for,
    party_in_full,
    party_story,
    proposals_waiting,
    with_mandates,
)
from accounts.services import GivenLetter, confirm_nomination, end_delegation, invite
from accounts.states import Act, DelegationRole
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def day(after=0):
    return timezone.localdate() + timedelta(days=after)


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def at_work(administrator):
    client = Client()
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(answer):
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def listed(words=""):
    lines = with_mandates(list(parties_spoken_for(words)))
    return [(str(each.party), each.focal_points, each.drafters, each.first_to_end, each.proposed) for each in lines]


def test_every_party_somebody_speaks_for_or_is_asked_to_is_listed_by_name(administrator):
    focal = accounts.focal_point("PRT", ends_on=day(10))
    accounts.drafter("PRT")
    accounts.focal_point("KEN", starts_on=day(-9), ends_on=day(-1))
    city = accounts.organisation()
    accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    accounts.nominated(focal)
    invite(by=administrator, email="a@example.org", party=State.objects.get(pk="FRA"), role=DelegationRole.DRAFTER)
    assert listed() == [
        ("City of Sample", 1, 0, None, 0),
        ("France", 0, 0, None, 0),
        ("Kenya", 0, 0, None, 0),
        ("Portugal", 1, 1, day(10), 1),
    ]
    assert [name for name, *_ in listed("port")] == ["Portugal"]
    assert [name for name, *_ in listed("ken")] == ["Kenya"]
    assert listed("no such") == []


def test_the_list_is_in_the_order_of_the_page_s_language_and_found_by_its_names_too():
    accounts.focal_point("DEU")
    accounts.focal_point("FRA")
    with translation.override("fr"):
        assert [name for name, *_ in listed()] == ["Allemagne", "France"]
        assert [name for name, *_ in listed("Allem")] == ["Allemagne"]
        assert [name for name, *_ in listed("germ")] == ["Allemagne"]


def test_one_state_in_full(administrator):
    focal = accounts.focal_point("PRT", ends_on=day(10))
    former = accounts.focal_point("PRT", "former@example.org", ends_on=day(-1))
    coming = accounts.focal_point("PRT", "coming@example.org", starts_on=day(11))
    drafter = accounts.drafter("PRT")
    accounts.focal_point("KEN")
    nomination = accounts.nominated(focal, letter=GivenLetter(file=accounts.upload()))
    ReturnedMail.objects.create(email=focal.email, why="5.1.1")
    found = party_in_full(accounts.portugal())
    assert [each.person for each in found.speaking] == [focal, drafter]
    assert [each.person for each in found.coming] == [coming]
    assert [each.person for each in found.ended] == [former]
    assert list(found.nominations) == [nomination]
    assert [each.person for each in found.focal_points] == [focal]
    assert [each.mail_came_back for each in found.speaking] == [True, False]


def test_the_page_says_who_speaks_since_when_on_which_letter_until_when(at_work, administrator):
    focal = accounts.focal_point("PRT", ends_on=day(10))
    Delegation.objects.filter(person=focal).update(authority="Note verbale 3/2026")
    accounts.focal_point("PRT", "former@example.org", ends_on=day(-1))
    nomination = accounts.nominated(focal, letter=GivenLetter(file=accounts.upload()))
    confirm_nomination(nomination=nomination, by=administrator)
    accounts.nominated(focal, email="third@example.org")
    words = text_of(at_work.get("/en/accounts/people/states/PRT/"))
    speaking, proposed, ended = (
        words.index(part) for part in ("Who speaks and drafts", "Proposed focal points", "Delegations that ended")
    )
    assert speaking < words.index("Note verbale 3/2026") < proposed
    assert proposed < words.index("third@example.org") < words.index("Invited, not accepted yet") < ended
    assert "Letter (PDF" in words
    assert ended < words.index("former") < words.index("Proposal confirmed")


def test_a_party_nobody_speaks_for_says_what_follows_from_it(at_work):
    accounts.focal_point("KEN", ends_on=day(-1))
    words = text_of(at_work.get("/en/accounts/people/states/KEN/"))
    assert "Nobody speaks for it today" in words
    assert "Nothing can be submitted for it until a focal point is confirmed or invited." in words


def test_a_closed_account_speaks_for_nobody(at_work):
    focal = accounts.focal_point("KEN")
    focal.is_active = False
    focal.save()
    words = text_of(at_work.get("/en/accounts/people/states/KEN/"))
    assert ("Nobody speaks for it today" in words, "Account closed" in words) == (True, True)


def test_an_organisation_has_its_page(at_work):
    city = accounts.organisation()
    accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city)
    assert "City of Sample" in text_of(at_work.get(f"/en/accounts/people/organisations/{city.pk}/"))


@pytest.mark.parametrize("path", ["states/XXX/", "states/zzz-zzz/", "organisations/999/"])
def test_what_is_not_there_is_404(at_work, path):
    assert at_work.get(f"/en/accounts/people/{path}").status_code == 404


@pytest.mark.parametrize("words", ["\0", "x" * 3000, "%", "'"])
def test_odd_words_find_nobody(at_work, words):
    accounts.focal_point("PRT")
    answer = at_work.get("/en/accounts/people/delegations/", {"q": words})
    assert answer.status_code == 200


def test_the_story_of_a_party_is_told_with_whom_it_was_about(administrator):
    focal = accounts.focal_point("PRT")
    accounts.nominated(focal)
    end_delegation(delegation=Delegation.objects.get(person=focal), on=day(5), by=administrator)
    assert [(event.act, event.actor) for event in party_story(accounts.portugal())] == [
        (Act.DELEGATION_ENDED, administrator),
        (Act.NOMINATED, focal),
    ]
    assert list(party_story(State.objects.get(pk="KEN"))) == []


def test_how_much_waits(administrator):
    focal = accounts.focal_point("PRT", ends_on=day(60))
    accounts.focal_point("KEN", ends_on=day(61))
    accounts.nominated(focal)
    invite(by=administrator, email="a@example.org", party=accounts.portugal(), role=DelegationRole.DRAFTER)
    ReturnedMail.objects.create(email=focal.email, why="5.1.1")
    ReturnedMail.objects.create(email="nobody@example.org", why="5.1.1")
    assert (proposals_waiting(), invitations_open(), delegations_ending_soon(), accounts_out_of_reach()) == (
        1,
        1,
        1,
        1,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_many(at_work, rows, django_assert_num_queries):
    for state in ["PRT", "KEN", "FRA"][:rows]:
        accounts.focal_point(state)
    accounts.delegate("city@example.org", role=DelegationRole.DRAFTER, organisation=accounts.organisation())
    with django_assert_num_queries(10):
        at_work.get("/en/accounts/people/delegations/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_the_same_queries_however_many_speak(at_work, rows, django_assert_num_queries):
    people = [accounts.focal_point("PRT", f"focal{number}@example.org") for number in range(rows)]
    for number, person in enumerate(people):
        accounts.nominated(person, email=f"next{number}@example.org")
    with django_assert_num_queries(10):
        at_work.get("/en/accounts/people/states/PRT/")
