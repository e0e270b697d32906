"""The pages: what each shows and hides, what bad input gets, what they cost."""

import pytest
from django.test import Client
from django.urls import reverse

from peer_review import services
from peer_review.models import Assessment, AssessmentDraft, Assignment, PeerReview, Reviewer
from peer_review.states import Criterion, Recommendation, Standing
from tests.factories import accounts, attachments, needs, peer_review, tools
from workflow import services as workflow

pytestmark = pytest.mark.django_db

SECRET = "nachtigall"


def of(person):
    """A client with the person's session."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name, *args):
    return reverse(name, args=args)


def page(answer):
    return " ".join(answer.content.decode().split())


def typed(points="3", **changed):
    """An assessment as a browser sends it."""
    given = {criterion.value: points for criterion in Criterion}
    given |= {f"{criterion.value}_because": "" for criterion in Criterion}
    return given | {"recommendation": "publish", "to_owner": "", "to_moderator": "", "revision": "0"} | changed


@pytest.fixture
def secret():
    """One reviewer's assignment about a tool whose every text but title and provider is the marker."""
    tool = peer_review.submitted_tool(
        title="Sample register", provider="Sample ministry", objectives=[6], summary=SECRET, results=SECRET,
        lessons=SECRET, replication=SECRET, where_used=SECRET,
    )  # fmt: skip
    tool.attachments.add(attachments.stored(tool.author, name=f"{SECRET}.txt"))
    [assignment] = peer_review.asked(peer_review.opened(tool), [peer_review.reviewer("reader")])
    return assignment


# before and after the declaration ------------------------------------------------------------------------------------


def addresses_of(assignment):
    file = assignment.review.tool.attachments.get()
    return {name: at(f"reviewing:{name}", assignment.pk) for name in ("assignment", "tool", "assess")} | {
        "list": at("reviewing:list"),
        "file": at("reviewing:file", assignment.pk, file.pk),
    }


def seen_at(client, assignment):
    """The status of each address, and where the marker is to be read."""
    answers = {
        name: client.get(address, follow=name == "assess") for name, address in addresses_of(assignment).items()
    }
    shown = {name for name, answer in answers.items() if not answer.streaming and SECRET in page(answer)}
    assert all(b"".join(answer.streaming_content) for answer in answers.values() if answer.streaming)  # and closed
    return {name: answer.status_code for name, answer in answers.items()}, shown


def test_before_the_declaration_a_reviewer_sees_title_provider_and_objectives_and_nothing_else(secret):
    client = of(secret.reviewer.person)

    found, shown = seen_at(client, secret)

    assert (found["tool"], found["file"], shown) == (404, 404, set())
    first = page(client.get(at("reviewing:assignment", secret.pk)))
    assert all(words in first for words in ("Sample register", "Sample ministry", "Recruitment and decent work"))


def test_after_the_declaration_the_tool_is_there_in_full_with_its_files(secret):
    client = of(secret.reviewer.person)

    answer = client.post(at("reviewing:declare", secret.pk), {"declaration": "none", "text": ""})

    assert (answer.status_code, answer["Location"]) == (302, at("reviewing:assignment", secret.pk))
    found, shown = seen_at(client, secret)
    assert (found["tool"], found["file"], shown) == (200, 200, {"tool"})
    assert page(client.get(at("reviewing:tool", secret.pk))).count(SECRET) == 6


@pytest.mark.parametrize("how", ["conflict", "declined", "released", "called off", "returned", "assessed"])
def test_the_tool_is_closed_again_or_never_opens(secret, how):
    person, moderator = secret.reviewer.person, peer_review.moderator()
    client = of(person)
    if how != "conflict":
        services.accept(secret, by=person)
    match how:
        case "conflict":
            client.post(at("reviewing:declare", secret.pk), {"declaration": "some", "text": "My sister made it."})
        case "declined":
            client.post(at("reviewing:decline", secret.pk))
        case "released":
            services.release(secret, by=moderator)
        case "called off":
            services.call_off(secret.review, by=moderator)
        case "returned":
            workflow.return_for_changes(secret.review.tool, by=moderator, note="One thing.")
        case "assessed":
            peer_review.handed_in(secret)

    found, shown = seen_at(client, secret)

    assert (found["assignment"], found["tool"], found["file"], shown) == (200, 404, 404, set())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Say whether you have a conflict of interest."),
        ({"declaration": "perhaps"}, "Select a valid choice"),
        ({"declaration": "some", "text": " "}, "Say in a sentence what the conflict is."),
        ({"declaration": "none", "text": "But I advise them."}, "Choose “Yes”, or empty the answer below."),
        ({"declaration": "some", "text": "a\0b"}, "Null characters are not allowed."),
        ({"declaration": "some", "text": "x" * 1501}, "Use at most 1500 characters"),
    ],
)
def test_a_declaration_that_says_nothing_clear_comes_back_as_it_was_typed(secret, data, message):
    answer = of(secret.reviewer.person).post(at("reviewing:declare", secret.pk), data)

    assert answer.status_code == 400
    assert message in page(answer)
    assert data.get("text", "").replace("\0", "").strip()[:20] in page(answer)
    assert Assignment.objects.get(pk=secret.pk).standing == Standing.ASKED


def test_a_second_answer_is_refused_with_what_to_know(secret):
    client = of(secret.reviewer.person)
    services.decline(secret, by=secret.reviewer.person)

    answer = client.post(at("reviewing:declare", secret.pk), {"declaration": "none", "text": ""})

    assert answer.status_code == 409
    assert client.post(at("reviewing:decline", secret.pk), follow=True).status_code == 200


def test_what_the_conflict_is_is_for_staff_alone(secret):
    services.declare_conflict(secret, text="kanarienvogel", by=secret.reviewer.person)

    own = of(secret.reviewer.person).get(at("reviewing:assignment", secret.pk))
    staff = of(peer_review.moderator()).get(at("peer_reviews:review", secret.review_id))

    assert ("kanarienvogel" in page(own), "kanarienvogel" in page(staff)) == (False, True)


# the assessment ------------------------------------------------------------------------------------------------------


@pytest.fixture
def accepted(secret):
    """The same, with the tool open."""
    return services.accept(secret, by=secret.reviewer.person)


def test_a_draft_is_saved_half_written_and_filled_in_again(accepted):
    client, address = of(accepted.reviewer.person), at("reviewing:assess", accepted.pk)

    answer = client.post(address, {"clarity": "2", "to_owner": "Half a", "revision": "0", "go": "save"})

    assert (answer.status_code, answer["Location"]) == (302, address)
    again = client.get(address)
    assert "Half a</textarea>" in page(again)
    assert again.context["form"]["clarity"].value() == 2
    assert again.context["form"]["revision"].value() == 1


def test_saving_to_read_the_tool_again_leads_there(accepted):
    answer = of(accepted.reviewer.person).post(at("reviewing:assess", accepted.pk), {"go": "read", "revision": "0"})

    assert answer["Location"] == at("reviewing:tool", accepted.pk)
    assert AssessmentDraft.objects.count() == 1


def test_handing_in_unfinished_names_what_is_missing_and_keeps_the_draft(accepted):
    client, address = of(accepted.reviewer.person), at("reviewing:assess", accepted.pk)

    seen = client.get(address).context["form"]["seen"].value()
    answer = client.post(address, typed("4", clarity="", to_owner="Kept.", seen=seen, go="hand_in"))

    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {
        "clarity", *(f"{each.value}_because" for each in Criterion if each != Criterion.CLARITY),
    }  # fmt: skip
    assert AssessmentDraft.objects.get().answers["to_owner"] == "Kept."
    assert answer.context["form"]["revision"].value() == 1
    assert Assessment.objects.count() == 0


def test_what_was_complained_about_can_be_corrected_and_handed_in_at_once(accepted):
    client, address = of(accepted.reviewer.person), at("reviewing:assess", accepted.pk)
    seen = client.get(address).context["form"]["seen"].value()
    refused = client.post(address, typed(recommendation="", seen=seen, go="hand_in"))
    form = refused.context["form"]

    answer = client.post(address, typed(revision=form["revision"].value(), seen=form["seen"].value(), go="hand_in"))

    assert answer["Location"] == at("reviewing:assignment", accepted.pk)
    assert Assessment.objects.get().recommendation == Recommendation.PUBLISH
    own = page(client.get(at("reviewing:assignment", accepted.pk)))
    assert "It can no longer be changed" in own and "3 of 4" in own


@pytest.mark.parametrize(
    "changed",
    [
        {"clarity": "5"},
        {"clarity": "9" * 400},
        {"clarity": "a\0b"},
        {"to_owner": "x" * 4001},
        {"to_owner": "a\0b"},
        {"clarity_because": "x" * 401},
        {"recommendation": "perhaps"},
        {"revision": "-1"},
        {"revision": "9" * 400},
        {"seen": "x" * 41},
    ],
    ids=lambda changed: " ".join(f"{name} {len(value)}" for name, value in changed.items()),
)
def test_answers_nobody_could_give_are_refused_with_everything_still_there(accepted, changed):
    data = typed(to_moderator="Still there.", go="save") | changed

    answer = of(accepted.reviewer.person).post(at("reviewing:assess", accepted.pk), data)

    assert answer.status_code == 400
    assert "Still there." in page(answer)
    assert AssessmentDraft.objects.count() == 0


def test_a_draft_saved_on_another_device_is_told_and_nothing_typed_is_lost(accepted):
    client, address = of(accepted.reviewer.person), at("reviewing:assess", accepted.pk)
    services.save_draft(accepted, by=accepted.reviewer.person, answers={"to_owner": "From the phone."}, revision=0)

    refused = client.post(address, typed(to_owner="From the laptop.", go="save"))

    assert (refused.status_code, "From the laptop." in page(refused)) == (409, True)
    assert AssessmentDraft.objects.get().answers == {"to_owner": "From the phone."}
    client.post(
        address, typed(to_owner="From the laptop.", go="save", revision=refused.context["form"]["revision"].value())
    )
    assert AssessmentDraft.objects.get().answers["to_owner"] == "From the laptop."


def test_a_tool_submitted_again_meanwhile_is_told_and_the_draft_kept(accepted):
    tool, client = accepted.review.tool, of(accepted.reviewer.person)
    address = at("reviewing:assess", accepted.pk)
    seen = client.get(address).context["form"]["seen"].value()
    workflow.submit(workflow.return_for_changes(tool, by=peer_review.moderator(), note="One thing."), by=tool.author)

    refused = client.post(address, typed(seen=seen, go="hand_in"))

    assert (refused.status_code, Assessment.objects.count(), AssessmentDraft.objects.count()) == (409, 0, 1)
    form = refused.context["form"]
    answer = client.post(address, typed(seen=form["seen"].value(), revision=form["revision"].value(), go="hand_in"))
    assert (answer.status_code, Assessment.objects.count()) == (302, 1)


def test_a_tool_its_owner_has_back_keeps_the_draft_and_hands_nothing_in(accepted):
    client = of(accepted.reviewer.person)
    workflow.return_for_changes(accepted.review.tool, by=peer_review.moderator(), note="One thing.")

    answer = client.post(at("reviewing:assess", accepted.pk), typed(to_owner="Kept.", go="hand_in"), follow=True)

    assert "The owner has the tool back" in page(answer)
    assert (AssessmentDraft.objects.get().answers["to_owner"], Assessment.objects.count()) == ("Kept.", 0)


def test_what_was_typed_when_the_session_had_ended_waits_for_the_next_sign_in(accepted):
    client, address = Client(), at("reviewing:assess", accepted.pk)
    assert client.post(address, typed(to_owner="Not lost.", go="save")).status_code == 302

    client.force_login(accepted.reviewer.person, backend="django.contrib.auth.backends.ModelBackend")

    assert "Not lost." in page(client.get(address))


# the moderator's pages -----------------------------------------------------------------------------------------------


def test_the_decision_page_offers_a_review_and_then_shows_where_it_stands():
    tool, client = peer_review.submitted_tool(), of(peer_review.moderator())
    address = at("moderation:record", "tool", tool.pk)
    assert at("peer_reviews:open", tool.pk) in page(client.get(address))

    answer = client.post(at("peer_reviews:open", tool.pk))

    assert answer["Location"] == at("peer_reviews:review", PeerReview.objects.get().pk)
    shown = page(client.get(address))
    assert at("peer_reviews:open", tool.pk) not in shown
    assert "0 of 1 found" in shown and "2 places free" in shown


def test_the_result_stands_beside_the_submission_with_denominators_and_who_was_asked():
    review = peer_review.opened()
    un, first, second = peer_review.asked(review)
    services.declare_conflict(first, text="My sister made it.", by=first.reviewer.person)
    [third] = services.invite(review, [peer_review.reviewer("third")], by=peer_review.moderator())
    peer_review.assessed(un, 3, to_moderator="Between us.")
    peer_review.assessed(second, 3)
    peer_review.assessed(third, 4, Recommendation.AFTER_CHANGES, to_owner="Shorter.")

    shown = page(of(peer_review.moderator()).get(at("moderation:record", "tool", review.tool_id)))

    for words in ("2 of 3", "1 of 3", "3.3 of 4, from 3 reviewers", "Between us.", "Shorter.", "My sister made it."):
        assert words in shown, words
    assert "Declared a conflict of interest" in shown


def test_other_kinds_say_nothing_of_peer_review():

    item = needs.submitted(accounts.focal_point("PRT"))
    shown = page(of(peer_review.moderator()).get(at("moderation:record", "need", item.pk)))

    assert 'id="peer-review"' not in shown


def test_reviewers_are_chosen_and_a_refusal_keeps_the_choice():
    review, client = peer_review.opened(), of(peer_review.moderator())
    trio = peer_review.trio()
    fourth = peer_review.reviewer("fourth")
    address = at("peer_reviews:invite", review.pk)

    refused = client.post(address, {"reviewers": [each.pk for each in [*trio, fourth]]})

    assert (refused.status_code, page(refused).count(" checked>")) == (409, 4)
    assert client.post(address, {"reviewers": [each.pk for each in trio]}).status_code == 302
    assert Assignment.objects.count() == 3


@pytest.mark.parametrize(
    ("chosen", "status"), [([], 409), (["x"], 400), (["99999"], 400), (["9" * 40], 400), (["1\0"], 400)]
)
def test_a_choice_nobody_could_make_is_refused(chosen, status):
    review = peer_review.opened()

    answer = of(peer_review.moderator()).post(at("peer_reviews:invite", review.pk), {"reviewers": chosen})

    assert answer.status_code == status


def test_one_is_released_and_a_review_called_off_from_its_page():
    first, second, _third = peer_review.asked()
    client, review = of(peer_review.moderator()), first.review_id

    client.post(at("peer_reviews:release", review, first.pk))
    assert client.post(at("peer_reviews:release", review + 1, second.pk)).status_code == 404
    client.post(at("peer_reviews:call_off", review))
    again = client.post(at("peer_reviews:call_off", review), follow=True)

    assert set(Assignment.objects.values_list("standing", flat=True)) == {"released"}
    assert "This peer review is over" in page(again)


def test_a_moderator_who_reviews_sees_what_others_wrote_only_after_handing_in():
    both = accounts.moderator("both@example.org")
    review = peer_review.opened()
    own, other = peer_review.asked(
        review, [peer_review.reviewer(person=both, side="un"), peer_review.reviewer("other")]
    )
    peer_review.assessed(other, to_moderator=SECRET)
    address = at("peer_reviews:review", review.pk)
    assert SECRET not in page(of(both).get(address))

    peer_review.assessed(own)

    assert SECRET in page(of(both).get(address))


def test_an_unknown_review_and_a_draft_tool_are_not_there():
    client = of(peer_review.moderator())
    draft = tools.draft(accounts.focal_point("PRT"))

    assert client.get(at("peer_reviews:review", 10**9)).status_code == 404
    assert client.post(at("peer_reviews:open", draft.pk)).status_code == 404


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        ("", {"free", "late", "done"}),
        ("free", {"free"}),
        ("overdue", {"late"}),
        ("complete", {"done"}),
        ("open", {"free", "late"}),
        ("called_off", set()),
    ],
)
def test_the_list_is_narrowed(which, titles):
    peer_review.opened(peer_review.submitted_tool(title="free"))
    late = peer_review.opened(peer_review.submitted_tool(title="late"))
    for assignment in peer_review.asked(late):
        Assignment.objects.filter(pk=assignment.pk).update(due_on="2020-01-01")
    done = peer_review.opened(peer_review.submitted_tool(title="done"))
    for assignment in peer_review.asked(done, Reviewer.objects.order_by("pk")):
        peer_review.assessed(assignment)

    answer = of(peer_review.moderator()).get(at("peer_reviews:list"), {"which": which})

    assert {review.tool.title for review, _places in answer.context["lines"]} == titles


@pytest.mark.parametrize(
    ("query", "status"), [("which=x", 400), ("which=a%00", 400), ("page=0", 404), ("page=x", 404)]
)
def test_a_filter_or_page_nobody_could_choose_is_refused(query, status):
    assert of(peer_review.moderator()).get(f"{at('peer_reviews:list')}?{query}").status_code == status


# what pages cost -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_reviews_asks_the_same_whatever_its_length(rows, django_assert_num_queries):
    client = of(peer_review.moderator())
    for _ in range(rows):
        peer_review.opened()
    with django_assert_num_queries(6):
        assert client.get(at("peer_reviews:list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_reviewers_list_asks_the_same_whatever_its_length(rows, django_assert_num_queries):
    reviewer = peer_review.reviewer(per_year=9)
    for _ in range(rows):
        peer_review.asked(peer_review.opened(), [reviewer])
    client = of(reviewer.person)
    with django_assert_num_queries(9):
        assert client.get(at("reviewing:list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_asks_the_same_whatever_its_length(rows, django_assert_num_queries):
    for number in range(rows):
        peer_review.reviewer(f"r{number}")
    client = of(peer_review.administrator())
    with django_assert_num_queries(8):
        assert client.get(at("roster:list")).status_code == 200


@pytest.mark.parametrize("rows", [1, 2])
def test_the_page_of_a_review_asks_the_same_however_many_were_asked(rows, django_assert_num_queries):
    review, trio = peer_review.opened(), peer_review.trio()
    for assignment in peer_review.asked(review, trio[:rows]):
        peer_review.assessed(assignment)
    client = of(peer_review.moderator())
    with django_assert_num_queries(16):
        assert client.get(at("peer_reviews:review", review.pk)).status_code == 200
