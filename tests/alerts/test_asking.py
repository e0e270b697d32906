"""An address is written to only once its owner confirmed it; whether it is known is told to nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.services import Subject, erase, held
from accounts.states import Holding
from alerts.exceptions import FilterRefused, LinkInvalid
from alerts.models import Letter, Subscription
from alerts.selectors.scopes import Scope
from alerts.services import ask, confirm, forget, read_confirmation, read_stop, send_due_alerts, stop
from alerts.services.links import STOP
from alerts.states import LETTERS_A_DAY, SUBSCRIPTIONS_MAX
from notices.states import MAX_ATTEMPTS
from tests.alerts.conftest import following
from tests.factories import accounts
from tests.factories.alerts import asked, follower, token
from tests.notices.conftest import at_once
from workflow.selectors import current_publication

pytestmark = pytest.mark.django_db


def test_who_asks_is_written_to_once_with_a_link(settings):
    settings.SITE_URL = "https://portal.example.org"
    letter = asked(path="states/PRT", frequency="weekly")
    assert (send_due_alerts(), send_due_alerts()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["reader@example.org"], "Please confirm: mail about “Portugal”")
    assert f"https://portal.example.org/en/follow/confirm/{token(letter)}/" in sent.body
    assert "How often: Every week" in sent.body
    assert token(letter) in sent.alternatives[0][0]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in sent.extra_headers
    assert Subscription.objects.get().confirmed_at is None


def test_confirming_counts_from_now_on_and_twice_is_once(desk):
    desk.pledge()
    letter = asked(frequency="weekly")
    first = confirm(token(letter)).subscription
    desk.pledge()
    second = confirm(token(letter)).subscription
    assert (first.told_until, second.told_until) == (current_publication() - 1, current_publication() - 1)
    assert second.confirmed_at == first.confirmed_at
    assert second.due_at > timezone.now()


def test_asking_again_changes_nothing_until_it_is_confirmed():
    follower(frequency="daily")
    letter = asked(email="Reader@Example.org", language="fr", frequency="monthly")
    own = Subscription.objects.get()
    assert (own.frequency, own.language) == ("daily", "en")
    confirm(token(letter))
    own.refresh_from_db()
    assert (own.frequency, own.language, own.email) == ("monthly", "fr", "reader@example.org")


def test_a_link_works_for_some_days_only_and_a_made_up_one_never(settings):
    letter = asked()
    later = timezone.now() + timedelta(days=settings.ALERT_CONFIRM_DAYS, minutes=1)
    with time_machine.travel(later, tick=False), pytest.raises(LinkInvalid):
        confirm(token(letter))
    for made_up in ("", "1", str(letter.pk), token(letter)[:-1], STOP.sign(str(letter.pk)), "x" * 500):
        with pytest.raises(LinkInvalid):
            read_confirmation(made_up)
    assert Subscription.objects.get().confirmed_at is None


def test_an_address_gets_a_few_links_a_day_whoever_asks():
    for number in range(LETTERS_A_DAY + 3):
        asked(query=f"objective={number + 1}")
    asked(email="READER@example.org", path="tools")
    asked(email="another@example.org")
    assert Letter.objects.filter(subscription__email__iexact="reader@example.org").count() == LETTERS_A_DAY
    assert Letter.objects.count() == LETTERS_A_DAY + 1
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        asked(path="tools")
    assert Letter.objects.count() == LETTERS_A_DAY + 2


def test_an_address_follows_no_more_than_it_may():
    own = [Subscription(email="reader@example.org", scope="pledges", query=f"q={n}") for n in range(SUBSCRIPTIONS_MAX)]
    Subscription.objects.bulk_create(own)
    assert asked(path="tools") is None
    assert Subscription.objects.count() == SUBSCRIPTIONS_MAX


def test_more_filters_than_can_be_kept_are_refused():
    scope = Scope(path="pledges", query="x" * 1001, title="", page="", narrowings={})
    with pytest.raises(FilterRefused):
        ask(email="reader@example.org", scope=scope, language="en", frequency="daily")
    assert not Subscription.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_row_and_keep_the_share():
    at_once(*[asked] * 2)
    assert (Subscription.objects.count(), Letter.objects.count()) == (1, 2)
    for number in range(LETTERS_A_DAY - 3):
        asked(query=f"objective={number + 1}")
    at_once(*[lambda: asked(path="tools"), lambda: asked(path="plans"), lambda: asked(path="needs")])
    assert Letter.objects.count() == LETTERS_A_DAY


def test_stopping_erases_the_address_and_all_that_hung_on_it():
    own = follower()
    asked()
    link = STOP.sign(own.key.hex)
    assert read_stop(link) == own
    stop(link)
    stop(link)
    assert (Subscription.objects.count(), Letter.objects.count(), read_stop(link)) == (0, 0, None)
    with pytest.raises(LinkInvalid):
        stop(own.key.hex)


def test_what_nobody_confirms_is_deleted_and_what_was_confirmed_stays(settings):
    kept = follower("kept@example.org")
    asked("late@example.org")
    later = timezone.now() + timedelta(days=settings.ALERT_CONFIRM_DAYS, minutes=1)
    with time_machine.travel(later - timedelta(hours=1), tick=False):
        asked("again@example.org")
        assert forget() == 0
    with time_machine.travel(later, tick=False):
        assert (forget(), forget()) == (1, 0)
    assert following() == ["again@example.org", kept.email]


def test_asking_again_before_the_end_keeps_the_row_as_long_as_the_new_link_works(settings):
    asked()
    with time_machine.travel(timezone.now() + timedelta(days=settings.ALERT_CONFIRM_DAYS - 1), tick=False):
        letter = asked()
    with time_machine.travel(timezone.now() + timedelta(days=settings.ALERT_CONFIRM_DAYS + 1), tick=False):
        assert forget() == 0
        confirm(token(letter))
    assert Subscription.objects.get().confirmed_at is not None


def test_an_address_that_mail_does_not_reach_is_forgotten():
    follower("fine@example.org")
    Letter.objects.create(subscription=follower(), purpose="news", attempts=MAX_ATTEMPTS)
    assert forget() == 1
    assert following() == ["fine@example.org"]


def test_that_a_mail_was_sent_is_forgotten_after_a_month():
    own, long_ago = follower(), timezone.now() - timedelta(days=31)
    Letter.objects.create(subscription=own, purpose="news", until=1, sent_at=long_ago)
    Letter.objects.create(subscription=own, purpose="news", until=2, sent_at=timezone.now())
    assert forget() == 0
    assert list(Letter.objects.values_list("until", flat=True)) == [2]


def test_an_address_is_erased_with_what_mail_servers_said_of_it():
    person = accounts.person("Reader@example.org")
    own = follower("reader@example.org")
    follower("another@example.org")
    Letter.objects.create(subscription=own, purpose="news", failure="550 reader@example.org unknown")
    subject = Subject.account(person)
    assert {name: count for name, count in held(subject).items() if name.startswith("alerts")} == {
        "alerts.Letter": 1,
        "alerts.Subscription": 1,
    }
    erase(Subject(Holding.ACCOUNT, email="reader@example.org"), by=accounts.administrator())
    assert following() == ["another@example.org"]
    assert {name: count for name, count in held(subject).items() if name.startswith("alerts")} == {}


@pytest.mark.parametrize(
    "wrong", [{"confirmed_at": timezone.now()}, {"due_at": timezone.now()}, {"email": "READER@example.org"}]
)
def test_the_database_keeps_the_promises(wrong):
    own = asked().subscription
    known = {"email": "second@example.org", "scope": own.scope, "query": own.query} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.create(**known)
