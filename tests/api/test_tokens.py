"""Tokens: made once, shown once, kept as a digest, revoked, told of, erased."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import AccountEvent
from accounts.services import Subject, erasers_of
from accounts.states import Act, Holding
from api.exceptions import NotSignedIn, TooManyTokens
from api.models import AccessToken
from api.services import make_token, open_with, revoke_token
from api.services.tokens import digest_of
from api.states import TOKENS_MAX, Scope
from notices.models import Notice
from notices.services import send_due_notices
from tests.factories import accounts

pytestmark = pytest.mark.django_db


def made(by, **fields):
    """A token of this person's, and its text."""
    return make_token(by=by, **{"name": "A sample", "scope": Scope.WRITE, "days": 30, "made_with": uuid4()} | fields)


@pytest.fixture
def portugal(db):
    """A focal point."""
    return accounts.focal_point("PRT")


def test_only_its_digest_is_kept_and_only_the_text_opens(portugal):
    token, text = made(portugal)
    assert (token.digest, token.hint) == (digest_of(text), text[-4:])
    kept = {str(getattr(token, field.attname)) for field in AccessToken._meta.concrete_fields}
    assert text not in kept and text.startswith("gcmp_") and len(text) > 40
    assert open_with(text).person == portugal
    for wrong in (text[:-1], token.digest, "", "\ud800"):
        with pytest.raises(NotSignedIn):
            open_with(wrong)


def test_the_same_form_makes_one_and_shows_it_once(portugal):
    form = uuid4()
    token, text = made(portugal, made_with=form)
    assert made(portugal, made_with=form) == (token, "") and text != ""
    assert AccessToken.objects.count() == 1


def test_it_works_for_a_year_at_most(portugal):
    token, _text = made(portugal, days=5000)
    assert token.expires_at - token.created_at == timedelta(days=365)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccessToken.objects.filter(pk=token.pk).update(expires_at=token.created_at)


def test_nobody_has_more_than_ten_that_work(portugal):
    first, _text = made(portugal)
    for _ in range(TOKENS_MAX - 1):
        made(portugal)
    with pytest.raises(TooManyTokens) as refused:
        made(portugal)
    assert "Revoke one" in refused.value.message
    revoke_token(first, by=portugal)
    made(portugal)


def test_who_speaks_for_nobody_makes_none():
    for person in (accounts.person(), accounts.moderator()):
        with pytest.raises(PermissionDenied):
            made(person)
    assert (AccessToken.objects.count(), Notice.objects.count()) == (0, 0)


def test_others_tokens_cannot_be_revoked(portugal):
    token, _text = made(portugal)
    with pytest.raises(PermissionDenied):
        revoke_token(token, by=accounts.focal_point("KEN"))
    token.refresh_from_db()
    assert token.revoked_at is None


def test_revoking_twice_is_one_event(portugal):
    token, text = made(portugal)
    for _ in range(2):
        revoke_token(token, by=portugal)
    with pytest.raises(NotSignedIn):
        open_with(text)
    acts = AccountEvent.objects.order_by("pk").values_list("act", "actor", "person", "note")
    assert list(acts) == [
        (Act.TOKEN_MADE, portugal.pk, portugal.pk, f"{token.pk} write"),
        (Act.TOKEN_REVOKED, portugal.pk, portugal.pk, f"{token.pk}"),
    ]


def test_where_the_trail_cannot_be_written_no_token_is_made(portugal, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(AccountEvent.objects, "create", refuse)
    with pytest.raises(RuntimeError), transaction.atomic():
        made(portugal)
    assert (AccessToken.objects.count(), Notice.objects.count()) == (0, 0)


def test_its_owner_is_told_by_mail_unless_it_is_revoked_by_then(portugal):
    _first, text = made(portugal, name="Reporting tool")
    second, _text = made(portugal)
    revoke_token(second, by=portugal)
    send_due_notices()
    assert [message.subject for message in mail.outbox] == ["An access token was made in your name"]
    assert "Reporting tool" in mail.outbox[0].body and "/accounts/tokens/" in mail.outbox[0].body
    assert text not in mail.outbox[0].body


def test_the_last_use_is_kept_to_a_few_minutes(portugal, django_assert_num_queries):
    token, text = made(portugal)
    open_with(text)
    token.refresh_from_db()
    first = token.last_used_at
    open_with(text)
    token.refresh_from_db()
    assert token.last_used_at == first and first is not None
    AccessToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=6))
    open_with(text)
    token.refresh_from_db()
    assert token.last_used_at > first


def test_erasure_takes_them_all(portugal):
    made(portugal)
    kept, _text = made(accounts.focal_point("KEN"))
    eraser = next(each for each in erasers_of() if each.table == "api.AccessToken")
    rows = eraser.rows(Subject(Holding.ACCOUNT, person=portugal.pk, email=portugal.email))
    eraser.erase(rows, accounts.administrator())
    assert list(AccessToken.objects.all()) == [kept]


@pytest.fixture
def signed_in(client, portugal):
    """Their browser."""
    client.force_login(portugal, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_on_the_page_it_is_shown_once(signed_in, portugal):
    form = {"name": "My program", "scope": "read", "days": "30", "made_with": str(UUID(int=9))}
    answer = signed_in.post("/en/accounts/tokens/new/", form)
    token = AccessToken.objects.get()
    text = answer.content.decode().partition("gcmp_")[2].partition("<")[0]
    assert open_with(f"gcmp_{text}").token == token and token.scope == Scope.READ_OWN
    assert "no-store" in answer["Cache-Control"]
    again = signed_in.post("/en/accounts/tokens/new/", form).content.decode()
    assert "It was shown before" in again and text not in again
    page = signed_in.get("/en/accounts/tokens/").content.decode()
    assert "My program" in page and token.hint in page and text not in page
    signed_in.post(f"/en/accounts/tokens/{token.pk}/revoke/")
    assert "Revoked on" in signed_in.get("/en/accounts/tokens/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("scope", "all"), ("days", "400"), ("days", ""), ("name", "a\0")],
)
def test_a_form_that_is_wrong_comes_back_and_makes_none(signed_in, field, value):
    form = {"name": "My program", "scope": "read", "days": "30", "made_with": str(UUID(int=9))} | {field: value}
    answer = signed_in.post("/en/accounts/tokens/new/", form)
    assert "error-summary" in answer.content.decode()
    assert AccessToken.objects.count() == 0


def test_too_many_are_refused_on_the_page(signed_in, portugal):
    for _ in range(TOKENS_MAX):
        made(portugal)
    form = {"name": "One more", "scope": "read", "days": "30", "made_with": str(UUID(int=9))}
    answer = signed_in.post("/en/accounts/tokens/new/", form)
    assert answer.status_code == 409 and "Revoke one you no longer use" in answer.content.decode()


def test_others_tokens_are_not_there(signed_in):
    theirs, _text = made(accounts.focal_point("KEN"))
    assert signed_in.post(f"/en/accounts/tokens/{theirs.pk}/revoke/").status_code == 404
    assert theirs.name not in signed_in.get("/en/accounts/tokens/").content.decode()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_pages_answer_in_other_languages(signed_in, language):
    with translation.override(language):
        for page in ("", "new/"):
            assert signed_in.get(f"/{language}/accounts/tokens/{page}").status_code == 200
