"""The roster and peer reviews for tests, by the project's own verbs; every value that matters is given by the test."""

from django.utils import timezone

from accounts.models import User
from peer_review import services
from peer_review.states import Criterion, Experience, Expertise, Recommendation, Side
from tests.factories import accounts, tools

PROFILE = {
    "institution": "Sample Institute",
    "regions": ["ECE"],
    "languages": ["en"],
    "objectives": [6],
    "expertise": Expertise.BOTH,
    "experience": Experience.FIVE_TO_TEN,
    "per_year": 2,
}


def administrator():
    """Who keeps the roster."""
    found = User.objects.filter(email="administrator@example.org").first()
    return found or accounts.administrator()


def moderator():
    """Who runs peer reviews."""
    found = User.objects.filter(email="moderator@example.org").first()
    return found or accounts.moderator()


def reviewer(name="reviewer", *, side=Side.EXTERNAL, person=None, **profile):
    """Somebody on the roster; by default external, and fit for nearly anything."""
    person = person or accounts.person(f"{name}@example.org", name=name)
    values = PROFILE | {"side": side, "since": timezone.localdate(), "until": None} | profile
    return services.enter(email=person.email, values=values, by=administrator())


def trio():
    """One reviewer of the United Nations and two external ones."""
    return [reviewer("un", side=Side.UN), reviewer("first"), reviewer("second")]


def submitted_tool(**fields):
    """A tool of Portugal's that awaits a decision."""
    author = User.objects.filter(email="focal.prt@example.org").first() or accounts.focal_point("PRT")
    return tools.submitted(author, **fields)


def opened(tool=None, *, by=None):
    """A peer review under way in which nobody was asked yet."""
    return services.open_review(tool or submitted_tool(), by=by or moderator())


def asked(review=None, reviewers=None):
    """The assignments of these reviewers, not answered yet; of a trio unless the test says whose."""
    return services.invite(review or opened(), reviewers or trio(), by=moderator())


def accepted(assignment):
    """The same, with no conflict of interest declared."""
    return services.accept(assignment, by=assignment.reviewer.person)


def answers(points=3, recommendation=Recommendation.PUBLISH, **changed):
    """A whole assessment, with the same points for each criterion."""
    given = {criterion.value: points for criterion in Criterion}
    given |= {f"{criterion.value}_because": f"A sample reason for {points}." for criterion in Criterion}
    given |= {"recommendation": str(recommendation), "to_owner": "A sample comment.", "to_moderator": ""}
    return given | changed


def assessed(assignment, points=3, recommendation=Recommendation.PUBLISH, **changed):
    """The assignment accepted and its assessment handed in."""
    accepted(assignment)
    return handed_in(assignment, points, recommendation, **changed)


def handed_in(assignment, points=3, recommendation=Recommendation.PUBLISH, **changed):
    """The assessment of an assignment that was accepted, handed in."""
    assignment.review.tool.refresh_from_db()
    return services.hand_in(
        assignment,
        by=assignment.reviewer.person,
        answers=answers(points, recommendation, **changed),
        seen=services.stamp_of(assignment.review.tool),
    )


def complete(tool=None, *, recommendation=Recommendation.PUBLISH, **changed):
    """A peer review whose three reviewers agree."""
    review = opened(tool)
    for assignment in asked(review):
        assessed(assignment, recommendation=recommendation, **changed)
    review.refresh_from_db()
    return review
