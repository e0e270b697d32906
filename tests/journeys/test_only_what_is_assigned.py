"""A peer reviewer sees what they were asked, and nothing else: every address is walked as one."""

from copy import copy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import accounts, peer_review
from tests.journeys.expected import EXPECTED
from tests.journeys.test_addresses import address, signed_in, status_of
from tests.journeys.world import make_world

pytestmark = pytest.mark.django_db

OWN = {  # what a reviewer gets, with GET and POST, where an account without any role gets 404
    "reviewing:assess": [200, 302],
    "reviewing:assignment": [200, 405],
    "reviewing:declare": [405, 400],
    "reviewing:decline": [405, 302],
    "reviewing:file": [200, 405],
    "reviewing:list": [200, 405],
    "reviewing:pause": [405, 302],
    "reviewing:profile": [200, 400],
    "reviewing:thanks": [200, 405],
    "reviewing:thanks_pdf": [404, 405],
    "reviewing:tool": [200, 405],
}
LET_IN = {  # a person's own, and empty
    "delegations:home",
    "desk_erasure:list",
    "desk_erasure:new",
    "desk_matches:list",
    "desk_pledges:letter",
    "desk_pledges:named_list",
    "invitations:accept",
}
METHODS = ["get", "post"]
PARTS = 3
HELD_BACK = ("desk_", "moderation:", "peer_reviews:", "roster:", "people:", "invitations:", "delegations:")


def statuses(cookies, world, name):
    """What this person gets; nothing that is asked here stays changed, not even that they are signed in."""
    found = []
    for method in METHODS:
        client = Client()
        client.cookies = copy(cookies)
        with transaction.atomic():
            found.append(status_of(getattr(client, method)(address(world, name))))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_at_every_address_but_their_own_a_reviewer_gets_what_somebody_without_a_role_gets(settings, part):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    world = make_world()
    nobody = signed_in(accounts.person("no.role@example.org")).cookies
    reviewer = signed_in(world.people["reviewer"]).cookies
    differing, let_in = {}, {}
    for name in sorted(EXPECTED)[part::PARTS]:
        theirs, own = statuses(nobody, world, name), statuses(reviewer, world, name)
        if theirs != own:
            differing[name] = own
        if name.startswith(HELD_BACK) and 200 in own:
            let_in[name] = own
    mine = sorted(OWN)
    assert differing == {name: OWN[name] for name in sorted(EXPECTED)[part::PARTS] if name in mine}
    assert sorted(let_in) == [name for name in sorted(EXPECTED)[part::PARTS] if name in LET_IN]


@pytest.mark.parametrize("name", ["assignment", "tool", "assess", "declare", "decline"])
def test_what_another_was_asked_looks_like_what_does_not_exist(name):
    theirs, mine = peer_review.asked()[:2]
    for assignment in (theirs, mine):
        peer_review.accepted(assignment)
    client = signed_in(mine.reviewer.person)
    method = "post" if name.startswith("decl") else "get"

    pages = []
    for pk in (theirs.pk, 10**9):
        answer = getattr(client, method)(reverse(f"reviewing:{name}", args=[pk]))
        pages.append((answer.status_code, answer.content.decode().replace(f"/{pk}/", "/N/")))
    assert pages[0] == pages[1]
    assert pages[0][0] == 404


def test_who_left_the_roster_keeps_what_they_did_and_is_let_in():
    assignment = peer_review.asked()[0]
    peer_review.assessed(assignment)
    reviewer = assignment.reviewer
    reviewer.since = reviewer.until = reviewer.since.replace(year=reviewer.since.year - 1)
    reviewer.save()
    client = signed_in(reviewer.person)

    assert [client.get(reverse(f"reviewing:{name}")).status_code for name in ("list", "thanks")] == [200, 200]
    assert client.get(reverse("reviewing:assignment", args=[assignment.pk])).status_code == 200
