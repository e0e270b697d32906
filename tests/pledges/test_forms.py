"""Every rule of every step: the bad input, the message it gives, and what was typed still there."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from pledges.forms import PLEDGE
from pledges.models import Pledge
from pledges.states import SDG_TARGETS
from tests.factories import accounts, pledges
from workflow.models import Record

pytestmark = pytest.mark.django_db

WHAT = {"language": "en", "title": "One-stop shops", "pledge_type": "individual", "natures": ["process"]}
ROWS = {"partners-total": "3"}


@pytest.fixture
def pledge():
    """An empty draft of Portugal's."""
    return pledges.draft(accounts.focal_point(), objectives=(), pledge_type="", title="")


def filled(pledge, step, typed):
    """The step's form as a browser sends it."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return PLEDGE.form(PLEDGE.step(step), pledge, data)


def problems(pledge, step, **typed):
    form = filled(pledge, step, typed)
    form.is_valid()
    return {name: list(messages) for name, messages in form.errors.items()}


def values(pledge, step, **typed):
    form = filled(pledge, step, typed)
    assert form.errors == {}
    return form.values


def test_all_questions_are_asked_once_and_are_the_contents_own():
    asked = [name for step in PLEDGE.steps for name in step.names()]
    assert sorted(asked) == sorted(PLEDGE.content.names)
    assert [step.key for step in PLEDGE.steps] == [
        "what", "done", "objectives", "where", "partners", "time", "measure", "contacts",
    ]  # fmt: skip
    assert PLEDGE.content.private == frozenset(PLEDGE.step("contacts").names())


def test_there_are_169_targets():
    assert len(SDG_TARGETS) == len(set(SDG_TARGETS)) == 169
    assert {"1.1", "10.c", "16.10", "17.19"} < set(SDG_TARGETS)


@pytest.mark.parametrize("step", ["done", "objectives", "where", "partners", "time", "measure", "contacts"])
def test_a_step_of_a_draft_may_stay_empty(pledge, step):
    assert problems(pledge, step) == {}


@pytest.mark.parametrize(
    ("step", "typed", "expected"),
    [
        ("what", WHAT | {"language": ""}, {"language": ["This field is required."]}),
        ("what", WHAT | {"title": "x" * 201}, {"title": ["Use at most 200 characters; there are 201 now."]}),
        (
            "what",
            WHAT | {"pledge_type": "matching", "matched_record": "gcm-pl-2026-99999"},
            {
                "matched_record": [
                    "No published pledge has the reference GCM-PL-2026-99999. It looks like GCM-PL-2026-00042."
                ]
            },
        ),
        (
            "what",
            WHAT | {"matched_record": "x" * 41},
            {"matched_record": ["Use at most 40 characters; there are 41 now."]},
        ),
        ("done", {"description": "x" * 3001}, {"description": ["Use at most 3000 characters; there are 3001 now."]}),
        (
            "objectives",
            {"objectives": ["1", "2", "3", "4"]},
            {"objectives": ["Choose at most three main objectives; 4 are chosen now."]},
        ),
        (
            "objectives",
            {"objectives": ["1"], "covers_whole_compact": "on"},
            {"objectives": ["Choose objectives or the Compact as a whole, not both."]},
        ),
        (
            "objectives",
            {"objectives": ["1", "2"], "related_objectives": ["2", "3"]},
            {"related_objectives": ["Already a main objective: 2. Choose it once."]},
        ),
        (
            "objectives",
            {"objectives": ["24"]},
            {"objectives": ["Select a valid choice. 24 is not one of the available choices."]},
        ),
        (
            "where",
            {"region": "Sahel", "levels": ["national"]},
            {"region": ["A region goes with the regional or international level: choose one, or clear the region."]},
        ),
        (
            "where",
            {"region": "x" * 121, "levels": ["regional"]},
            {"region": ["Use at most 120 characters; there are 121 now."]},
        ),
        (
            "where",
            {"countries": ["XXX"]},
            {"countries": ["Select a valid choice. XXX is not one of the available choices."]},
        ),
        (
            "where",
            {"lead_institution": "x" * 201},
            {"lead_institution": ["Use at most 200 characters; there are 201 now."]},
        ),
        (
            "time",
            {"starts_on": "2026-13-01"},
            {"starts_on": ["Write the date as year, month and day, for example 2027-03-31."]},
        ),
        ("time", {"ends_on": "0026-01-01"}, {"ends_on": ["Give a year between 1990 and 2100."]}),
        ("time", {"starts_on": "2026-02-01", "ends_on": "2026-01-31"}, {"ends_on": ["The end is before the start."]}),
        (
            "time",
            {"ends_on": "2027-01-01", "is_open_ended": "on"},
            {"ends_on": ["Clear the end, or take back that it is open-ended."]},
        ),
        (
            "time",
            {"novelty": "new", "continuing_since": "2020-01-01"},
            {"continuing_since": ["Only work that continues has a day it began: choose “Continuing”."]},
        ),
        (
            "time",
            {"continuing_since": "2020-01-01"},
            {"continuing_since": ["Only work that continues has a day it began: choose “Continuing”."]},
        ),
        ("time", {"forum": "1999"}, {"forum": ["Select a valid choice. 1999 is not one of the available choices."]}),
        (
            "measure",
            {"baseline": "3"},
            {"indicator": ["Say what is counted: a baseline or a target belongs to an indicator."]},
        ),
        (
            "measure",
            {"target": "20"},
            {"indicator": ["Say what is counted: a baseline or a target belongs to an indicator."]},
        ),
        ("measure", {"indicator": "x" * 301}, {"indicator": ["Use at most 300 characters; there are 301 now."]}),
        ("measure", {"budget_amount": "1000"}, {"budget_currency": ["Choose the currency of the amount."]}),
        ("measure", {"budget_currency": "EUR"}, {"budget_amount": ["Give the amount, or clear the currency."]}),
        (
            "measure",
            {"budget_is_secured": "True"},
            {"budget_amount": ["Give the amount, or choose “Not stated” for whether it is secured."]},
        ),
        (
            "measure",
            {"budget_amount": "-1", "budget_currency": "EUR"},
            {"budget_amount": ["An amount is zero or more."]},
        ),
        (
            "measure",
            {"budget_amount": "1.234,50", "budget_currency": "EUR"},
            {
                "budget_amount": [
                    "Write the amount in figures, with a point before decimals and no other signs: 1500000 or"
                    " 1500000.50."
                ]
            },
        ),
        (
            "measure",
            {"budget_amount": "1.234", "budget_currency": "EUR"},
            {"budget_amount": ["Give at most two decimals."]},
        ),
        (
            "measure",
            {"budget_amount": "1" * 15, "budget_currency": "EUR"},
            {"budget_amount": ["This amount is too large: give at most 14 figures before the point."]},
        ),
        (
            "measure",
            {"budget_amount": "1", "budget_currency": "XXX"},
            {"budget_currency": ["Select a valid choice. XXX is not one of the available choices."]},
        ),
        (
            "measure",
            {"sdg_targets": ["8.8, 18.1 and 10.z"]},
            {
                "sdg_targets": [
                    "No target of the 2030 Agenda has the number 10.z, 18.1, and. Write them as 8.8 or 10.c."
                ]
            },
        ),
        (
            "measure",
            {"plan_measure": "1"},
            {"plan_measure": ["Select a valid choice. 1 is not one of the available choices."]},
        ),
        (
            "partners",
            ROWS | {"partners-0-kind": "academia"},
            {"partners": ["Row 1, Name of the partner: Name this partner, or clear its row."]},
        ),
        (
            "partners",
            ROWS | {"partners-0-name": "Praia", "partners-1-name": "PRAIA"},
            {"partners": ["PRAIA is named twice."]},
        ),
        (
            "partners",
            ROWS | {"partners-0-state": "CPV", "partners-1-name": "Cape Verde", "partners-1-state": "CPV"},
            {"partners": ["Cape Verde is named twice."]},
        ),
        (
            "partners",
            ROWS | {"partners-0-state": "PRT"},
            {"partners": ["The pledge is yours: name only those who make it with you."]},
        ),
        (
            "contacts",
            {"contacts-total": "1", "contacts-0-name": "Ana", "contacts-0-email": "ana"},
            {"contacts": ["Row 1, E-mail address: Write the address in full, for example name@example.org."]},
        ),
        (
            "contacts",
            {"contacts-total": "1", "contacts-0-position": "Head of unit"},
            {"contacts": ["Row 1, Name: Name this person, or clear the row."]},
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_question_and_stays_typed(pledge, step, typed, expected):
    assert problems(pledge, step, **typed) == expected
    shown = str(filled(pledge, step, typed))
    for value in typed.values():
        for each in value if isinstance(value, list) else [value]:
            if each not in {"", "on", "1999", "24", "XXX", "1", "3"} and not each.endswith("and 10.z"):
                assert each in shown


def test_wrong_targets_come_back_on_their_line(pledge):
    shown = str(filled(pledge, "measure", {"sdg_targets": ["8.8, 18.1"]})["sdg_targets"])
    assert 'value="8.8, 18.1"' in shown


def test_only_a_matching_pledge_cites_another():
    by = accounts.focal_point()
    cited, pledge = pledges.published(by), pledges.draft(by)
    assert problems(pledge, "what", **WHAT, matched_record=cited.reference) == {
        "matched_record": ["Only a matching pledge cites another: choose “Matching”, or clear the reference."]
    }
    given = values(pledge, "what", **WHAT | {"pledge_type": "matching"}, matched_record=f" {cited.reference.lower()} ")
    assert given["matched_record"] == cited.reference


def test_a_pledge_does_not_match_itself():
    by = accounts.focal_point()
    pledge = pledges.amendment(pledges.published(by), by)
    assert problems(pledge, "what", **WHAT | {"pledge_type": "matching"}, matched_record=pledge.reference) == {
        "matched_record": ["A pledge cannot match itself."]
    }


def test_a_pledge_that_is_cited_already_may_stay_cited_after_it_ended():
    by = accounts.focal_point()
    cited = pledges.published(by)
    pledge = pledges.draft(by, pledge_type="matching", matched_record=cited.record)
    Pledge.objects.filter(pk=cited.pk).update(replaced_in=cited.published_in)
    assert values(pledge, "what", **WHAT | {"pledge_type": "matching"}, matched_record=cited.reference)


def test_a_day_to_come_is_not_when_work_began(pledge):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert problems(pledge, "time", novelty="continuing", continuing_since=tomorrow) == {
        "continuing_since": ["This day has not come yet: say when the work began."]
    }


def test_who_pledges_alone_names_nobody():
    pledge = pledges.draft(accounts.focal_point(), pledge_type="individual")
    typed = ROWS | {"partners-0-name": "Praia"}
    assert problems(pledge, "partners", **typed) == {
        "partners": [
            "You chose an individual pledge, made by you alone: clear the partners, or change its type first."
        ]
    }
    assert 'value="Praia"' in str(filled(pledge, "partners", typed))


def test_a_state_is_named_by_its_choice_alone(pledge):
    given = values(pledge, "partners", **ROWS, **{"partners-0-state": "CPV"})
    assert given == {"partners": [{"name": "Cabo Verde", "kind": "", "state": "CPV"}]}


def test_the_same_partners_are_no_change(pledge):
    typed = ROWS | {"partners-0-name": "Praia", "partners-0-kind": "local_government", "partners-0-state": "CPV"}
    PLEDGE.content.write(pledge, values(pledge, "partners", **typed))
    assert filled(pledge, "partners", typed).changed_data == []


def test_an_amount_may_have_spaces_and_reads_the_same_ever_after(pledge):
    given = values(pledge, "measure", budget_amount="1 500\u202f000", budget_currency="XOF", budget_is_secured="False")
    assert (given["budget_amount"], given["budget_is_secured"]) == (Decimal("1500000.00"), False)
    pledge.save(update_fields=PLEDGE.content.write(pledge, given))
    before = PLEDGE.stamp(PLEDGE.step("measure"), pledge)
    pledge.refresh_from_db()
    assert PLEDGE.stamp(PLEDGE.step("measure"), pledge) == before


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["10.7", "8.8"], ["8.8", "10.7"]),
        (["8.8; 10.C", "8.8"], ["8.8", "10.c"]),
        (["8.8 10.7,16.b."], ["8.8", "10.7", "16.b"]),
        ([""], []),
    ],
)
def test_targets_are_kept_in_the_order_of_the_goals(pledge, given, kept):
    assert values(pledge, "measure", sdg_targets=given)["sdg_targets"] == kept


def test_targets_of_the_chosen_objectives_are_offered_as_boxes():
    pledge = pledges.draft(accounts.focal_point(), objectives=(1,), sdg_targets=["8.8", "10.7"])
    shown = str(PLEDGE.form(PLEDGE.step("measure"), pledge)["sdg_targets"])
    offered = [code for code in SDG_TARGETS if f'value="{code}"' in shown and "checkbox" in shown]
    assert offered == ["8.8", "10.7", "16.9", "17.18", "17.19"]
    assert 'value="10.7" id="id_sdg_targets_0" checked' in shown
    assert 'placeholder="8.8, 10.c"' in shown


def test_countries_are_kept_in_one_order_and_named_on_their_fold(pledge):
    given = values(pledge, "where", countries=["PRT", "CPV"], levels=["international"])
    assert given["countries"] == ["CPV", "PRT"]
    PLEDGE.content.write(pledge, given)
    shown = str(PLEDGE.form(PLEDGE.step("where"), pledge)["countries"])
    assert "<b>Cabo Verde</b>" in shown
    assert "<b>Portugal</b>" in shown
    assert shown.count('type="checkbox"') > 190


def test_every_answer_is_written_and_read_back():
    by = accounts.focal_point()
    cited = pledges.published(by)
    pledge = pledges.draft(by, objectives=())
    given = {
        "matched_record": cited.reference, "objectives": [7, 8], "related_objectives": [1],
        "principles": ["people_centred", "rule_of_law"], "countries": ["CPV", "PRT"], "natures": ["financial"],
        "partners": [{"name": "Praia", "kind": "local_government", "state": "CPV"}],
        "contacts": [
            {"name": "Ana", "position": "", "email": "ana@example.org"},
            {"name": "Rui", "position": "Deputy", "email": ""},
        ],
        "partner_contacts": [{"partner": "name:praia", "email": "mayor@example.org"}],
        "starts_on": date(2026, 1, 1), "is_open_ended": True, "forum": 2026, "sdg_targets": ["8.8"],
        "budget_amount": Decimal("10.00"), "budget_currency": "EUR", "budget_is_secured": False,
    }  # fmt: skip
    pledge.save(update_fields=PLEDGE.content.write(pledge, given))
    again = Pledge.objects.get(pk=pledge.pk)
    assert PLEDGE.content.read(again, given) == given
    assert [each.is_primary for each in again.record.pledge_contacts.order_by("pk")] == [True, False]


def test_an_organisation_that_is_known_here_is_recognised_by_its_name(pledge):
    city = accounts.organisation("City of Sample")
    PLEDGE.content.write(pledge, {"partners": [{"name": "CITY of Sample", "kind": "local_government", "state": ""}]})
    assert pledge.partners.get().organisation == city


def test_a_main_objective_becomes_a_related_one_in_one_save():
    pledge = pledges.draft(accounts.focal_point(), objectives=(7, 8))
    PLEDGE.content.write(pledge, {"objectives": [8], "related_objectives": [7]})
    assert PLEDGE.content.read(pledge, ["objectives", "related_objectives"]) == {
        "objectives": [8],
        "related_objectives": [7],
    }


def test_the_address_of_a_partner_that_is_taken_off_goes_too():
    by = accounts.focal_point()
    pledge = pledges.joint(
        by, partners=[{"name": "Praia", "kind": "academia", "state": ""}], addresses=[("Praia", "a@example.org")]
    )
    PLEDGE.content.write(pledge, {"partners": []})
    assert list(pledge.record.partner_contacts.all()) == []


def test_addresses_are_asked_of_partners_nobody_speaks_for():
    accounts.focal_point("CPV")
    pledge = pledges.joint(
        accounts.focal_point(),
        partners=[
            {"name": "Cabo Verde", "kind": "", "state": "CPV"},
            {"name": "Praia", "kind": "local_government", "state": "CPV"},
        ],
    )
    form = PLEDGE.form(PLEDGE.step("contacts"), pledge)
    assert form.initial["partner_contacts"] == [{"partner": "name:praia", "email": ""}]
    typed = {
        "partner_contacts-total": "2",
        "partner_contacts-0-partner": "name:praia",
        "partner_contacts-0-email": "mayor@example.org",
        "partner_contacts-1-partner": "state:CPV",
        "partner_contacts-1-email": "",
    }
    assert values(pledge, "contacts", **typed)["partner_contacts"] == [
        {"partner": "name:praia", "email": "mayor@example.org"}
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            {"partner_contacts-0-email": "mayor@example.org"},
            "Row 1, Partner: Choose the partner this address belongs to.",
        ),
        (
            {"partner_contacts-0-partner": "name:elsewhere", "partner_contacts-0-email": "mayor@example.org"},
            "Row 1, Partner: Select a valid choice. name:elsewhere is not one of the available choices.",
        ),
        (
            {
                "partner_contacts-0-partner": "name:praia",
                "partner_contacts-0-email": "a@example.org",
                "partner_contacts-1-partner": "name:praia",
                "partner_contacts-1-email": "b@example.org",
            },
            "Give one address for each partner.",
        ),
        (
            {"partner_contacts-0-partner": "name:praia", "partner_contacts-0-email": "mayor"},
            "Row 1, E-mail address: Write the address in full, for example name@example.org.",
        ),
    ],
)
def test_a_wrong_address_of_a_partner_is_said(typed, expected):
    pledge = pledges.joint(
        accounts.focal_point(),
        partners=[{"name": name, "kind": "academia", "state": ""} for name in ("Praia", "Mindelo")],
    )
    typed = {"partner_contacts-total": "2"} | typed
    assert problems(pledge, "contacts", **typed) == {"partner_contacts": [expected]}
    shown = str(filled(pledge, "contacts", typed))
    for name, value in typed.items():
        assert name.endswith(("-total", "-partner")) or f'value="{value}"' in shown


def test_contact_data_is_in_no_answer_and_no_difference():
    by = accounts.focal_point()
    before = pledges.published(by, contact_email="ana@example.org")
    after = pledges.amendment(before, by)
    PLEDGE.content.write(after, {"contacts": [{"name": "Rui", "position": "", "email": "rui@example.org"}]})
    assert PLEDGE.changes(before, after) == []
    assert "example.org" not in str(PLEDGE.answers(after))
    assert "rui@example.org" in str(PLEDGE.answers(after, private=True))


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        ("what", {"title": "\x00", "matched_record": "\x00"}),
        ("objectives", {"objectives": ["\x00"], "principles": ["\x00"]}),
        ("where", {"countries": ["\x00"], "region": "\x00"}),
        ("partners", {"partners-total": "\x00"}),
        ("partners", {"partners-total": "9" * 30, "partners-0-name": "\x00", "partners-0-state": "\x00"}),
        ("time", {"starts_on": "9" * 500, "forum": "\x00"}),
        ("measure", {"budget_amount": "NaN", "sdg_targets": ["\x00"], "plan_measure": "\x00"}),
        ("measure", {"budget_amount": "1e999999", "budget_currency": "\x00"}),
        ("contacts", {"contacts-total": "2", "contacts-0-name": "\x00", "contacts-0-email": "\x00@example.org"}),
    ],
)
def test_hostile_answers_break_nothing(pledge, step, typed):
    form = filled(pledge, step, typed)
    form.is_valid()
    assert str(form)
    assert Record.objects.count() == 1
