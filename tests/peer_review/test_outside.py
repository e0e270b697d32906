"""What the public, the owner and the desk learn of a peer review: a fact of the publication, comments, no names."""

from io import BytesIO

import pytest
from django.core import mail
from pypdf import PdfReader

from desk.selectors import desk_of
from drafting.services import draft_amendment
from moderation.services import decide, stamp_of
from notices.models import Notice
from notices.services import topic_of
from peer_review import selectors, services
from peer_review.exceptions import OwnAssessment, PeerReviewMissing
from peer_review.services.certificate import record_of_thanks, thanks_document
from tests.factories import accounts, peer_review, tools
from tools.models import Tool
from tools.services import TOOL_CONTENT
from workflow import services as workflow
from workflow.models import Publication
from workflow.states import Change, Status, Verb

pytestmark = pytest.mark.django_db

SECRET = "nachtigall"
SIDES = ["un", "external", "external"]


def publish(tool):
    """As the desk does it."""
    tool.refresh_from_db()
    return decide(Verb.PUBLISH, tool, by=peer_review.moderator(), note="", seen=stamp_of(tool))


def amended(tool, **fields):
    """An amendment of a public tool, on the desk."""
    draft = draft_amendment(tool, by=tool.author, content=TOOL_CONTENT, reason="A slip.")
    Tool.objects.filter(pk=draft.pk).update(**fields)
    draft.refresh_from_db()
    return workflow.submit(draft, by=tool.author)


# the public fact -----------------------------------------------------------------------------------------------------


def test_a_published_tool_says_that_it_was_peer_reviewed_by_how_many_and_when(client):
    review = peer_review.complete()
    tool = publish(review.tool)

    found = selectors.public_peer_review(tool)

    assert (found.un, found.external, found.completed_at) == (1, 2, review.ended_at)
    assert (found.is_of_this_version, found.was_revised) == (True, False)
    page = " ".join(client.get(tool.get_absolute_url()).content.decode().split())
    month = f"{review.ended_at:%B %Y}"
    assert f"1 reviewer of the United Nations, 2 external reviewers, {month}" in page


def test_names_points_and_comments_are_on_no_public_page(client):
    people = [
        peer_review.reviewer(f"{SECRET}{number}", side=side, institution=SECRET) for number, side in enumerate(SIDES)
    ]
    review = peer_review.opened()
    for assignment in peer_review.asked(review, people):
        peer_review.assessed(assignment, 4, to_owner=SECRET, to_moderator=SECRET, clarity_because=SECRET)
    tool = publish(review.tool)

    for address in ("", "versions/"):
        assert SECRET not in client.get(f"{tool.get_absolute_url()}{address}").content.decode()
    assert SECRET not in client.get("/en/tools/criteria/").content.decode()


@pytest.mark.parametrize("how", ["none", "under way", "called off"])
def test_a_tool_that_was_not_reviewed_to_the_end_says_nothing(client, how):
    tool = peer_review.submitted_tool()
    if how != "none":
        review = peer_review.opened(tool)
        peer_review.assessed(peer_review.asked(review)[0])
    if how == "called off":
        services.call_off(review, by=peer_review.moderator())
    publish(tool)

    assert selectors.public_peer_review(tool) is None
    assert "peer-reviewed" not in client.get(tool.get_absolute_url()).content.decode()


def test_a_review_is_no_public_fact_before_its_tool_is():
    review = peer_review.complete()
    publications = Publication.objects.count()

    assert selectors.public_peer_review(review.tool) is None
    assert Publication.objects.count() == publications


def test_a_text_that_was_revised_after_the_review_says_so(client):
    tool = peer_review.complete().tool
    workflow.submit(workflow.return_for_changes(tool, by=peer_review.moderator(), note="As advised."), by=tool.author)
    publish(tool)

    assert selectors.public_peer_review(tool).was_revised is True
    assert "revised the text after the review" in client.get(tool.get_absolute_url()).content.decode()


def test_an_amendment_says_that_an_earlier_version_was_reviewed_and_the_earlier_stays_as_it_was(client):
    first = publish(peer_review.complete().tool)
    second = publish(amended(first, title="A sample tool, second edition"))

    assert selectors.public_peer_review(first).is_of_this_version is True
    assert selectors.public_peer_review(second).is_of_this_version is False
    assert "An earlier version was peer reviewed" in client.get(second.get_absolute_url()).content.decode()


def test_a_review_of_an_amendment_says_nothing_of_the_version_before():
    first = publish(peer_review.submitted_tool())
    second = publish(peer_review.complete(amended(first)).tool)

    assert selectors.public_peer_review(first) is None
    assert selectors.public_peer_review(second).is_of_this_version is True


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_the_criteria_are_public_in_six_languages(client, language):
    assert client.get(f"/{language}/tools/criteria/").status_code == 200


# the gate ------------------------------------------------------------------------------------------------------------


def test_by_default_a_tool_is_published_without_a_review():
    assert publish(peer_review.submitted_tool()).status == Status.PUBLISHED


def test_where_it_is_required_a_tool_waits_for_its_review(settings):
    settings.PEER_REVIEW_REQUIRED = True
    tool = peer_review.submitted_tool()
    with pytest.raises(PeerReviewMissing):
        publish(tool)
    assert Tool.objects.get().status == Status.SUBMITTED

    peer_review.complete(tool)

    assert publish(tool).status == Status.PUBLISHED


def test_the_requirement_keeps_nothing_but_publishing_back(settings):
    settings.PEER_REVIEW_REQUIRED = True
    moderator = peer_review.moderator()
    for verb, status in ((Verb.RETURN, Status.RETURNED), (Verb.REJECT, Status.REJECTED)):
        tool = peer_review.submitted_tool()
        assert decide(verb, tool, by=moderator, note="Why.", seen=stamp_of(tool)).status == status


def test_an_amendment_and_a_withdrawal_of_a_reviewed_tool_need_no_review_of_their_own(settings):
    settings.PEER_REVIEW_REQUIRED = True
    first = publish(peer_review.complete().tool)
    second = publish(amended(first))
    request = tools.submitted(
        second.author, record=second.record, change=Change.WITHDRAWAL, change_reason="It is over."
    )

    assert publish(request).record.closing == "withdrawn"


def test_a_withdrawal_of_a_tool_that_was_never_reviewed_goes_through(settings):
    author = accounts.focal_point("PRT")
    public = tools.published(author, peer_review.moderator())
    settings.PEER_REVIEW_REQUIRED = True
    request = tools.submitted(author, record=public.record, change=Change.WITHDRAWAL, change_reason="It is over.")

    assert publish(request).status == Status.PUBLISHED


def test_the_moderator_is_told_why_and_can_go_on(client, settings):
    settings.PEER_REVIEW_REQUIRED = True
    tool = peer_review.submitted_tool()
    client.force_login(peer_review.moderator(), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(f"/en/moderation/tool/{tool.pk}/publish/", {"seen": stamp_of(tool)})

    assert answer.status_code == 409
    assert "published here only after its peer review is complete" in answer.content.decode()


@pytest.mark.parametrize("verb", [Verb.PUBLISH, Verb.RETURN, Verb.REJECT], ids=str)
def test_a_moderator_who_assessed_the_tool_does_not_decide_on_it(verb):
    both = accounts.moderator("both@example.org")
    tool = peer_review.submitted_tool()
    [assignment] = peer_review.asked(peer_review.opened(tool), [peer_review.reviewer(person=both, side="un")])
    peer_review.assessed(assignment)
    tool.refresh_from_db()

    with pytest.raises(OwnAssessment):
        decide(verb, tool, by=both, note="Why.", seen=stamp_of(tool))
    assert Tool.objects.get().status == Status.SUBMITTED


# the owner -----------------------------------------------------------------------------------------------------------


def at_desk(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_owner_reads_the_comments_with_the_decision_without_names_or_private_words(client):
    people = [peer_review.reviewer(f"{SECRET}{side}{number}", side=side) for number, side in enumerate(SIDES)]
    review = peer_review.opened()
    for assignment in peer_review.asked(review, people):
        peer_review.assessed(assignment, to_owner="Say what it costs.", to_moderator=SECRET)
    tool, address = review.tool, f"/en/desk/tools/{review.tool_id}/peer-review/"
    at_desk(client, tool.author)
    assert client.get(address).status_code == 404
    assert not Notice.objects.filter(topic="peer_review.comments").exists()

    decide(Verb.RETURN, tool, by=peer_review.moderator(), note="See the comments.", seen=stamp_of(tool))

    page = client.get(address).content.decode()
    assert page.count("Say what it costs.") == 3
    assert SECRET not in page
    notice = Notice.objects.get(topic="peer_review.comments", recipient=tool.author)
    assert topic_of(notice).compose(notice).link == address
    assert address in client.get("/en/desk/").content.decode()
    assert mail.outbox == []


@pytest.mark.parametrize("who", ["another State's", "reviewer", "moderator", "nobody"])
def test_nobody_else_reads_the_owners_page(client, who):
    review = peer_review.complete()
    publish(review.tool)
    person = {
        "another State's": lambda: accounts.focal_point("KEN"),
        "reviewer": lambda: review.assignments.first().reviewer.person,
        "moderator": peer_review.moderator,
        "nobody": lambda: accounts.person("nobody@example.org"),
    }[who]()

    assert at_desk(client, person).get(f"/en/desk/tools/{review.tool_id}/peer-review/").status_code == 404


def test_comments_stay_readable_while_the_owner_writes_and_after_the_next_submission(client):
    tool = peer_review.complete().tool
    workflow.return_for_changes(tool, by=peer_review.moderator(), note="One thing.")
    for _ in range(2):
        assert len(selectors.comments_to_owner(tool)) == 3
        workflow.submit(tool, by=tool.author) if tool.status == Status.RETURNED else None


def test_a_review_without_comments_owes_its_owner_nothing():
    tool = peer_review.complete(to_owner="").tool
    publish(tool)

    assert selectors.comments_to_owner(tool) == []
    assert not Notice.objects.filter(topic="peer_review.comments").exists()


def test_comments_of_a_review_that_was_called_off_are_not_handed_over():

    assignment = peer_review.asked()[0]
    peer_review.assessed(assignment)
    services.call_off(selectors.review_of(assignment.review_id), by=peer_review.moderator())
    publish(assignment.review.tool)

    assert selectors.comments_to_owner(assignment.review.tool) == []


def test_the_desk_of_somebody_who_reviews_nothing_says_nothing_of_it():
    assert desk_of(accounts.focal_point("KEN")).reviewing is None


# thanks --------------------------------------------------------------------------------------------------------------


def test_thanks_name_only_tools_that_are_public_now():
    first = peer_review.reviewer("busy", per_year=9)
    kept = []
    for title in ("A public sample", "A secret sample"):
        review = peer_review.opened(
            peer_review.submitted_tool(title=title, objectives=[6 if "public" in title else 7])
        )
        [assignment] = peer_review.asked(review, [first])
        peer_review.assessed(assignment)
        kept.append(review.tool)
    publish(kept[0])

    found = selectors.thanks_of(first.person)

    assert (found.tools, found.not_public, found.objectives) == (2, 1, [6, 7])
    assert [tool.title for tool in found.public] == ["A public sample"]
    assert selectors.thanks_of(first.person, year=1999).tools == 0


def test_what_was_retracted_is_named_no_more():
    review = peer_review.complete()
    tool = publish(review.tool)
    person = review.assignments.first().reviewer.person
    assert len(selectors.thanks_of(person).public) == 1

    workflow.retract(tool, by=peer_review.moderator(), note="An error.")

    assert selectors.thanks_of(person).not_public == 1


def test_two_versions_of_a_tool_are_one_tool():
    first = publish(peer_review.complete().tool)
    review = peer_review.opened(amended(first))
    person = first.peer_reviews.get().assignments.earliest("pk").reviewer
    [assignment] = peer_review.asked(review, [person])
    peer_review.assessed(assignment)

    assert selectors.thanks_of(person.person).tools == 1


def printed(content):
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_the_page_of_thanks_is_a_pdf_in_the_readers_language_the_same_bytes_each_time(client, settings, language):
    settings.OPERATOR_NAME = "Sample operator"
    review = peer_review.complete()
    publish(review.tool)
    person = review.assignments.first().reviewer.person
    at_desk(client, person)
    address = f"/{language}/reviewing/thanks/record.pdf"

    once, twice = (client.get(address) for _ in range(2))

    assert (once.status_code, once["Content-Type"]) == (200, "application/pdf")
    assert once.content == twice.content
    assert PdfReader(BytesIO(once.content)).trailer["/Root"]["/Lang"].startswith(language[:2])
    text = printed(once.content)
    assert person.name in text and review.tool.reference in text and "Sampleoperator" in text


def test_the_page_of_thanks_claims_to_be_nobody_elses(settings):
    settings.OPERATOR_NAME = ""
    review = peer_review.complete()
    person = review.assignments.first().reviewer.person

    document = thanks_document(person, selectors.thanks_of(person))

    assert document["issued"][:2] == [
        "Issued by the operator of this portal.", "It is no document of the United Nations.",
    ]  # fmt: skip
    assert document["tools"]["items"] == []


def test_nothing_is_certified_before_anything_was_done(client):
    reviewer = peer_review.reviewer()
    with pytest.raises(ValueError, match="nothing"):
        record_of_thanks(reviewer.person, selectors.thanks_of(reviewer.person))

    at_desk(client, reviewer.person)
    assert client.get("/en/reviewing/thanks/record.pdf").status_code == 404
    assert client.get("/en/reviewing/thanks/").status_code == 200
