"""The form of a capacity need: every rule with the bad input, its message, and everything typed still there."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation

from needs.forms import NEED
from needs.models import Need
from needs.selectors import hints
from tests.factories import accounts, plans
from tests.factories import needs as factory
from tests.tools.steps import errors_of, path_of, save_step, typed_again
from workflow.states import Change

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
    asked = [name for step in NEED.steps for name in step.names()]
    assert sorted(asked) == sorted(NEED.content.names)


def test_what_is_typed_in_each_step_is_saved(desk, focal):
    plan = plans.published(focal)
    measure = plan.measures.first()
    need = factory.draft(focal)
    typed = {
        "what": {"language": "fr", "title": "Formation", "support_kinds": ["data", "training"], "horizon": "long"},
        "objectives": {"main_objective": "3", "related_objectives": ["1", "7"]},
        "gap": {"what_exists": "Deux bureaux.", "what_is_missing": "Quarante agents."},
        "where": {
            "region": "ECE", "where": "Faro", "support_languages": ["fr", "pt"], "plan": plan.record_id,
            "measure": measure.record_id,
        },
    }  # fmt: skip
    for key, answers in typed.items():
        assert save_step(desk, NEED, need, key, **answers).status_code == 302
    assert NEED.content.read(Need.objects.get(pk=need.pk)) == {
        "language": "fr", "title": "Formation", "support_kinds": ["data", "training"], "horizon": "long",
        "main_objective": 3, "related_objectives": [1, 7], "what_exists": "Deux bureaux.",
        "what_is_missing": "Quarante agents.", "region": "ECE", "where": "Faro", "support_languages": ["fr", "pt"],
        "plan": plan.record_id, "measure": measure.record_id,
    }  # fmt: skip


@pytest.mark.parametrize("key", ["what", "objectives", "gap", "where"])
def test_a_draft_may_leave_every_question_of_a_step_open(desk, focal, key):
    language = {"language": "en"} if key == "what" else {}
    assert save_step(desk, NEED, factory.draft(focal), key, **language).status_code == 302


BAD = [
    ("what", {"language": "", "title": "Need"}, {"language": ["Choose the language you write in."]}),
    ("what", {"language": "en", "title": "T" * 201}, {"title": ["Use at most 200 characters; there are 201 now."]}),
    ("what", {"language": "en", "support_kinds": ["magic"]},
     {"support_kinds": ["Select a valid choice. magic is not one of the available choices."]}),
    ("what", {"language": "en", "horizon": "soon"},
     {"horizon": ["Select a valid choice. soon is not one of the available choices."]}),
    ("objectives", {"main_objective": "24"},
     {"main_objective": ["Select a valid choice. 24 is not one of the available choices."]}),
    ("objectives", {"main_objective": "7", "related_objectives": ["0"]},
     {"related_objectives": ["Select a valid choice. 0 is not one of the available choices."]}),
    ("objectives", {"main_objective": "7", "related_objectives": ["3", "7"]},
     {"related_objectives": ["Objective 7 is the main one already. Leave it out here."]}),
    ("gap", {"what_exists": "E" * 3001}, {"what_exists": ["Use at most 3000 characters; there are 3001 now."]}),
    ("gap", {"what_is_missing": "M" * 3001},
     {"what_is_missing": ["Use at most 3000 characters; there are 3001 now."]}),
    ("where", {"region": "MARS"}, {"region": ["Select a valid choice. MARS is not one of the available choices."]}),
    ("where", {"where": "W" * 201}, {"where": ["Use at most 200 characters; there are 201 now."]}),
    ("where", {"support_languages": ["klingon"]},
     {"support_languages": ["Select a valid choice. klingon is not one of the available choices."]}),
    ("where", {"plan": "999999"}, {"plan": ["Select a valid choice. 999999 is not one of the available choices."]}),
    ("where", {"measure": "999999"},
     {"measure": ["Select a valid choice. 999999 is not one of the available choices."]}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "typed", "expected"), BAD)
def test_bad_input_comes_back_with_its_message_and_everything_typed(desk, focal, key, typed, expected):
    need = factory.draft(focal)
    before = NEED.content.read(need)
    answer = save_step(desk, NEED, need, key, **typed)
    assert (answer.status_code, errors_of(answer)) == (200, expected)
    again = typed_again(answer)
    assert {name: again[name] for name in typed} == typed
    assert NEED.content.read(Need.objects.get(pk=need.pk)) == before


def test_a_measure_brings_its_plan_along_and_fits_no_other(desk, focal):
    plan, other = plans.published(focal), plans.draft(focal)
    measure, need = plan.measures.first(), factory.draft(focal)
    assert save_step(desk, NEED, need, "where", measure=measure.record_id).status_code == 302
    saved = Need.objects.get(pk=need.pk)
    assert (saved.plan_id, saved.measure_id) == (plan.record_id, measure.record_id)
    typed = {"plan": str(other.record_id), "measure": str(measure.record_id), "where": "Faro"}
    answer = save_step(desk, NEED, need, "where", **typed)
    words = "This measure belongs to another plan. Choose one of the plan above, or none."
    assert errors_of(answer) == {"measure": [words]}
    assert {name: typed_again(answer)[name] for name in typed} == typed


def test_another_states_plan_cannot_be_named(desk, focal):
    theirs = plans.published(accounts.focal_point("KEN"), state="KEN")
    need = factory.draft(focal)
    answer = save_step(desk, NEED, need, "where", plan=theirs.record_id)
    assert list(errors_of(answer)) == ["plan"]


def test_an_organisation_is_not_asked_for_a_plan():
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    client = Client()
    client.force_login(speaker, backend="django.contrib.auth.backends.ModelBackend")
    need = factory.draft(speaker, state=None, organisation=city)
    page = client.get(path_of(NEED, need, "where")).content.decode()
    assert page.count('<input type="hidden" name="plan"') == page.count('<input type="hidden" name="measure"') == 1
    assert save_step(client, NEED, need, "where", where="Porto", plan="", measure="").status_code == 302


MISSING = [
    ({"title": " "}, {"title": "Give the need a title."}),
    ({"objective": None}, {"main_objective": "Choose the objective the need is mainly about."}),
    ({"support_kinds": []}, {"support_kinds": "Choose at least one kind of support."}),
    ({"horizon": ""}, {"horizon": "Say by when the support is needed: in the short, medium or long term."}),
    ({"what_is_missing": "\n"}, {"what_is_missing": "Say what is missing."}),
    ({"what_exists": ""}, {}),
    ({}, {}),
]


@pytest.mark.parametrize(("fields", "expected"), MISSING)
def test_what_a_submission_needs(focal, fields, expected):
    assert factory.draft(focal, **fields).missing() == expected


def test_a_request_to_withdraw_needs_its_reason_only(focal):
    need = factory.draft(focal, title="", change=Change.WITHDRAWAL)
    assert need.missing() == {"change_reason": "Say why it is withdrawn."}
    need.change_reason = "It was met."
    assert need.missing() == {}


@pytest.mark.parametrize("wrong", ["measure without a plan", "an organisation's plan"])
def test_the_database_refuses_what_the_form_refuses(focal, wrong):
    record = plans.draft(focal).record
    city = accounts.organisation()
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    fields = (
        {"measure": record} if wrong.startswith("measure") else {"plan": record, "state": None, "organisation": city}
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        factory.draft(focal if wrong.startswith("measure") else speaker, **fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["support_languages", "where"]),
        ({"what_exists": "", "what_is_missing": "Training."},
         ["what_exists", "what_is_missing", "support_languages", "where"]),
        ({"what_is_missing": "", "support_languages": ["fr"], "region": "ECE"}, []),
        ({"what_is_missing": "تدريب ٤٠ موظفًا", "support_languages": ["ar"], "where": "Lagos"}, []),
    ],
)  # fmt: skip
def test_what_is_advised(focal, fields, expected):
    assert [hint.field for hint in hints(factory.draft(focal, **fields))] == expected


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_every_step_is_shown_in_every_language(desk, focal, language):
    need = factory.draft(focal)
    with translation.override(language):
        assert [desk.get(path_of(NEED, need, step.key)).status_code for step in NEED.steps] == [200] * len(NEED.steps)
