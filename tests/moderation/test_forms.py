"""What a decision's form carries."""

import pytest

from moderation.forms import DecisionForm, decision_forms
from workflow.states import Verb

pytestmark = pytest.mark.django_db


def test_publishing_asks_for_no_reason_and_the_others_say_who_will_read_it():
    assert list(DecisionForm(verb=Verb.PUBLISH).fields) == ["seen"]
    for verb in (Verb.RETURN, Verb.REJECT, Verb.RETRACT):
        form = DecisionForm(verb=verb)
        assert list(form.fields) == ["note", "seen"]
        assert "word for word" in str(form["note"].help_text)


def test_forms_of_one_page_do_not_share_an_id():
    forms = decision_forms((Verb.PUBLISH, Verb.RETURN, Verb.REJECT), seen="x")
    ids = [field.auto_id for form in forms.values() for field in form]
    assert len(ids) == len(set(ids))


def test_a_refused_form_keeps_its_reason_and_takes_the_mark_of_what_is_shown_now():
    refused = DecisionForm({"note": "Say more.", "seen": "before"}, verb=Verb.RETURN)
    forms = decision_forms((Verb.RETURN, Verb.REJECT), seen="now", kept=refused)
    assert [(form["note"].value(), form["seen"].value()) for form in forms.values()] == [
        ("Say more.", "now"),
        (None, "now"),
    ]


def test_a_verb_that_is_no_longer_open_has_no_form():
    refused = DecisionForm({"note": "Say more.", "seen": ""}, verb=Verb.RETURN)
    assert list(decision_forms((Verb.RETRACT,), seen="", kept=refused)) == ["retract"]
