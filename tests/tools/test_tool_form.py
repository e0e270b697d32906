"""The tool form: every rule with the bad input, its message, and everything typed still there."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import accounts
from tests.factories import tools as factory
from tests.tools.steps import errors_of, path_of, save_step, typed_again
from tools.forms import TOOL
from tools.models import Tool
from tools.services import change_call
from tools.states import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal():
    return accounts.focal_point("PRT")


@pytest.fixture
def desk(focal):
    """The focal point's browser."""
    client = Client()
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_question_is_asked_in_exactly_one_step():
    asked = [name for step in TOOL.steps for name in step.names()]
    assert sorted(asked) == sorted(TOOL.content.names)


GOOD = {
    "what": {
        "language": "fr", "title": "Registre", "kind": "practice", "summary": "Il compte.", "provider": "INE",
        "link": "https://example.org/r",
    },
    "objectives": {"scope": "theme_specific", "objectives": [3, 7]},
    "experience": {
        "standing": "in_place", "in_use_since": "2021-01-01", "results": "Deux ans.", "lessons": "La loi.",
        "replication": "Trois personnes.",
    },
    "use": {"where_used": "Praia", "languages": ["fr", "pt"]},
    "support": {
        "offers_support": "on", "support_offered": "Une semaine.", "support_kinds": ["training", "advice"],
        "support_languages": ["fr"],
    },
}  # fmt: skip


def test_what_is_typed_in_each_step_is_saved(desk, focal):
    tool = factory.draft(focal)
    for key, typed in GOOD.items():
        assert save_step(desk, TOOL, tool, key, **typed).status_code == 302
    saved = TOOL.content.read(Tool.objects.get(pk=tool.pk))
    assert saved == {
        "language": "fr", "title": "Registre", "kind": "practice", "summary": "Il compte.", "provider": "INE",
        "link": "https://example.org/r", "scope": "theme_specific", "standing": "in_place",
        "in_use_since": date(2021, 1, 1), "results": "Deux ans.", "lessons": "La loi.",
        "replication": "Trois personnes.", "where_used": "Praia", "languages": ["fr", "pt"], "offers_support": True,
        "support_offered": "Une semaine.", "support_kinds": ["training", "advice"], "support_languages": ["fr"],
        "call": None, "plan_measure": None, "objectives": [3, 7],
    }  # fmt: skip


@pytest.mark.parametrize("key", ["what", "objectives", "experience", "use", "support", "links"])
def test_a_draft_may_leave_every_question_of_a_step_open(desk, focal, key):
    tool = factory.draft(focal)
    language = {"language": "en"} if key == "what" else {}
    assert save_step(desk, TOOL, tool, key, **language).status_code == 302
    assert Tool.objects.get(pk=tool.pk).standing == Standing.IN_PLACE


BAD = [
    ("what", {"language": "", "title": "Guide"}, {"language": ["Choose the language you write in."]}),
    ("what", {"language": "xx", "title": "Guide"},
     {"language": ["Select a valid choice. xx is not one of the available choices."]}),
    ("what", {"language": "en", "title": "T" * 301},
     {"title": ["Use at most 300 characters; there are 301 now."]}),
    ("what", {"language": "en", "title": "Guide", "summary": "S" * 3001},
     {"summary": ["Use at most 3000 characters; there are 3001 now."]}),
    ("what", {"language": "en", "title": "Guide", "kind": "song"},
     {"kind": ["Select a valid choice. song is not one of the available choices."]}),
    ("what", {"language": "en", "provider": "P" * 301},
     {"provider": ["Use at most 300 characters; there are 301 now."]}),
    ("what", {"language": "en", "link": "ftp://example.org/guide"},
     {"link": ["Write the web address in full, for example https://example.org/guide."]}),
    ("what", {"language": "en", "link": "our website"},
     {"link": ["Write the web address in full, for example https://example.org/guide."]}),
    ("what", {"language": "en", "link": "javascript:alert(1)"},
     {"link": ["Write the web address in full, for example https://example.org/guide."]}),
    ("objectives", {"scope": "galactic"},
     {"scope": ["Select a valid choice. galactic is not one of the available choices."]}),
    ("objectives", {"scope": "theme_specific", "objectives": ["24"]},
     {"objectives": ["Select a valid choice. 24 is not one of the available choices."]}),
    ("experience", {"standing": "wished", "results": "It worked."},
     {"results": ["A tool that is wished for has no results yet. Write what you expect of it into the summary, or"
                  " choose “In place”."]}),
    ("experience", {"standing": "wished", "in_use_since": "2021-01-01"},
     {"in_use_since": ["A tool that is wished for is not in use. Leave the day empty."]}),
    ("experience", {"standing": "in_place", "in_use_since": "2099-01-01"},
     {"in_use_since": ["This day is still to come. Choose “Wished for” if the tool is not in use yet."]}),
    ("experience", {"standing": "in_place", "in_use_since": "last year"},
     {"in_use_since": ["Write the date as year, month and day, for example 2027-03-31."]}),
    ("experience", {"standing": "in_place", "lessons": "L" * 3001},
     {"lessons": ["Use at most 3000 characters; there are 3001 now."]}),
    ("use", {"where_used": "W" * 201}, {"where_used": ["Use at most 200 characters; there are 201 now."]}),
    ("use", {"languages": ["klingon"]},
     {"languages": ["Select a valid choice. klingon is not one of the available choices."]}),
    ("support", {"support_offered": "A week."},
     {"offers_support": ["You describe support without offering it. Tick this box, or empty the answers below it."]}),
    ("support", {"support_kinds": ["training"]},
     {"offers_support": ["You describe support without offering it. Tick this box, or empty the answers below it."]}),
    ("support", {"offers_support": "on", "support_kinds": ["magic"]},
     {"support_kinds": ["Select a valid choice. magic is not one of the available choices."]}),
    ("support", {"offers_support": "on", "support_offered": "S" * 2001},
     {"support_offered": ["Use at most 2000 characters; there are 2001 now."]}),
    ("links", {"call": "999999"},
     {"call": ["Select a valid choice. 999999 is not one of the available choices."]}),
    ("links", {"plan_measure": "999999"},
     {"plan_measure": ["Select a valid choice. 999999 is not one of the available choices."]}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "typed", "expected"), BAD)
def test_bad_input_comes_back_with_its_message_and_everything_typed(desk, focal, key, typed, expected):
    tool = factory.draft(focal)
    before = TOOL.content.read(tool)
    answer = save_step(desk, TOOL, tool, key, **typed)
    assert (answer.status_code, errors_of(answer)) == (200, expected)
    again = typed_again(answer)
    assert {name: again[name] for name in typed} == {
        name: value == "on" if name == "offers_support" else value for name, value in typed.items()
    }
    assert TOOL.content.read(Tool.objects.get(pk=tool.pk)) == before


def test_the_database_refuses_what_the_form_refuses(focal):
    from django.db import IntegrityError, transaction  # noqa: PLC0415 - one test's own

    for wrong in (
        {"standing": Standing.WISHED, "results": "It worked."},
        {"standing": Standing.WISHED, "in_use_since": date(2021, 1, 1)},
        {"offers_support": False, "support_kinds": ["training"]},
        {"offers_support": False, "support_offered": "A week."},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            factory.draft(focal, **wrong)


MISSING = [
    ({"title": " "}, {"title": "Give the tool a title."}),
    ({"kind": ""}, {"kind": "Say what kind of tool it is."}),
    ({"summary": ""}, {"summary": "Say what the tool is and does."}),
    ({"scope": ""}, {"scope": "Say whether it serves the Compact as a whole or particular objectives."}),
    ({"scope": "theme_specific"}, {"objectives": "A theme-specific tool names at least one objective."}),
    ({"offers_support": True, "support_kinds": ["training"]},
     {"support_offered": "Say what support is offered, or that none is."}),
    ({"offers_support": True, "support_offered": "A week."},
     {"support_kinds": "Choose what kinds of support are offered."}),
    ({}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), MISSING)
def test_what_a_submission_needs(focal, fields, expected):
    assert factory.draft(focal, **fields).missing() == expected


def test_a_cross_cutting_tool_may_name_related_objectives(desk, focal):
    tool = factory.draft(focal)
    assert save_step(desk, TOOL, tool, "objectives", scope="cross_cutting", objectives=["7"]).status_code == 302
    assert Tool.objects.get(pk=tool.pk).missing() == {}


def test_an_open_call_can_be_chosen_and_a_closed_or_coming_one_cannot(desk, focal):
    now = factory.public_call(slug="now", title_en="Now")
    factory.public_call(slug="over", title_en="Over", opens_on=factory.day(-9), deadline=factory.day(-1))
    factory.public_call(slug="coming", title_en="Coming", opens_on=factory.day(1))
    factory.call(slug="written", title_en="Written")
    tool = factory.draft(focal)
    form = desk.get(path_of(TOOL, tool, "links")).context["form"]
    assert [key for key, _words in form.fields["call"].choices] == ["", now.pk]
    assert save_step(desk, TOOL, tool, "links", call=now.pk).status_code == 302
    assert Tool.objects.get(pk=tool.pk).call == now


def test_a_call_that_closes_while_a_tool_is_written_is_said_and_can_be_left(desk, focal):
    call = factory.public_call(title_en="Sample theme")
    tool = factory.draft(focal, call=call)
    assert tool.missing() == {}
    call.opens_on, call.deadline = date(2026, 1, 1), date(2026, 1, 31)
    call.save()
    tool = Tool.objects.get(pk=tool.pk)
    words = "The call “Sample theme” closed on 31 January 2026. Choose “No call” and submit without it."
    assert tool.missing() == {"call": words}
    assert words in desk.get(f"/en/desk/tools/{tool.pk}/review/").content.decode()
    assert "Sample theme (Closed)" in desk.get(path_of(TOOL, tool, "links")).content.decode()
    assert save_step(desk, TOOL, tool, "links", call="").status_code == 302
    assert Tool.objects.get(pk=tool.pk).missing() == {}


@pytest.mark.parametrize(("days_left", "is_in_time"), [(0, True), (-1, False)])
def test_the_last_day_of_a_call_counts(focal, days_left, is_in_time):
    call = factory.public_call(opens_on=factory.day(-9), deadline=factory.day(days_left))
    assert ("call" not in factory.draft(focal, call=call).missing()) == is_in_time


def test_a_call_that_is_to_open_takes_no_tool_yet(focal):
    call = factory.public_call(title_en="Soon", opens_on=date(2099, 1, 1), deadline=date(2099, 2, 1))
    words = "The call “Soon” opens on 1 January 2099. Submit then, or choose “No call”."
    assert factory.draft(focal, call=call).missing() == {"call": words}


def test_a_tool_submitted_in_time_and_returned_keeps_its_place(focal):
    from workflow import services  # noqa: PLC0415 - one test's own

    call = factory.public_call()
    tool = factory.submitted(focal, call=call)
    services.return_for_changes(tool, by=accounts.moderator(), note="Spell out the acronyms.")
    call.opens_on, call.deadline = date(2026, 1, 1), date(2026, 1, 31)
    call.save()
    assert Tool.objects.get(pk=tool.pk).missing() == {}


def test_a_deadline_put_off_lets_more_tools_in(focal):
    administrator = factory.administrator()
    call = factory.public_call(by=administrator, opens_on=factory.day(-9), deadline=factory.day(-1))
    assert "call" in factory.draft(focal, call=call).missing()
    seen = str(call.events.first().pk)
    values = factory.call_values(opens_on=factory.day(-9), deadline=factory.day(5))
    change_call(call, by=administrator, values=values, seen=seen)
    assert factory.draft(focal, call=call).missing() == {}


def test_an_organisation_is_not_asked_for_a_plan(focal):
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    client = Client()
    client.force_login(speaker, backend="django.contrib.auth.backends.ModelBackend")
    tool = factory.draft(speaker, state=None, organisation=city)
    page = client.get(path_of(TOOL, tool, "links")).content.decode()
    assert '<input type="hidden" name="plan_measure"' in page
    assert save_step(client, TOOL, tool, "links", call="", plan_measure="").status_code == 302
