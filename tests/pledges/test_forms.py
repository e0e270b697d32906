"""Every rule of the pledge form: the bad input, its message, and everything typed still there."""

from datetime import date

import pytest
from django.utils import translation

from pledges.forms import WithdrawalForm, WrittenPledge
from pledges.forms.drafts import revision_typed_on
from tests.factories import accounts, pledges
from tests.pledges.answers import NO_PARTNERS, answers, two_partners

pytestmark = pytest.mark.django_db
TYPED_WRONG = [
    ("title", "x" * 201, "Use at most 200 characters; there are 201 now."),
    ("description", "x" * 3001, "Use at most 3000 characters; there are 3001 now."),
    ("description", "x\x00", "Null characters are not allowed."),
    ("lead_institution", "x" * 201, "Use at most 200 characters; there are 201 now."),
    ("pledge_type", "other", "Select a valid choice. other is not one of the available choices."),
    ("language", "de", "Select a valid choice. de is not one of the available choices."),
    ("natures", ["gift"], "Select a valid choice. gift is not one of the available choices."),
    ("levels", ["lunar"], "Select a valid choice. lunar is not one of the available choices."),
    ("principles", ["\x00"], "Select a valid choice. \x00 is not one of the available choices."),
    ("objectives", ["24"], "Select a valid choice. 24 is not one of the available choices."),
    ("objectives", ["x"], "Select a valid choice. x is not one of the available choices."),
    ("objectives", ["1", "2", "3", "4"], "Choose at most three main objectives; 4 are chosen now."),
    ("related_objectives", ["16", "17"], "Already a main objective: 16. Choose it once."),
    ("starts_on", "soon", "Write the date as year, month and day, for example 2027-03-31."),
    ("starts_on", "0026-03-01", "Give a year between 1990 and 2100."),
    ("ends_on", "2126-03-01", "Give a year between 1990 and 2100."),
    ("ends_on", "2026-02-28", "The end is before the start."),
    ("forum", "2031", "Select a valid choice. 2031 is not one of the available choices."),
    ("contact_email", "ana at example", "Write the address in full, for example name@example.org."),
    ("contact_name", "x" * 151, "Use at most 150 characters; there are 151 now."),
    (
        "matched_record",
        "GCM-PL-2019-00001",
        "No published pledge has the reference GCM-PL-2019-00001. It looks like GCM-PL-2026-00042.",
    ),
    ("matched_record", "x" * 41, "Use at most 40 characters; there are 41 now."),
]


def written(typed, *, pledge=None, parties=None):
    return WrittenPledge(typed, parties=parties or {"state:PRT": accounts.portugal()}, pledge=pledge)


def errors(typed, **kwargs):
    asked = written(typed, **kwargs)
    assert asked.is_valid() is False
    return {name: list(messages) for name, messages in asked.form.errors.items()}


def test_a_complete_form_carries_all_that_was_typed():
    asked = written(answers(**two_partners(), related_objectives=["17"], is_mirror="on"))
    assert asked.is_valid() is True
    content = asked.content
    assert content.values == {
        "title": "One-stop shops in all districts",
        "language": "en",
        "pledge_type": "individual",
        "matched_record": None,
        "is_mirror": True,
        "natures": ["process", "financial"],
        "levels": ["local"],
        "covers_whole_compact": False,
        "description": answers()["description"],
        "lead_institution": "Ministry of the Interior",
        "starts_on": date(2026, 3, 1),
        "ends_on": date(2028, 2, 29),
        "is_open_ended": False,
        "forum_id": 2026,
    }
    assert (content.objectives, content.related_objectives, content.principles) == ([15, 16], [17], ["people_centred"])
    assert content.partners == [
        {"name": "City of Sample", "kind": "local_government", "state_id": None},
        {"name": "Cabo Verde", "kind": "", "state_id": "CPV"},
    ]
    assert vars(content.contact) == {"name": "Ana Sample", "position": "Head of unit", "email": "ana@example.org"}


@pytest.mark.parametrize(("name", "typed", "message"), TYPED_WRONG)
def test_each_limit_has_its_message_and_keeps_what_was_typed(name, typed, message):
    asked = answers(**{name: typed})
    form = written(asked).form
    assert dict(form.errors) == {name: [message]}
    assert {each: form[each].value() for each in ("title", "description", "objectives", name)} == {
        each: asked[each] for each in ("title", "description", "objectives", name)
    }


def test_what_is_missing_is_no_error_in_a_draft():
    asked = written(NO_PARTNERS | {"language": "en"})
    assert asked.is_valid() is True
    content = asked.content
    assert (content.values["title"], content.values["starts_on"], content.values["natures"]) == ("", None, [])
    assert (content.objectives, content.contact.is_blank) == ([], True)


def test_questions_a_submission_needs_are_not_marked_optional():
    form = written(None).form
    needed = {"pledge_type", "title", "description", "natures", "objectives", "starts_on", "language"}
    assert {name for name, field in form.fields.items() if field.required} == needed
    assert 'class="optional"' not in form["title"].as_field_group()
    assert 'class="optional"' in form["lead_institution"].as_field_group()


def test_the_language_of_the_page_is_offered_first():
    with translation.override("fr"):
        assert written(None).form["language"].value() == "fr"


def test_an_open_ended_pledge_has_no_end():
    assert errors(answers(is_open_ended="on")) == {"ends_on": ["Clear the end, or take back that it is open-ended."]}
    assert written(answers(is_open_ended="on", ends_on="")).is_valid() is True


def test_the_compact_as_a_whole_excludes_main_objectives():
    assert errors(answers(covers_whole_compact="on")) == {
        "objectives": ["Choose objectives or the Compact as a whole, not both."]
    }
    assert written(answers(covers_whole_compact="on", objectives=None)).is_valid() is True


def test_a_matching_pledge_cites_a_public_one_in_any_case_of_letters():
    cited = pledges.published().reference
    asked = written(answers(pledge_type="matching", matched_record=f" {cited.lower()} "))
    assert asked.is_valid() is True
    assert asked.content.values["matched_record"].reference == cited


def test_only_a_matching_pledge_cites_another():
    cited = pledges.published().reference
    message = "Only a matching pledge cites another: choose “Matching”, or clear the reference."
    assert errors(answers(matched_record=cited)) == {"matched_record": [message]}


def test_a_draft_cannot_be_cited():
    submitted = pledges.submitted(accounts.focal_point()).reference
    assert errors(answers(pledge_type="matching", matched_record=submitted)) == {
        "matched_record": [f"No published pledge has the reference {submitted}. It looks like GCM-PL-2026-00042."]
    }


def test_a_pledge_cannot_match_itself():
    pledge = pledges.published()
    typed = answers(pledge_type="matching", matched_record=pledge.reference)
    assert errors(typed, pledge=pledge) == {"matched_record": ["A pledge cannot match itself."]}


def test_who_speaks_for_several_parties_chooses_one():
    city = accounts.organisation()
    parties = {"state:PRT": accounts.portugal(), f"organisation:{city.pk}": city}
    assert errors(answers(), parties=parties) == {"owner": ["Say for whom you make this pledge."]}
    assert errors(answers(owner="state:EGY"), parties=parties) == {
        "owner": ["Select a valid choice. state:EGY is not one of the available choices."]
    }
    asked = written(answers(owner=f"organisation:{city.pk}"), parties=parties)
    assert (asked.is_valid(), asked.form.chosen_party) == (True, city)


def test_a_partner_needs_a_name_and_is_named_once():
    asked = written(answers(**two_partners() | {"partner-0-name": "", "partner-2-name": "cabo verde"}))
    assert asked.is_valid() is False
    assert [dict(row.errors) for row in asked.partners.forms] == [
        {"name": ["Name this partner, or clear its row."]},
        {},
        {"name": ["This partner is named twice."]},
    ]
    assert asked.partners.forms[1]["state"].value() == "CPV"


def test_a_form_without_its_partner_rows_is_refused_kindly():
    typed = {name: answer for name, answer in answers().items() if not name.startswith("partner-")}
    assert written(typed).is_valid() is False


def test_differences_are_told_in_words():
    by = accounts.focal_point()
    pledge = pledges.draft(by, title="Saved", natures=["process"], objectives=(7,))
    asked = written(
        answers(title="Typed", natures=["financial"], objectives=["8"], ends_on="", is_open_ended="on"), pledge=pledge
    )
    found = {each.label: (each.saved, each.typed) for each in asked.differences()}
    assert found["Title"] == ("Saved", "Typed")
    assert found["Nature of the commitment"] == ("Process", "Financial")
    assert found["Main objectives"][0].startswith("7. ")
    assert found["Start"] == ("1 January 2026", "1 March 2026")
    assert "It is open-ended" not in found


def test_partners_differ_as_one_question():
    pledge = pledges.draft(accounts.focal_point())
    found = {each.label: each.typed for each in written(answers(**two_partners()), pledge=pledge).differences()}
    assert found["Partners"] == "City of Sample\nCabo Verde"


def test_a_withdrawal_needs_a_reason():
    form = WithdrawalForm({"reason": "  "})
    assert dict(form.errors) == {"reason": ["Say why it is withdrawn."]}


@pytest.mark.parametrize(("typed", "revision"), [("3", 3), ("", 0), ("-1", 0), ("³", 0), ("9" * 30, 0), ("x", 0)])
def test_a_revision_that_was_tampered_with_is_one_no_draft_has(typed, revision):
    assert revision_typed_on({"revision": typed}) == revision
