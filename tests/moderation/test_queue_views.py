"""The queue over HTTP: filters in the address, pages, files to take along, claims, and the switch of the keys."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.utils import timezone

from moderation import services
from moderation.models import Claim
from moderation.states import Kind
from tests.factories import accounts, pledges, tools
from tests.factories.queue import copies, one_of_each

pytestmark = pytest.mark.django_db
QUEUE = "/en/moderation/"


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT")


@pytest.fixture
def moderator():
    return accounts.moderator(name="Ana")


@pytest.fixture
def desk(client, moderator):
    """A browser in which the moderator is signed in."""
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(answer):
    return [line.pk for line in answer.context["lines"]]


def act(client, item, verb, **data):
    return client.post(f"{QUEUE}pledge/{item.pk}/{verb}/", data)


@pytest.mark.parametrize("copied", [0, 2, 166], ids=["6", "18", "1002"])
def test_the_queue_asks_fifteen_questions_whatever_its_length(
    desk, portugal, moderator, copied, django_assert_num_queries
):
    for kind, item in one_of_each(portugal, accounts.moderator("second@example.org")).items():
        copies(item, copied)
        if kind == Kind.PLEDGE:
            services.claim(item, by=moderator)
    with django_assert_num_queries(15):
        answer = desk.get(QUEUE)
    assert answer.context["page_obj"].paginator.count == 6 * (copied + 1)
    assert len(shown(answer)) == min(50, 6 * (copied + 1))


@pytest.mark.parametrize("count", [10, 1000])
def test_ten_and_a_thousand_cost_the_same(desk, portugal, count, django_assert_num_queries):
    copies(pledges.submitted(portugal), count - 1)
    with django_assert_num_queries(15):
        answer = desk.get(QUEUE)
    assert answer.context["backlog"].waiting == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_file_of_the_queue_asks_nine_questions(desk, portugal, count, django_assert_num_queries):
    copies(pledges.submitted(portugal), count - 1)
    with django_assert_num_queries(9):
        assert len(list(csv.reader(io.StringIO(desk.get(f"{QUEUE}?format=csv").content.decode())))) == count + 1


def test_the_queue_shows_titles_and_escapes_them(desk, portugal):
    pledges.submitted(portugal, title="<script>alert(1)</script>")
    content = desk.get(QUEUE).content.decode()
    assert "<script>alert(1)" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content


@pytest.mark.parametrize(
    ("submitted", "said"),
    [
        ("2026-03-04", ["Late", "5 working days over the promise of 18 March 2026"]),
        ("2026-03-11", ["Due today"]),
        ("2026-03-12", ["1 working day left", "until 26 March 2026"]),
        ("2026-03-25", ["10 working days left", "until 8 April 2026"]),
    ],
)
def test_how_long_is_left_is_said_in_words_and_so_is_what_is_late(client, portugal, moderator, submitted, said):
    with time_machine.travel(f"{submitted} 12:00Z", tick=False):
        pledges.submitted(portugal)
    with time_machine.travel("2026-03-25 12:00Z", tick=False):
        client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(QUEUE)
    row = answer.content.decode().partition("<tr data-row")[2]
    assert [words for words in said if words not in row] == []
    assert ("Late" in row) == ("Late" in said) == bool(answer.context["backlog"].late)


def test_the_queue_is_read_in_pages_that_keep_the_filter(desk, portugal):
    copies(pledges.submitted(portugal), 50)
    first = desk.get(QUEUE, {"kind": "pledge", "state": "PRT"})
    assert len(shown(first)) == 50
    assert 'href="?kind=pledge&amp;state=PRT&amp;page=2"' in first.content.decode()
    assert len(shown(desk.get(QUEUE, {"page": 2}))) == 1
    assert desk.get(QUEUE, {"page": 3}).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "\0", "9" * 40])
def test_a_page_that_is_none_is_not_found(desk, page):
    assert desk.get(QUEUE, {"page": page}).status_code == 404


def test_filters_stand_in_the_address_and_each_can_be_taken_off(desk, portugal, moderator):
    city = accounts.organisation("City of Sample")
    pledges.submitted(portugal)
    tool = tools.submitted(accounts.focal_point("KEN"), state="KEN")
    answer = desk.get(QUEUE, {"kind": "tool", "state": "KEN", "order": "newest", "unknown": "1"})
    assert shown(answer) == [tool.pk]
    assert answer.context["form"].chips() == [
        ("Kind: Tool", "?state=KEN&order=newest"),
        ("State: Kenya", "?kind=tool&order=newest"),
    ]
    assert "1 of 2 submissions" in answer.content.decode()
    everything = {
        "assignee": "nobody", "age": "soon", "q": " GCM ", "organisation": city.slug, "objective": "7", "change": "new"
    }  # fmt: skip
    assert [label for label, _url in desk.get(QUEUE, everything).context["form"].chips()] == [
        "Claimed by: Nobody",
        "Time left: Due within 3 working days",
        "Reference: GCM",
        "Organisation: City of Sample",
        "Objective: 7. Reduce vulnerabilities",
        "What publishing does: New record",
    ]


@pytest.mark.parametrize(("assignee", "which"), [("mine", 0), ("them", 1), ("nobody", 2)])
def test_the_queue_is_filtered_by_who_holds_it(desk, portugal, moderator, assignee, which):
    ben = accounts.moderator("ben@example.org", name="Ben")
    items = [pledges.submitted(portugal) for _ in range(3)]
    services.claim(items[0], by=moderator)
    services.claim(items[1], by=ben)
    answer = desk.get(QUEUE, {"assignee": str(ben.pk) if assignee == "them" else assignee})
    assert shown(answer) == [items[which].pk]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "plans"},
        {"kind": "a\0b"},
        {"state": "XXX"},
        {"state": "\0"},
        {"organisation": "no-such"},
        {"organisation": "\0"},
        {"objective": "24"},
        {"objective": "0"},
        {"objective": "all"},
        {"age": "old"},
        {"assignee": "0"},
        {"assignee": "somebody@example.org"},
        {"change": "none"},
        {"order": "title"},
        {"format": "json"},
        {"select": "all"},
        {"q": "x" * 41},
        {"q": "a\0b"},
    ],
    ids="-".join,
)
def test_a_filter_nobody_could_have_chosen_is_a_bad_request(desk, query):
    answer = desk.get(QUEUE, query)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()


def test_nothing_found_is_not_nothing_waiting(desk, portugal):
    assert "Nothing awaits a decision" in desk.get(QUEUE).content.decode()
    pledges.submitted(portugal)
    content = desk.get(QUEUE, {"kind": "tool"}).content.decode()
    assert "Nothing that awaits a decision meets all of these filters" in content


def test_all_boxes_of_a_page_are_ticked_by_an_address(desk, portugal):
    copies(pledges.submitted(portugal), 2)
    plain, ticked = desk.get(QUEUE), desk.get(QUEUE, {"select": "page"})
    assert plain.context["select_url"] == "?page=1&select=page#queue"
    assert (plain.content.count(b" checked>"), ticked.content.count(b" checked>")) == (0, 3)
    assert ticked.context["select_url"] == "?page=1#queue"


def test_the_csv_holds_every_line_and_nothing_a_spreadsheet_would_calculate(desk, portugal, moderator):
    hostile = pledges.submitted(
        portugal, title='=HYPERLINK("https://example.org")', contact_email="private@example.org"
    )
    copies(hostile, 60, title="Plain", older_by=-timedelta(seconds=1))
    services.claim(hostile, by=moderator)
    answer = desk.get(QUEUE, {"kind": "pledge", "format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="moderation-queue-')
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 61
    first = rows[0]
    assert first["Title"] == '\'=HYPERLINK("https://example.org")'
    assert (first["Reference"], first["Owner"], first["Claimed by"]) == (hostile.reference, "Portugal", "Ana")
    assert (first["Working days left"], first["Late"]) == ("10", "No")
    assert "@example.org" not in text


def test_the_workbook_holds_the_same_as_text(desk, portugal):
    with time_machine.travel(timezone.now() - timedelta(days=70), tick=False):
        item = pledges.submitted(portugal, title="=1+1")
    tools.submitted(portugal)
    answer = desk.get(QUEUE, {"format": "xlsx", "kind": "pledge"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    heads, row = book.active.iter_rows()
    line = {head.value: cell for head, cell in zip(heads, row, strict=True)}
    assert book.sheetnames == ["Moderation queue"]
    assert (line["Reference"].value, line["Title"].value, line["Title"].data_type) == (item.reference, "=1+1", "s")
    assert (line["Working days left"].value, line["Late"].value) == (-40, "Yes")


def test_an_empty_file_has_its_heads(desk):
    assert desk.get(QUEUE, {"format": "csv"}).content.decode("utf-8-sig").startswith("Reference,Kind,Title")


def test_a_submission_is_claimed_released_and_taken_over_and_one_comes_back(desk, portugal, moderator, client):
    item = pledges.submitted(portugal)
    back = f"{QUEUE}?kind=pledge&page=1"
    answer = act(desk, item, "claim", next=back)
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert "Claimed: the others see" in desk.get(back).content.decode()
    assert act(desk, item, "release")["Location"] == QUEUE
    act(desk, item, "claim")
    claim = Claim.objects.last()
    client.force_login(accounts.moderator("ben@example.org", name="Ben"), "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"{QUEUE}pledge/{item.pk}/").content.decode()
    assert "Take it over" in page
    assert f'name="claim" value="{claim.pk}"' in page
    assert act(client, item, "take-over", claim=claim.pk).status_code == 302
    assert [each.holder.name for each in Claim.objects.standing()] == ["Ben"]
    assert "Taken over from Ana." in client.get(f"{QUEUE}pledge/{item.pk}/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\0", ""])
def test_one_is_never_led_to_another_site(desk, portugal, elsewhere):
    answer = act(desk, pledges.submitted(portugal), "claim", next=elsewhere)
    assert answer["Location"] == QUEUE


@pytest.mark.parametrize("verb", ["claim", "release", "take-over"])
def test_what_a_colleague_holds_is_a_conflict_that_names_them_and_offers_to_take_it_over(desk, portugal, verb):
    item = pledges.submitted(portugal)
    held = services.claim(item, by=accounts.moderator("ben@example.org", name="Ben"))
    answer = act(desk, item, verb, claim="²" if verb == "take-over" else "")
    assert answer.status_code == 409
    content = answer.content.decode()
    assert "Ben has held this submission since" in content
    assert f'action="{QUEUE}pledge/{item.pk}/take-over/"' in content
    assert f'name="claim" value="{held.pk}"' in content


def test_deciding_on_what_a_colleague_holds_is_a_conflict_with_the_way_out_beside_it(desk, portugal):
    item = pledges.submitted(portugal)
    services.claim(item, by=accounts.moderator("ben@example.org", name="Ben"))
    answer = act(desk, item, "return", note="Say more.", seen=services.stamp_of(item))
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben has held this submission since" in content
    assert "Take it over" in content
    assert "Say more." in content


def test_what_left_the_desk_is_told_and_what_never_was_is_not_found(desk, portugal, moderator):
    answer = desk.post(f"{QUEUE}pledge/{pledges.published(portugal, moderator).pk}/claim/", follow=True)
    assert "This submission no longer awaits a decision" in answer.content.decode()
    draft = pledges.draft(portugal)
    for address in (f"pledge/{draft.pk}/claim/", "pledge/0/claim/", "nothing/1/claim/", f"tool/{10**20}/take-over/"):
        assert desk.post(f"{QUEUE}{address}").status_code == 404


def test_the_keys_are_switched_off_and_stay_off_for_this_person_only(desk, portugal, client):
    pledges.submitted(portugal)
    assert "data-shortcuts>" in desk.get(QUEUE).content.decode()
    answer = desk.post(f"{QUEUE}shortcuts/", {"shortcuts": "off", "next": f"{QUEUE}?kind=pledge"})
    assert answer["Location"] == f"{QUEUE}?kind=pledge"
    assert "data-shortcuts>" not in desk.get(QUEUE).content.decode()
    desk.post(f"{QUEUE}shortcuts/", {"shortcuts": "on"})
    assert "data-shortcuts>" in desk.get(QUEUE).content.decode()
    desk.post(f"{QUEUE}shortcuts/", {"shortcuts": "off"})
    client.force_login(accounts.administrator(), backend="django.contrib.auth.backends.ModelBackend")
    assert "data-shortcuts>" in client.get(QUEUE).content.decode()
