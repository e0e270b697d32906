"""The decision page: remarks, texts kept ready, corrections, files, two decisions, and how much it asks."""

import pytest
from django.urls import reverse

from correspondence.models import Message, Remark, ReturnedAnswers
from correspondence.states import Use
from drafting.services import save
from moderation.services import decide, stamp_of
from plans.forms import PLAN
from plans.services import read_measures
from pledges.forms import PLEDGE
from pledges.models import Pledge
from tests.factories import accounts, plans, pledges, progress
from tests.factories import attachments as files
from tests.factories.correspondence import answered, asked, reason
from workflow import services
from workflow.states import Change, Status, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def page_of(item, kind="pledge"):
    return reverse("moderation:record", args=[kind, item.pk])


def send(client, item, verb, *, kind="pledge", **typed):
    """The form of this verb as the page has it, with what was typed."""
    return client.post(f"{page_of(item, kind)}{verb}/", {"note": "", "seen": stamp_of(item)} | typed)


def words(answer):
    return answer.content.decode()


def put(item, by, kind=PLEDGE, **values):
    """Save each of these answers as the owner's form does."""
    for name, value in values.items():
        save(item, by=by, content=kind.content, values={name: value}, seen=kind.stamp_of(item, name))


def returned(item, by, **remarks):
    decide(Verb.RETURN, item, by=by, note="Please correct it.", seen=stamp_of(item), remarks=remarks)
    return item


# Remarks -------------------------------------------------------------------------------------------------------------


def test_every_question_has_a_box_for_a_remark_once(desk, portugal):
    content = words(desk.get(page_of(pledges.submitted(portugal))))
    asked_for = [name for step in PLEDGE.steps for name in step.names()]
    boxes = [f'name="remark_{name}"' for name in [*asked_for, "attachments"] if name != "partner_contacts"]
    assert [content.count(box) for box in boxes] == [1] * len(boxes)
    assert content.count('form="return-form"') == len(boxes)


def test_a_return_takes_its_remarks_along(desk, portugal):
    item = pledges.submitted(portugal)
    answer = send(desk, item, "return", note="See below.", remark_title=" Say what is done. ", remark_levels="Which?")
    assert (answer.status_code, answer["Location"]) == (302, "/en/moderation/")
    assert [(each.question, each.text) for each in Remark.objects.all()] == [
        ("title", "Say what is done."),
        ("levels", "Which?"),
    ]
    assert item.record.events.get(verb=Verb.RETURN).note == "See below."


def test_remarks_do_not_stand_in_for_the_reason_and_come_back_with_the_refusal(desk, portugal):
    item = pledges.submitted(portugal)
    answer = send(desk, item, "return", remark_title="Say what is done.")
    assert answer.status_code == 400
    form = answer.context["forms"]["return"]
    assert (form["remark_title"].value(), list(form.errors)) == ("Say what is done.", ["note"])
    assert words(answer).count('<details class="remark-box" open>') == 1
    assert '<details class="decide-way" id="return" open>' in words(answer)
    assert not Remark.objects.exists()


def test_remarks_come_back_when_somebody_was_faster(desk, portugal):
    item = pledges.submitted(portugal)
    read = stamp_of(item)
    services.submit(
        services.return_for_changes(item, by=accounts.moderator("faster@example.org"), note="No."), by=portugal
    )
    answer = send(desk, item, "return", note="See below.", seen=read, remark_title="Say what is done.")
    assert answer.status_code == 409
    assert answer.context["forms"]["return"]["remark_title"].value() == "Say what is done."


@pytest.mark.parametrize("text", ["x" * 1001, "a\0b"])
def test_a_remark_that_cannot_be_kept_comes_back_in_its_box(desk, portugal, text):
    item = pledges.submitted(portugal)
    answer = send(desk, item, "return", note="See below.", remark_title=text)
    assert answer.status_code == 400
    assert answer.context["forms"]["return"]["remark_title"].value() == text
    assert 'href="#return_remark_title"' in words(answer)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_remarks_on_questions_nobody_asks_are_nothing(desk, portugal):
    item = pledges.submitted(portugal)
    send(desk, item, "return", note="See below.", remark_nonsense="What?", remark_status="draft")
    assert not Remark.objects.exists()


def test_a_rejection_takes_no_remarks(desk, portugal):
    send(desk, pledges.submitted(portugal), "reject", note="No.", remark_title="Say what is done.")
    assert not Remark.objects.exists()


def test_a_return_whose_remarks_fail_did_not_happen(portugal, moderator, monkeypatch):
    item = pledges.submitted(portugal)

    def refuse(*args, **kwargs):
        raise RuntimeError("no remarks")

    monkeypatch.setattr(Remark.objects, "bulk_create", refuse)
    with pytest.raises(RuntimeError):
        returned(item, moderator, title="Say what is done.")
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED
    assert not ReturnedAnswers.objects.exists()


def test_no_contact_person_is_kept_with_a_return(portugal, moderator):
    item = returned(pledges.submitted(portugal, contact_email="private@example.org"), moderator, contacts="A second?")
    kept = ReturnedAnswers.objects.get()
    assert {"contacts", "partner_contacts"} & set(kept.answers) == set()
    assert "private@" not in str(kept.answers)
    assert Remark.objects.get().question == "contacts"
    assert item.status == Status.RETURNED


# Texts kept ready ----------------------------------------------------------------------------------------------------


def test_a_text_is_inserted_without_javascript_and_nothing_is_decided(desk, portugal):
    item, kept = pledges.submitted(portugal), reason(text_en="Please say when.")
    answer = send(desk, item, "return", note="First.", remark_title="And this.", insert="1", canned=kept.pk)
    assert answer.status_code == 200
    form = answer.context["forms"]["return"]
    assert form["note"].value() == "First.\n\nPlease say when."
    assert (form["remark_title"].value(), form["seen"].value(), form.errors) == ("And this.", stamp_of(item), {})
    assert '<details class="decide-way" id="return" open>' in words(answer)
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


def test_a_text_is_inserted_in_the_language_of_the_focal_point_or_says_that_it_is_english(desk, portugal):
    portugal.language = "fr"
    portugal.save()
    item = pledges.submitted(portugal, language="es")
    both = reason(name="Both", text_fr="Dites quand.")
    reason(accounts.administrator(), name="Only English")
    answer = send(desk, item, "return", insert="1", canned=both.pk)
    assert answer.context["forms"]["return"]["note"].value() == "Dites quand."
    content = words(answer)
    assert ">Both</option>" in content
    assert 'data-text="Please say more about the sample.">Only English (in English)</option>' in content
    assert "the language of the focal point, French" in content


@pytest.mark.parametrize("canned", ["", "0", "x", "\0", "9" * 30])
def test_a_text_that_is_none_inserts_nothing(desk, portugal, canned):
    answer = send(desk, pledges.submitted(portugal), "return", note="First.", insert="1", canned=canned)
    assert answer.status_code == 200
    assert answer.context["forms"]["return"]["note"].value() == "First."


def test_each_form_offers_its_own_texts_and_inserts_no_others(desk, portugal):
    item = pledges.submitted(portugal)
    for use in Use:
        reason(accounts.administrator(f"{use}@example.org"), name=f"For {use}", use=use)
    content = words(desk.get(page_of(item)))
    assert [content.count(f"For {use}") for use in Use] == [1, 1, 1]
    other = reason(use=Use.REJECT, text_en="Refused.")
    answer = send(desk, item, "return", insert="1", canned=other.pk)
    assert answer.context["forms"]["return"]["note"].value() == ""


# Questions -----------------------------------------------------------------------------------------------------------


def test_a_question_is_asked_and_the_submission_stays(desk, portugal, moderator):
    item = pledges.submitted(portugal)
    answer = send(desk, item, "ask", text="Which ministry?")
    assert answer["Location"] == f"{page_of(item)}#questions"
    answered(item, by=portugal, text="The sample ministry.")
    content = words(desk.get(page_of(item)))
    assert content.index("Which ministry?") < content.index("The sample ministry.")
    assert f"<b><bdi>{moderator}</bdi></b>" in content
    assert Pledge.objects.get(pk=item.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("text", ["", " \n", "x" * 2001, "a\0b"])
def test_a_question_that_cannot_be_kept_comes_back_in_its_box(desk, portugal, text):
    answer = send(desk, pledges.submitted(portugal), "ask", text=text)
    assert answer.status_code == 400
    assert answer.context["ask"]["text"].value() == text
    assert 'href="#ask_text"' in words(answer)
    assert not Message.objects.exists()


def test_a_question_too_late_comes_back_with_the_reason(desk, portugal):
    item = pledges.submitted(portugal)
    services.publish(item, by=accounts.moderator("faster@example.org"))
    answer = send(desk, item, "ask", text="Which ministry?")
    assert answer.status_code == 409
    assert "The questions can be read, not answered." in words(answer)
    assert not Message.objects.exists()


def test_a_text_is_inserted_into_a_question(desk, portugal):
    kept = reason(use=Use.QUESTION, text_en="Do the partners agree?")
    answer = send(desk, pledges.submitted(portugal), "ask", text="One thing:", insert="1", canned=kept.pk)
    assert answer.status_code == 200
    assert answer.context["ask"]["text"].value() == "One thing:\n\nDo the partners agree?"
    assert not Message.objects.exists()


def test_what_was_decided_on_can_still_be_read_and_not_asked_about(desk, portugal, moderator):
    item = pledges.submitted(portugal)
    asked(item, by=moderator, text="Which ministry?")
    services.publish(item, by=moderator)
    content = words(desk.get(page_of(item)))
    assert ("Which ministry?" in content, "Ask a question" in content) == (True, False)


# Assurance -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def update(portugal, moderator):
    return progress.submitted(portugal, about=pledges.published(portugal, moderator).record)


def test_an_update_is_said_to_be_corroborated_and_no_longer(desk, update, moderator):
    for is_corroborated, assurance in ((True, "corroborated"), (False, "self_reported")):
        typed = {"is_corroborated": "on"} if is_corroborated else {}
        assert send(desk, update, "corroborate", kind="update", **typed)["Location"] == page_of(update, "update")
        update.refresh_from_db()
        assert update.assurance == assurance
    told = update.record.events.filter(verb=Verb.CORROBORATE).values_list("actor", flat=True)
    assert list(told) == [moderator.pk, moderator.pk]


def test_an_update_that_was_submitted_again_is_not_corroborated_unread(desk, update, portugal):
    read = stamp_of(update)
    services.submit(
        services.return_for_changes(update, by=accounts.moderator("faster@example.org"), note="No."), by=portugal
    )
    answer = send(desk, update, "corroborate", kind="update", seen=read, is_corroborated="on")
    assert answer.status_code == 409
    assert "This was changed and submitted again since you opened it." in words(answer)


def test_only_updates_have_an_assurance(desk, portugal):
    item = pledges.submitted(portugal)
    assert "Assurance" not in words(desk.get(page_of(item)))
    assert send(desk, item, "corroborate", is_corroborated="on").status_code == 404


# Comparing -----------------------------------------------------------------------------------------------------------


def test_an_amendment_shows_its_differences_first_each_with_its_box(desk, portugal, moderator):
    live = pledges.published(portugal, moderator, title="Fair recruitment", objectives=(6, 7))
    item = pledges.amendment(live, portugal)
    put(item, portugal, title="Fair and safe recruitment", objectives=[6, 8])
    services.submit(item, by=portugal)
    answer = desk.get(page_of(item))
    assert [each.name for each, _box in answer.context["differences"]] == ["title", "objectives"]
    content = words(answer)
    assert "[added: </span>and safe<span" in content
    assert [content.count(f'data-change="{what}"') for what in ("added", "gone")] == [1, 1]
    assert content.count('name="remark_title"') == 1
    in_order = [content.index(each) for each in ('name="remark_title"', 'id="submission"', 'name="remark_levels"')]
    assert in_order == sorted(in_order)


def test_the_measures_of_a_plan_are_compared_one_by_one(desk, portugal, moderator):
    live = plans.published(portugal, moderator, measures=[plans.measure(title=f"Measure {n}") for n in range(3)])
    item = plans.amended(live, by=portugal)
    first, second, _third = read_measures(item)
    put(item, portugal, PLAN, measures=[first, second | {"horizon": "long"}])
    services.submit(item, by=portugal)
    content = words(desk.get(page_of(item, "plan")))
    assert "Measure 2, “Measure 1”" in content
    assert "Measure 3, removed" in content
    assert content.count('name="remark_measures"') == 1


def test_files_are_said_to_be_added_kept_or_removed(desk, portugal, moderator):
    live = pledges.published(portugal, moderator)
    kept, gone = (files.stored(portugal, name=f"{name}.txt") for name in ("kept", "gone"))
    live.attachments.set([kept, gone])
    item = pledges.amendment(live, portugal)
    item.attachments.set([kept, files.stored(portugal, name="new.txt")])
    services.submit(item, by=portugal)
    answer = desk.get(page_of(item))
    assert [(each.file.name, each.fate.value) for each in answer.context["read"].files] == [
        ("kept.txt", "kept"),
        ("new.txt", "added"),
        ("gone.txt", "removed"),
    ]
    address = reverse("moderation:file", args=["pledge", live.pk, gone.pk])
    assert address in words(answer)
    assert b"".join(desk.get(address).streaming_content) == b"A sample text."


def test_a_file_that_is_not_found_clean_is_not_named_among_the_differences(desk, portugal, moderator):
    live = pledges.published(portugal, moderator)
    item = pledges.amendment(live, portugal)
    item.attachments.add(files.stored(portugal, name="decision.txt", scan="pending"))
    services.submit(item, by=portugal)
    assert "decision.txt" not in words(desk.get(page_of(item)))


def test_a_likely_duplicate_is_shown_with_why_and_what_is_public_has_none(desk, portugal, moderator):
    live = pledges.published(portugal, moderator, title="One office in every district")
    item = pledges.submitted(portugal, title="One office, in every district!")
    content = words(desk.get(page_of(item)))
    assert f'href="{page_of(live)}"' in content
    for why in ("same owner", "title 100% alike", "same objective: 7", "Both say:"):
        assert why in content
    assert "Likely duplicates" not in words(desk.get(page_of(live)))


# Corrections ---------------------------------------------------------------------------------------------------------


def test_submitted_again_it_says_which_remarked_answers_changed_and_how(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="Say what is done.", levels="Which?")
    put(item, portugal, title="A sample pledge of ten offices", lead_institution="Ministry of Samples")
    services.submit(item, by=portugal)
    page = desk.get(page_of(item))
    found = page.context["read"].corrections
    assert [(each.label, each.remark, each.is_changed) for each in found.remarked] == [
        ("Title", "Say what is done.", True),
        ("Level", "Which?", False),
    ]
    assert (found.remarked[0].before, found.remarked[0].after) == ("A sample pledge", "A sample pledge of ten offices")
    assert [(each.label, each.before, each.after) for each in found.others] == [
        ("Lead institution", "", "Ministry of Samples")
    ]
    assert "1 of 2 answers with a remark were changed." in words(page)
    assert "[added: </span>of ten offices<span" in words(page)


def test_what_came_back_as_it_was_says_so(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator)
    services.submit(item, by=portugal)
    content = words(desk.get(page_of(item)))
    assert ("Since it was returned" in content, "No answer was changed." in content) == (True, True)


def test_words_that_are_ours_are_compared_in_one_language(portugal, moderator, client):
    item = pledges.submitted(portugal)
    client.force_login(moderator)
    client.post(
        f"/fr/moderation/pledge/{item.pk}/return/",
        {"note": "Encore.", "seen": stamp_of(item), "remark_natures": "Lesquelles ?"},
    )
    item.refresh_from_db()
    put(item, portugal, natures=["financial"])
    services.submit(item, by=portugal)
    found = client.get(f"/en/moderation/pledge/{item.pk}/").context["read"].corrections
    (only,) = found.remarked
    assert (only.label, only.is_changed, list(found.others)) == ("Nature of the commitment", True, [])
    assert only.before != only.after
    assert ReturnedAnswers.objects.get().language == "fr"


def test_a_return_from_before_answers_were_kept_still_says_what_changed(desk, portugal, moderator):
    item = returned(pledges.submitted(portugal), moderator, title="Say what is done.")
    ReturnedAnswers.objects.all().delete()
    put(item, portugal, title="A sample pledge of ten offices")
    services.submit(item, by=portugal)
    found = desk.get(page_of(item)).context["read"].corrections
    assert [(each.is_changed, each.is_shown) for each in found.remarked] == [(True, False)]


# Whose turn ----------------------------------------------------------------------------------------------------------


def test_who_cannot_decide_is_told_who_can(client):
    both = accounts.focal_point()
    both.staff_role = "moderator"
    both.save()
    item = pledges.submitted(both)
    client.force_login(both)
    assert "Nobody else can decide here at present." in words(client.get(page_of(item)))
    accounts.moderator("jane@example.org", name="Jane Roe")
    accounts.administrator("john@example.org", name="John Doe")
    accounts.moderator("gone@example.org", name="Gone Away", is_active=False)
    content = words(client.get(page_of(item)))
    assert "<bdi>Jane Roe</bdi>, <bdi>John Doe</bdi>" in content
    assert "Gone Away" not in content


def test_two_decisions_are_taken_on_the_page_by_two(client, portugal, settings):
    settings.TWO_DECISIONS_ON = frozenset({"pledge"})
    first, second = accounts.moderator("a@example.org", name="Ann"), accounts.moderator("b@example.org", name="Ben")
    item = pledges.submitted(portugal)
    client.force_login(first)
    page = client.get(page_of(item))
    assert list(page.context["forms"]) == ["approve", "return", "reject"]
    assert "Approving it is one of two decisions." in words(page)
    assert send(client, item, "publish").status_code == 409
    assert send(client, item, "approve")["Location"] == "/en/moderation/"
    page = client.get(page_of(item))
    assert list(page.context["forms"]) == ["return", "reject"]
    assert "One of two decisions was taken" in words(page)
    assert "<bdi>Ben</bdi>" in words(page)
    assert send(client, item, "publish").status_code == 409
    client.force_login(second)
    page = client.get(page_of(item))
    assert list(page.context["forms"]) == ["publish", "return", "reject"]
    assert "<bdi>Ann</bdi> approved this on" in words(page)
    assert send(client, item, "approve").status_code == 409
    assert send(client, item, "publish").status_code == 302
    assert Pledge.objects.get(pk=item.pk).status == Status.PUBLISHED


def test_where_one_decision_is_enough_nothing_is_approved(desk, portugal):
    item = pledges.submitted(portugal)
    assert list(desk.get(page_of(item)).context["forms"]) == ["publish", "return", "reject"]
    answer = send(desk, item, "approve")
    assert answer.status_code == 409
    assert "One decision is enough" in words(answer)


def test_a_withdrawal_needs_two_decisions_as_well(desk, portugal, settings):
    live = pledges.published(portugal, accounts.moderator("other@example.org"))
    settings.TWO_DECISIONS_ON = frozenset({"pledge"})
    item = services.submit(pledges.withdrawal(live, portugal), by=portugal)
    page = desk.get(page_of(item))
    assert (list(page.context["forms"]), item.change) == (["approve", "return", "reject"], Change.WITHDRAWAL)
