"""The messages correspondence owes, in their readers' languages, and when they are not true any more."""

import pytest
from django.utils import translation

from accounts.models import Delegation
from correspondence.services.threads import ANSWER, QUESTION
from notices.models import Notice
from notices.services import topic_of
from tests.factories import accounts, needs, plans, pledges, progress, reviews, tools
from tests.factories.correspondence import answered, asked, erased
from workflow import services as workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def waiting(portugal):
    return pledges.submitted(portugal)


def mail_of(topic):
    """The words of the one notice of this topic."""
    notice = Notice.objects.get(topic=topic)
    return topic_of(notice).compose(notice)


def test_a_question_names_the_submission_and_leads_to_the_place_to_answer(waiting):
    message = asked(waiting, text="Which ministry?")
    mail = mail_of(QUESTION)
    assert mail.subject == f"The secretariat has a question about {waiting.reference}"
    assert "Which ministry?" in mail.paragraphs
    assert mail.link == f"/en/desk/questions/{message.thread_id}/"
    assert "moderator" not in " ".join(mail.paragraphs)


def test_an_answer_leads_the_moderator_to_the_submission(waiting, portugal):
    asked(waiting)
    answered(waiting, by=portugal, text="The sample ministry.")
    mail = mail_of(ANSWER)
    assert mail.subject == f"Portugal answered a question about {waiting.reference}"
    assert "The sample ministry." in mail.paragraphs
    assert mail.link == f"/en/moderation/pledge/{waiting.pk}/"


def test_the_link_is_in_the_readers_language(waiting):
    asked(waiting)
    with translation.override("fr"):
        assert mail_of(QUESTION).link.startswith("/fr/desk/questions/")


@pytest.mark.parametrize("factory", [pledges, tools, plans, reviews, needs], ids=lambda each: each.__name__)
def test_every_kind_can_be_asked_about(portugal, client, factory):
    item = factory.submitted(portugal)
    message = asked(item)
    client.force_login(portugal)
    assert client.get(mail_of(QUESTION).link).status_code == 200
    assert client.get(message.thread.record_url).status_code == 200
    answered(item, by=portugal)
    client.force_login(message.author)
    assert client.get(mail_of(ANSWER).link).status_code == 200


def test_an_update_can_be_asked_about(portugal, client):
    moderator = accounts.moderator()
    update = progress.submitted(portugal, about=pledges.published(portugal, moderator).record)
    message = asked(update, by=moderator)
    client.force_login(portugal)
    assert client.get(mail_of(QUESTION).link).status_code == 200
    assert client.get(message.thread.record_url).status_code == 200


def test_a_question_that_was_answered_is_not_sent(waiting, portugal):
    asked(waiting)
    answered(waiting, by=portugal)
    assert mail_of(QUESTION) is None


def test_nothing_is_sent_about_what_left_the_desk(waiting, portugal):
    asked(waiting)
    answered(waiting, by=portugal)
    workflow.publish(waiting, by=accounts.moderator())
    assert mail_of(ANSWER) is None
    other = pledges.submitted(portugal)
    Notice.objects.all().delete()
    asked(other, by=accounts.moderator("second@example.org"))
    workflow.withdraw(other, by=portugal)
    assert mail_of(QUESTION) is None


def test_nothing_is_sent_to_who_may_not_read_it_any_more(waiting, portugal):
    moderator = accounts.moderator()
    asked(waiting, by=moderator)
    Delegation.objects.filter(person=portugal).update(ends_on="2021-01-01")
    assert mail_of(QUESTION) is None
    Delegation.objects.filter(person=portugal).update(ends_on=None)
    answered(waiting, by=portugal)
    moderator.staff_role = ""
    moderator.save()
    assert mail_of(ANSWER) is None


def test_erased_words_are_not_sent(waiting):
    asked(waiting)
    erased(waiting.record)
    assert mail_of(QUESTION) is None


def test_a_question_is_urgent_and_an_answer_waits_for_the_digest_where_one_is_chosen(waiting, portugal):
    asked(waiting)
    answered(waiting, by=portugal)
    owed = Notice.objects.filter(topic__startswith="correspondence.")
    assert {each.topic: topic_of(each).is_urgent for each in owed} == {QUESTION: True, ANSWER: False}
