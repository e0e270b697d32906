"""Questions at the desk, and the administrators' page of canned reasons, over HTTP."""

import pytest
from django.urls import reverse

from correspondence.models import CannedReason, Message
from tests.factories import accounts, pledges
from tests.factories.correspondence import answered, asked, reason, values
from workflow import services as workflow

pytestmark = pytest.mark.django_db
QUESTIONS, REASONS = "/en/desk/questions/", "/en/moderation/reasons/"


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def waiting(portugal):
    return pledges.submitted(portugal, title="A sample about <b>work</b>")


@pytest.fixture
def desk(client, portugal):
    client.force_login(portugal)
    return client


@pytest.fixture
def office(client):
    client.force_login(accounts.administrator("office@example.org"))
    return client


def words(answer):
    return answer.content.decode()


def test_where_nothing_was_asked_the_page_says_so(desk):
    assert "Nothing was asked" in words(desk.get(QUESTIONS))


def test_the_list_says_what_waits_what_was_answered_and_what_is_closed(desk, portugal):
    moderator, first, second, third = accounts.moderator(), *(pledges.submitted(portugal) for _ in range(3))
    for item in (first, second, third):
        asked(item, by=moderator)
    answered(second, by=portugal)
    workflow.reject(third, by=moderator, note="No.")
    text = words(desk.get(QUESTIONS))
    shown = ("Waits for your answer", "<span>Answered</span>", "<span>Closed</span>")
    assert [text.count(each) for each in shown] == [1, 1, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(desk, portugal, rows, django_assert_num_queries):
    moderator = accounts.moderator()
    for _ in range(rows):
        asked(pledges.submitted(portugal), by=moderator)
    desk.get(QUESTIONS)
    with django_assert_num_queries(6):
        assert len(desk.get(QUESTIONS).context["page_obj"].object_list) == rows


@pytest.mark.parametrize("page", ["0", "x", "2", "\0", "9" * 40])
def test_a_page_that_is_none_is_not_found(desk, page):
    assert desk.get(QUESTIONS, {"page": page}).status_code == 404


def test_staff_are_the_secretariat_to_the_owner(desk, portugal, waiting):
    message = asked(waiting, by=accounts.moderator("jane.roe@example.org"), text="<i>Who</i> leads it?")
    text = words(desk.get(message.thread.get_absolute_url()))
    assert "&lt;i&gt;Who&lt;/i&gt; leads it?" in text
    assert "The secretariat" in text
    assert "jane.roe" not in text
    assert "A sample about &lt;b&gt;work&lt;/b&gt;" in text


def test_an_answer_is_sent_once_and_said(desk, waiting):
    address = asked(waiting).thread.get_absolute_url()
    answer = desk.post(address, {"text": "The sample ministry."}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "Sent: the secretariat is told that you answered." in words(answer)
    assert [each.text for each in Message.objects.all()] == ["Which ministry leads it?", "The sample ministry."]


@pytest.mark.parametrize("text", ["", " \n ", "x" * 3001, "a\0b"])
def test_an_answer_that_cannot_be_kept_comes_back_in_its_box(desk, waiting, text):
    answer = desk.post(asked(waiting).thread.get_absolute_url(), {"text": text})
    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == text
    assert "There is a problem" in words(answer)
    assert Message.objects.count() == 1


def test_an_answer_that_comes_too_late_is_refused_and_still_there(desk, waiting):
    address = asked(waiting).thread.get_absolute_url()
    workflow.publish(waiting, by=accounts.moderator())
    answer = desk.post(address, {"text": "The sample ministry."})
    assert answer.status_code == 409
    assert "The questions can be read, not answered." in words(answer)
    assert "The sample ministry." in words(answer)
    assert Message.objects.count() == 1


def test_what_is_decided_can_be_read_and_not_answered(desk, waiting):
    address = asked(waiting).thread.get_absolute_url()
    workflow.publish(waiting, by=accounts.moderator())
    text = words(desk.get(address))
    assert "The questions stay here to be read." in text
    assert "Send the answer" not in text


def test_for_everybody_else_there_is_no_such_thread(client, waiting):
    address = asked(waiting).thread.get_absolute_url()
    for person in (accounts.focal_point("KEN"), accounts.moderator(), accounts.person()):
        client.force_login(person)
        for answer in (
            client.get(address),
            client.post(address, {"text": "Mine."}),
            client.get(f"{QUESTIONS}999999/"),
        ):
            assert answer.status_code == 404
    client.logout()
    assert client.get(address)["Location"] == f"/en/accounts/login/?next={address}"


def test_canned_reasons_are_administrators_only(client):
    kept = reason()
    addresses = [REASONS, f"{REASONS}new/", f"{REASONS}{kept.pk}/"]
    for person in (accounts.moderator(), accounts.focal_point()):
        client.force_login(person)
        assert {client.get(each).status_code for each in addresses} == {404}
        assert client.post(f"{REASONS}{kept.pk}/retire/").status_code == 404


def test_a_reason_is_added_changed_retired_and_offered_again(office):
    assert office.post(f"{REASONS}new/", values(name="Say when")).headers["Location"] == REASONS
    kept = CannedReason.objects.get(name="Say when")
    address = f"{REASONS}{kept.pk}/"
    seen = office.get(address).context["seen"]
    assert office.post(address, values(name="By when", text_fr="Quand ?") | {"seen": seen}).status_code == 302
    page = words(office.get(address))
    assert ("Quand ?" in page, "[added: </span>By<span" in page) == (True, True)
    office.post(f"{address}retire/")
    assert "Not offered any more" in words(office.get(REASONS))
    office.post(f"{address}restore/")
    kept.refresh_from_db()
    assert (kept.name, kept.text_fr, kept.retired_at) == ("By when", "Quand ?", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_en": ""}, "text_en"),
        ({"text_en": " "}, "text_en"),
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"use": "nonsense"}, "use"),
        ({"text_ar": "a\0b"}, "text_ar"),
        ({"text_ru": "x" * 2001}, "text_ru"),
    ],
)
def test_a_reason_that_cannot_be_kept_comes_back_filled(office, wrong, field):
    before = CannedReason.objects.count()
    answer = office.post(f"{REASONS}new/", values(text_fr="Quand ?") | wrong)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["text_fr"].value() == "Quand ?"
    assert CannedReason.objects.count() == before


def test_the_slower_of_two_administrators_is_told_and_keeps_their_words(office):
    kept = reason()
    address = f"{REASONS}{kept.pk}/"
    seen = office.get(address).context["seen"]
    office.post(address, values(text_en="Faster.") | {"seen": seen})
    answer = office.post(address, values(text_en="Slower.") | {"seen": seen})
    assert answer.status_code == 409
    assert "Somebody else changed this in the meantime." in words(answer)
    assert answer.context["form"]["text_en"].value() == "Slower."
    office.post(address, values(text_en="Slower.") | {"seen": answer.context["seen"]})
    kept.refresh_from_db()
    assert kept.text_en == "Slower."


def test_the_list_of_reasons_takes_the_same_queries_however_long_it_is(office, django_assert_num_queries):
    by = accounts.administrator()
    for number in range(3):
        reason(by, name=f"Reason {number}")
        with django_assert_num_queries(5):
            office.get(REASONS)


def test_what_no_administrator_could_reach_is_not_found(office):
    assert office.get(f"{REASONS}999999/").status_code == 404
    assert office.get(reverse("reasons:retire", args=[reason().pk])).status_code == 405
