"""Pages that are not for everybody: to the sign-in, or as if there were none; and no cache keeps them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse

from accounts.pages import for_holders_of
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@for_holders_of("workflow.moderate")
def page(request, number):
    """What only moderators see."""
    return HttpResponse(f"page {number}")


def asked_by(person, rf):
    request = rf.get("/en/somewhere/?page=2")
    request.user = person
    return page(request, 7)


def test_who_holds_the_permission_is_let_in_and_nothing_keeps_the_page(rf):
    answer = asked_by(accounts.moderator(), rf)
    assert (answer.status_code, answer.content) == (200, b"page 7")
    assert "no-store" in answer["Cache-Control"]


def test_who_is_signed_out_is_sent_to_the_sign_in_and_comes_back(rf):
    answer = asked_by(AnonymousUser(), rf)
    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/en/somewhere/%3Fpage%3D2")
    assert "no-store" in answer["Cache-Control"]


def test_for_anybody_else_there_is_no_such_page(rf):
    with pytest.raises(Http404):
        asked_by(accounts.focal_point(), rf)
