"""What people are written to about: the words are made when a message is sent, from what is true then.

A message about something that is over by then is not sent. The title of a tool is named to who is asked about it; what
it says is not.
"""

from collections.abc import Callable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notices.models import Notice
from notices.services import Message, Topic, register
from notices.states import Group
from peer_review.models import Assignment, PeerReview, Reviewer
from peer_review.selectors import comments_to_owner
from peer_review.states import Standing
from tools.models import Tool

Compose = Callable[[Notice], Message | None]


def register_topics() -> None:
    """Make the topics of peer review known to the sender; called once, when Django is ready."""
    to_reviewers, to_moderators = gettext_lazy("Peer reviews you are asked for"), gettext_lazy("Peer reviews you run")
    for name, label, compose in (
        ("peer_review.on_the_roster", to_reviewers, _on_the_roster),
        ("peer_review.asked", to_reviewers, _asked),
        ("peer_review.released", to_reviewers, _released),
    ):
        register(Topic(name, label, compose, is_urgent=True))
    for name, label, compose, group in (
        ("peer_review.due_soon", to_reviewers, _due_soon, Group.ASKED),
        ("peer_review.overdue", to_reviewers, _overdue, Group.ASKED),
        ("peer_review.place_free", to_moderators, _place_free, Group.SUBMISSIONS),
        ("peer_review.disagreement", to_moderators, _disagreement, Group.SUBMISSIONS),
        ("peer_review.reviewer_late", to_moderators, _reviewer_late, Group.LATE),
        ("peer_review.complete", to_moderators, _complete, Group.SUBMISSIONS),
        ("peer_review.comments", gettext_lazy("Comments of peer reviewers on your tools"), _comments, Group.DECISIONS),
    ):
        register(Topic(name, label, compose, group=group))


def _assignment(notice: Notice) -> Assignment:
    return Assignment.objects.with_tools().get(pk=notice.facts["pk"])


def _review(pk: int) -> PeerReview:
    return PeerReview.objects.select_related("tool__record").get(pk=pk)


def _of_reviewer(assignment: Assignment) -> dict[str, str]:
    return {"link": reverse("reviewing:assignment", args=[assignment.pk]), "action": _("Open the request")}


def _of_moderator(review: PeerReview) -> dict[str, str]:
    return {"link": reverse("peer_reviews:review", args=[review.pk]), "action": _("Open the peer review")}


def _words(tool: Tool, **more: object) -> dict[str, object]:
    return {"title": tool.title, "reference": tool.reference, **more}


def _day(assignment: Assignment) -> str:
    return date_format(assignment.due_on, "DATE_FORMAT")


def _on_the_roster(notice: Notice) -> Message | None:
    if not Reviewer.objects.filter(pk=notice.facts["pk"]).exists():
        return None
    return Message(
        _("You are on the roster of peer reviewers"),
        [
            _(
                "From time to time you are asked to assess a tool for implementing the Global Compact. You can say no "
                "to any request, take a pause, and correct what we know of you."
            ),
            _("Reviewing is voluntary. Who reviewed what is never published."),
        ],
        reverse("reviewing:profile"),
        _("Check your profile"),
    )


def _asked(notice: Notice) -> Message | None:
    assignment = _assignment(notice)
    if assignment.standing != Standing.ASKED or not assignment.review.is_open:
        return None
    words = _words(assignment.review.tool, day=_day(assignment))
    return Message(
        _("You are asked to review a tool: %(reference)s") % words,
        [
            _("The secretariat asks you to assess the tool “%(title)s” by %(day)s.") % words,
            _(
                "First say whether you have a conflict of interest; then the tool opens. If you cannot do it, say so: "
                "no reason is needed, and somebody else is asked."
            ),
        ],
        **_of_reviewer(assignment),
    )


def _released(notice: Notice) -> Message | None:
    assignment = _assignment(notice)
    words = _words(assignment.review.tool)
    return Message(
        _("Nothing more is asked of you: %(reference)s") % words,
        [
            _("Your assessment of the tool “%(title)s” is no longer needed. Nothing is left for you to do.") % words,
            _("Thank you for being ready to help."),
        ],
        **_of_reviewer(assignment),
    )


def _due_soon(notice: Notice) -> Message | None:
    assignment = _still_to_do(notice)
    if assignment is None:
        return None
    words = _words(assignment.review.tool, day=_day(assignment))
    return Message(
        _("Due on %(day)s: your review of %(reference)s") % words,
        [_("Your assessment of the tool “%(title)s” is due on %(day)s.") % words, _say_no()],
        **_of_reviewer(assignment),
    )


def _overdue(notice: Notice) -> Message | None:
    assignment = _still_to_do(notice)
    if assignment is None:
        return None
    words = _words(assignment.review.tool, day=_day(assignment))
    return Message(
        _("Overdue: your review of %(reference)s") % words,
        [_("Your assessment of the tool “%(title)s” was due on %(day)s and is still welcome.") % words, _say_no()],
        **_of_reviewer(assignment),
    )


def _say_no() -> str:
    return _("If you cannot do it, say so on the same page, and somebody else is asked.")


def _still_to_do(notice: Notice) -> Assignment | None:
    return Assignment.objects.to_do().with_tools().filter(pk=notice.facts["pk"]).first()


def _place_free(notice: Notice) -> Message | None:
    assignment = _assignment(notice)
    if not assignment.review.is_open:
        return None
    words = _words(assignment.review.tool, name=assignment.reviewer)
    said = (
        _("%(name)s declared a conflict of interest and does not review the tool “%(title)s”.")
        if assignment.standing == Standing.CONFLICT
        else _("%(name)s cannot review the tool “%(title)s”.")
    )
    return Message(
        _("A replacement is wanted: peer review of %(reference)s") % words,
        [said % words, _("Ask somebody else from the roster.")],
        **_of_moderator(assignment.review),
    )


def _disagreement(notice: Notice) -> Message | None:
    review = _review(notice.facts["review"])
    if not review.is_open:
        return None
    words = _words(review.tool)
    return Message(
        _("The reviewers disagree: %(reference)s") % words,
        [
            _("The peer reviewers of the tool “%(title)s” do not agree.") % words,
            _("Ask a further external reviewer: the review is complete once that assessment is in."),
        ],
        **_of_moderator(review),
    )


def _reviewer_late(notice: Notice) -> Message | None:
    assignment = _still_to_do(notice)
    if assignment is None:
        return None
    words = _words(assignment.review.tool, name=assignment.reviewer, day=_day(assignment))
    return Message(
        _("A reviewer is late: %(reference)s") % words,
        [
            _("The assessment of “%(title)s” by %(name)s was due on %(day)s. The reviewer was reminded.") % words,
            _("You can wait, or release the reviewer and ask somebody else."),
        ],
        **_of_moderator(assignment.review),
    )


def _complete(notice: Notice) -> Message | None:
    review = _review(notice.facts["review"])
    words = _words(review.tool, outcome=review.get_outcome_display())
    return Message(
        _("The peer review is complete: %(reference)s") % words,
        [
            _("The reviewers of the tool “%(title)s” recommend: %(outcome)s.") % words,
            _("The decision is yours. Scores and comments stand beside the submission."),
        ],
        reverse("moderation:record", args=["tool", review.tool_id]),
        _("Read the result"),
    )


def _comments(notice: Notice) -> Message | None:
    tool = Tool.objects.select_related("record").get(pk=notice.facts["tool"])
    if not comments_to_owner(tool):
        return None
    words = _words(tool)
    return Message(
        _("What the peer reviewers wrote to you: %(reference)s") % words,
        [_("Peer reviewers read the tool “%(title)s” before it was decided on, and left comments for you.") % words],
        reverse("desk_peer_review:comments", args=[tool.pk]),
        _("Read the comments"),
    )
