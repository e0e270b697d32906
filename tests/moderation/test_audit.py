"""The audit trail as administrators read it: a record's story, what one person did, and who looked."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AccountEvent, User
from accounts.services import GivenLetter, close_account, invite, look_up, nominate
from accounts.states import Act, DelegationRole
from moderation.selectors.audit import SOURCES, Asked, Place, every_line, person_page, record_of, story_page
from moderation.selectors.audit_lines import KEYS
from moderation.selectors.audit_words import AGAIN, OF_ACCOUNTS, OF_CALLS, OF_RECORDS, Sentence
from tests.factories import accounts, plans, pledges, tools
from tools.states import CallAct
from workflow import services
from workflow.models import AuditEvent
from workflow.services import publish_reference_edit
from workflow.states import Change, Verb

pytestmark = pytest.mark.django_db
SEARCH = "/en/moderation/audit/"
HELD_BY_ANOTHER = {  # append-only tables whose every row has its event in a table that is read, and in which
    "peer_review.score": "peer_review.assessment, whose points they are",
    "reports.scheduleevent": "no other: reports lie beside the desk, and the schedule's own page tells them",
    "reports.schedulerun": "no other: no person did it, and the schedule's own page tells what came of its times",
    "reports.reportevent": "no other: the report's own preview tells them, to staff",
    "pledges.partneranswer": "workflow.auditevent, as confirm or decline",
    "workflow.publication": "workflow.auditevent of the same act; edits of reference data are read here",
}


@pytest.fixture
def portugal():
    return accounts.focal_point("PRT", email="rui.sample@example.org")


@pytest.fixture
def moderator():
    return accounts.moderator("mo.sample@example.org")


@pytest.fixture
def administrator():
    return accounts.administrator()


@pytest.fixture
def desk(client, administrator):
    """A browser in which the administrator is signed in."""
    client.force_login(administrator)
    return client


def amended(portugal, moderator):
    """A pledge from first draft to amendment, as it goes: returned once, published, amended."""
    drafter = accounts.drafter("PRT", email="ana.sample@example.org")
    pledge = pledges.draft(drafter)
    services.submit(pledge, by=portugal)
    services.return_for_changes(pledge, by=moderator, note="Please say when.")
    services.submit(pledge, by=portugal)
    services.publish(pledge, by=moderator)
    amendment = pledges.amendment(pledge, drafter, reason="The programme was extended.")
    services.submit(amendment, by=portugal)
    services.publish(amendment, by=moderator)
    return pledge, amendment


def sentences(lines):
    return [str(line.sentence) for line in lines]


def found_for(person):
    return person_page(person, Asked(), limit=50)[0]


def address_of(person):
    return reverse("moderation:audit_person", args=[person.pk])


# A record's story -------------------------------------------------------------------------------------------------


def test_the_trail_of_a_pledge_from_first_draft_to_amendment_reads_as_a_story(portugal, moderator):
    first, second = amended(portugal, moderator)
    lines, following = story_page(first.record, Asked(), limit=50)
    before, after = first.published_in_id, second.published_in_id
    assert sentences(lines) == [
        "ana.sample started the first draft.",
        f"rui.sample submitted it, and it got the reference {first.reference}.",
        "mo.sample returned it for changes.",
        "rui.sample corrected it and submitted it again.",
        f"mo.sample published it, in publication {before}.",
        "ana.sample started an amendment.",
        "rui.sample submitted the amendment.",
        f"mo.sample published the amendment in publication {after}; it replaced the version of publication {before}.",
    ]
    assert [line.note for line in lines] == [
        "", "", "Please say when.", "", "", "", "The programme was extended.", "",
    ]  # fmt: skip
    assert following is None


def test_a_withdrawal_and_a_retraction_end_the_story(portugal, moderator):
    pledge = pledges.published(portugal, moderator)
    leaving = pledges.withdrawal(pledge, portugal, reason="It was not funded.")
    services.submit(leaving, by=portugal)
    services.publish(leaving, by=moderator)
    other = pledges.published(portugal, moderator)
    services.retract(other, by=moderator, note="Published in error.")
    withdrawn, _ = story_page(pledge.record, Asked(), limit=50)
    retracted, _ = story_page(other.record, Asked(), limit=50)
    assert [(str(line.sentence), line.note) for line in withdrawn[-3:]] == [
        ("rui.sample began to ask that it be withdrawn.", ""),
        ("rui.sample asked that it be withdrawn.", "It was not funded."),
        (f"mo.sample withdrew it as asked, in publication {leaving.published_in_id}.", ""),
    ]
    assert (str(retracted[-1].sentence), retracted[-1].note) == (
        f"mo.sample retracted it, in publication {other.record.closed_in_id}.",
        "Published in error.",
    )


def test_what_a_draft_says_stays_private_until_it_is_submitted(desk, portugal, moderator):
    pledge = pledges.published(portugal, moderator, title="A public title")
    amendment = pledges.amendment(pledge, portugal, reason="A reason nobody has seen.")
    amendment.title = "A title nobody has seen"
    amendment.save(update_fields=["title"])
    content = desk.get(reverse("moderation:audit_record", args=[pledge.reference])).content.decode()
    assert "A public title" in content
    assert "started an amendment." in content
    assert "nobody has seen" not in content


def test_the_story_page_shows_the_sentences_with_names_set_apart(desk, portugal, moderator):
    pledge, _amendment = amended(portugal, moderator)
    answer = desk.get(reverse("moderation:audit_record", args=[pledge.reference]))
    assert answer.status_code == 200
    assert "\u2068mo.sample\u2069 returned it for changes." in answer.content.decode()
    assert "<p>Please say when.</p>" in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_story_asks_the_same_questions_whatever_its_length(
    desk, portugal, moderator, rows, django_assert_num_queries
):
    pledge = pledges.submitted(portugal)
    for _ in range(rows):
        services.return_for_changes(pledge, by=moderator, note="Again.")
        services.submit(pledge, by=portugal)
    address = reverse("moderation:audit_record", args=[pledge.reference])
    with django_assert_num_queries(9):
        assert len(desk.get(address).context["lines"]) == 2 + 2 * rows


def test_a_reference_leads_to_its_record_however_it_is_typed_and_a_measures_to_its_plan(desk, portugal, moderator):
    plan = plans.published(portugal, moderator)
    measure = plan.measures.get().record.reference
    story = reverse("moderation:audit_record", args=[plan.reference])
    assert desk.get(SEARCH, {"reference": plan.reference.lower()})["Location"] == story
    assert desk.get(SEARCH, {"reference": f" {measure} "})["Location"] == story
    assert record_of(measure) == plan.record


def test_a_reference_that_was_not_given_is_said_to_be_none(desk):
    answer = desk.get(SEARCH, {"reference": "GCM-PL-2026-99999"})
    assert answer.status_code == 200
    assert "No record has this reference" in answer.content.decode()
    assert desk.get("/en/moderation/audit/records/GCM-PL-2026-99999/").status_code == 404


# What one person did ----------------------------------------------------------------------------------------------


def test_what_a_person_did_is_merged_from_every_table_by_time(administrator, portugal, moderator):
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        invite(by=administrator, email="new@example.org", party=accounts.portugal(), role=DelegationRole.DRAFTER)
        clock.shift(timedelta(hours=1))
        pledge = services.publish(pledges.submitted(portugal), by=administrator)
        clock.shift(timedelta(hours=1))
        call = tools.public_call(by=administrator)
        clock.shift(timedelta(hours=1))
        edit = publish_reference_edit(by=administrator, note="A date moved.")
        clock.shift(timedelta(hours=1))
        close_account(person=moderator, by=administrator)
    assert [(f"{line.at:%H}", str(line.sentence), line.reference) for line in found_for(administrator)] == [
        ("16", "administrator closed the account of mo.sample.", ""),
        ("15", f"administrator edited reference data, in publication {edit.number}.", ""),
        ("14", f"administrator published the call for tools “{call.title}”.", ""),
        ("14", f"administrator drafted the call for tools “{call.title}”.", ""),
        ("13", f"administrator published it, in publication {pledge.published_in_id}.", pledge.reference),
        ("12", "administrator invited new@example.org.", ""),
    ]


def test_nobody_elses_deeds_are_among_them(administrator, portugal, moderator):
    pledges.published(portugal, moderator)
    close_account(person=portugal, by=administrator)
    assert sentences(found_for(moderator)) == [
        f"mo.sample published it, in publication {AuditEvent.objects.latest('pk').publication_id}."
    ]


def test_a_proposal_is_told_with_the_address_as_long_as_it_is_kept(portugal):
    cited = GivenLetter(reference="Note verbale 7", dated_on=date(2026, 1, 15))
    nominate(
        by=portugal,
        party=accounts.portugal(),
        email="next@example.org",
        starts_on=datetime.now(UTC).date(),
        letter=cited,
    )
    assert sentences(found_for(portugal)) == ["rui.sample proposed next@example.org as focal point."]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_read_on_without_a_gap_or_a_repetition_though_events_share_a_moment(administrator, portugal, size):
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        for _ in range(3):
            services.publish(pledges.submitted(portugal), by=administrator)
            look_up(person=portugal, by=administrator)
            publish_reference_edit(by=administrator, note="A date moved.")
        tools.public_call(by=administrator)
    whole = [line.place for line in person_page(administrator, Asked(), limit=50)[0]]
    assert len(set(whole)) == 11
    first, following = person_page(administrator, Asked(), limit=size)
    look_up(person=portugal, by=administrator)
    rest = every_line(person_page, administrator, Asked(after=following), limit=size)
    assert [line.place for line in [*first, *rest]] == whole


def test_a_story_read_in_pieces_is_the_whole_story(portugal, moderator):
    pledge, _amendment = amended(portugal, moderator)
    whole = sentences(story_page(pledge.record, Asked(), limit=50)[0])
    assert sentences(every_line(story_page, pledge.record, Asked(), limit=3)) == whole


@pytest.mark.parametrize("rows", [1, 3])
def test_a_persons_page_asks_the_same_questions_whatever_its_length(
    desk, administrator, portugal, moderator, rows, django_assert_num_queries
):
    for _ in range(rows):
        services.publish(pledges.submitted(portugal), by=administrator)
        publish_reference_edit(by=administrator, note="A date moved.")
        look_up(person=administrator, by=administrator)
        tools.public_call(by=administrator, slug=f"call-{AuditEvent.objects.count()}")
    with django_assert_num_queries(11):
        assert len(desk.get(address_of(administrator)).context["lines"]) == 5 * rows


def test_the_trail_is_narrowed_down_by_verb_and_day(administrator, portugal):
    with time_machine.travel("2026-03-01 23:59Z", tick=False) as clock:
        pledge = services.publish(pledges.submitted(portugal), by=administrator)
        clock.move_to("2026-03-02 00:00Z")
        services.retract(pledge, by=administrator, note="An error.")
        look_up(person=portugal, by=administrator)

    def verbs(**asked):
        return [line.verb for line in person_page(administrator, Asked(**asked), limit=50)[0]]

    assert verbs(verb="record.publish") == ["publish"]
    assert verbs(verb="account.looked_up") == ["looked_up"]
    assert verbs(since=date(2026, 3, 2)) == ["retract", "looked_up"]
    assert verbs(until=date(2026, 3, 1)) == ["publish"]
    assert verbs(verb="record.publish", since=date(2026, 3, 2)) == []
    assert verbs(until=date.max, since=date.min) == ["retract", "looked_up", "publish"]


# Who looked -------------------------------------------------------------------------------------------------------


def test_a_persons_trail_opens_only_once_it_is_written_down_who_looks(desk, administrator, portugal):
    pledges.submitted(portugal)
    asked = desk.get(address_of(portugal))
    assert "lines" not in asked.context
    assert "rui.sample submitted" not in asked.content.decode()
    assert not AccountEvent.objects.filter(act=Act.LOOKED_UP).exists()

    answer = desk.post(reverse("moderation:audit_look_up", args=[portugal.pk]))
    assert (answer.status_code, answer["Location"]) == (302, address_of(portugal))
    written = AccountEvent.objects.get(act=Act.LOOKED_UP)
    assert (written.actor, written.person) == (administrator, portugal)
    assert len(desk.get(address_of(portugal)).context["lines"]) == 2
    assert AccountEvent.objects.filter(act=Act.LOOKED_UP).count() == 1


def test_what_one_administrator_wrote_down_opens_nothing_to_another_and_not_for_ever(desk, administrator, portugal):
    look_up(person=portugal, by=accounts.administrator("other@example.org"))
    assert "lines" not in desk.get(address_of(portugal)).context
    look_up(person=portugal, by=administrator)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=13)):
        desk.force_login(administrator)
        assert "lines" not in desk.get(address_of(portugal)).context


def test_the_file_is_behind_the_same_door(desk, portugal):
    answer = desk.get(address_of(portugal), {"format": "csv"})
    assert "text/html" in answer["Content-Type"]


def test_the_latest_lookups_are_on_the_search_page(desk, administrator, portugal):
    look_up(person=portugal, by=administrator)
    assert [(each.actor, each.person) for each in desk.get(SEARCH).context["lookups"]] == [(administrator, portugal)]
    assert sentences(found_for(administrator)) == ["administrator looked up what rui.sample did."]


@pytest.mark.parametrize("who", [accounts.person, accounts.moderator, accounts.focal_point])
def test_nobody_but_administrators_looks_anybody_up(who, portugal):
    with pytest.raises(PermissionDenied):
        look_up(person=portugal, by=who(email="other@example.org"))
    assert not AccountEvent.objects.filter(act=Act.LOOKED_UP).exists()


def test_people_are_found_by_name_and_by_address(desk, portugal, django_assert_num_queries):
    for words in ("RUI", "rui.sample@"):
        assert list(desk.get(SEARCH, {"q": words}).context["page_obj"]) == [portugal]
    assert "Nobody found" in desk.get(SEARCH, {"q": "no such person"}).content.decode()
    accounts.person("rui.second@example.org")
    with django_assert_num_queries(8):
        assert len(desk.get(SEARCH, {"q": "rui"}).context["page_obj"].object_list) == 2


def test_the_machine_is_not_looked_up(desk):
    assert desk.get(address_of(User.objects.system())).status_code == 404


# Files, bad input, completeness -----------------------------------------------------------------------------------


def test_the_file_has_every_line_of_the_filter_and_no_formula(desk, portugal, moderator):
    pledge = pledges.submitted(portugal)
    services.return_for_changes(pledge, by=moderator, note="=HYPERLINK(1)")
    answer = desk.get(
        reverse("moderation:audit_record", args=[pledge.reference]), {"format": "csv", "verb": "record.return"}
    )
    assert answer["Content-Disposition"] == f'attachment; filename="audit-trail-{pledge.reference}.csv"'
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows == [
        ["At (UTC)", "What happened", "Kind", "Reference", "What was said"],
        [
            f"{AuditEvent.objects.latest('pk').at:%Y-%m-%d %H:%M:%S}",
            "mo.sample returned it for changes.",
            "Pledge",
            pledge.reference,
            "'=HYPERLINK(1)",
        ],
    ]


@pytest.mark.parametrize(
    "query",
    [
        {"verb": "record.fly"}, {"verb": "account.closed"}, {"verb": "\0"}, {"since": "yesterday"},
        {"since": "2026-03-02", "until": "2026-03-01"}, {"after": "x"}, {"after": "2026-03-01T12:00:00_record_1"},
        {"after": "2026-03-01T12:00:00+00:00_record_99999999999999999999"}, {"after": "\0"}, {"format": "xls"},
        {"after": "2026-03-01T12:00:00+00:00_nowhere_1"},
    ],
    ids=str,
)  # fmt: skip
def test_a_filter_nobody_could_have_chosen_is_a_bad_request(desk, portugal, query):
    pledge = pledges.submitted(portugal)
    assert desk.get(reverse("moderation:audit_record", args=[pledge.reference]), query).status_code == 400


@pytest.mark.parametrize("query", [{"reference": "x" * 21}, {"q": "a\0b"}, {"q": "x" * 255}], ids=["long", "nul", "q"])
def test_words_nobody_could_have_typed_are_a_bad_request(desk, query):
    assert desk.get(SEARCH, query).status_code == 400


def test_a_place_is_read_as_it_was_written():
    place = Place(datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC), "record", 7)
    assert Place.from_text(str(place)) == place


def test_every_append_only_table_is_read_or_told_of_in_another():
    tables = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(trigger.name == "append_only" for trigger in getattr(model._meta, "triggers", []))
    }
    assert tables - {source.rows().model._meta.label_lower for source in SOURCES} == set(HELD_BY_ANOTHER) - {
        "workflow.publication"
    }


def test_a_place_is_in_a_table_that_is_read():
    assert sorted(KEYS) == sorted(source.key for source in SOURCES)


def test_everything_that_can_be_done_has_a_sentence_whose_names_are_all_known():
    assert set(OF_RECORDS) == set(Verb)
    assert set(OF_ACCOUNTS) == set(Act)
    assert set(OF_CALLS) == set(CallAct)
    told = [words for each in [*OF_RECORDS.values(), AGAIN] for words in each.values()]
    assert {len(each) for each in [*OF_RECORDS.values(), AGAIN]} == {len(Change)}
    known = {"who", "number", "replaced", "reference", "whom", "what"}
    assert set().union(*(Sentence(words, {}).names for words in [*told, *OF_ACCOUNTS.values()])) <= known
