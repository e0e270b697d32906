"""Peer reviews as moderators see them: whom each asked and what became of it, what is in, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from peer_review.models import Assessment, Assignment, PeerReview, Score
from peer_review.selectors.verdict import Vote
from peer_review.states import TO_DO, UN_WANTED, Criterion, Recommendation, ReviewState, Side
from tools.models import Tool
from workflow.states import Change, Status

RELATED = ("tool__record", "tool__state", "tool__organisation__state", "opened_by", "ended_by")


@dataclass(frozen=True)
class Handed:
    """One assessment, with its points by criterion."""

    assignment: Assignment
    assessment: Assessment
    scores: Mapping[Criterion, Score]
    is_of_an_earlier_text: bool

    @property
    def total(self) -> int:
        """The sum of its points."""
        return sum(score.points for score in self.scores.values())

    @property
    def mean(self) -> Decimal:
        """The mean of its points, to one decimal."""
        return _mean(self.total, len(self.scores))


@dataclass(frozen=True)
class Row:
    """One criterion: the points each reviewer gave, and their mean."""

    criterion: Criterion
    scores: Sequence[Score]

    @property
    def mean(self) -> Decimal:
        """The mean over the reviewers, to one decimal."""
        return _mean(sum(score.points for score in self.scores), len(self.scores))


@dataclass(frozen=True)
class Result:
    """What is in, in the order it came in: with every number's denominator."""

    handed: Sequence[Handed]
    recommendations: Sequence[tuple[Recommendation, int]]

    @property
    def rows(self) -> list[Row]:
        """The points criterion by criterion, each reviewer in the same place."""
        return [Row(each, [one.scores[each] for one in self.handed]) for each in Criterion]

    @property
    def mean(self) -> Decimal | None:
        """The mean over all reviewers and criteria, to one decimal; None before anything is in."""
        total = sum(one.total for one in self.handed)
        return _mean(total, len(self.handed) * len(Criterion)) if self.handed else None


@dataclass(frozen=True)
class Place:
    """The places of one side: how many it takes, how many are held, how many are free."""

    side: Side
    wanted: int
    held: int

    @property
    def free(self) -> int:
        """How many more can be asked."""
        return max(self.wanted - self.held, 0)


@dataclass(frozen=True)
class Overview:
    """Where the peer review of one tool stands, for the page it is decided on."""

    review: PeerReview | None
    places: Sequence[Place]
    assignments: Sequence[Assignment]
    result: Result | None
    can_be_opened: bool


def review_of(pk: int) -> PeerReview:
    """A peer review with its tool; raises DoesNotExist."""
    return PeerReview.objects.select_related(*RELATED).get(pk=pk)


def reviews(*, which: str = "", day: date) -> QuerySet[PeerReview]:
    """Peer reviews, those under way first; `which` narrows to a state, to those with a free place, or overdue ones."""
    late = Assignment.objects.filter(review=OuterRef("pk"), standing__in=TO_DO, due_on__lt=day)
    found = PeerReview.objects.select_related(*RELATED).with_counts().annotate(is_overdue=Exists(late))
    if which == "free":
        is_free = Q(un_held__lt=UN_WANTED) | Q(external_held__lt=F("externals_wanted"))
        found = found.filter(is_free, state=ReviewState.OPEN)
    elif which == "overdue":
        found = found.filter(state=ReviewState.OPEN, is_overdue=True)
    elif which:
        found = found.filter(state=which)
    return found.order_by("-state", "-opened_at", "-pk")  # open, complete, called off: backwards by the alphabet


def places_of(review: PeerReview) -> list[Place]:
    """The places of each side; from `reviews` no further query, else one."""
    if not hasattr(review, "un_held"):
        held = dict.fromkeys(Side, 0)
        for side in review.assignments.live().values_list("side", flat=True):
            held[Side(side)] += 1
    else:
        held = {side: getattr(review, f"{side.value}_held") for side in Side}
    return [Place(side, review.wanted(side), held[side]) for side in Side]


def assignments_of_review(review: PeerReview) -> QuerySet[Assignment]:
    """Everybody who was asked, in that order, with any conflict they declared."""
    return review.assignments.select_related("reviewer__person", "conflict").order_by("asked_at", "pk")


def result_of(review: PeerReview) -> Result:
    """What was handed in so far, in that order."""
    found = Assessment.objects.filter(assignment__review=review).order_by("handed_in_at", "pk")
    submitted_at = review.tool.submitted_at
    handed = []
    for each in found.select_related("assignment__reviewer__person").prefetch_related("scores"):
        scores = {Criterion(score.criterion): score for score in each.scores.all()}
        handed.append(Handed(each.assignment, each, scores, each.of_submission != submitted_at))
    counts = [(each, sum(one.assessment.recommendation == each for one in handed)) for each in Recommendation]
    return Result(handed, counts)


def votes_of(review: PeerReview) -> list[Vote]:
    """What counts of each assessment that is in."""
    return [
        Vote(Side(one.assignment.side), Recommendation(one.assessment.recommendation), one.total)
        for one in result_of(review).handed
    ]


def overview_of(tool: Tool) -> Overview:
    """The tool's latest peer review that was not called off, whom it asked and what it came to."""
    latest = PeerReview.objects.filter(tool=tool).exclude(state=ReviewState.CALLED_OFF)
    review = latest.select_related(*RELATED).first()
    if review is None:
        return Overview(None, (), (), None, can_be_opened=may_be_reviewed(tool))
    return Overview(
        review=review,
        places=places_of(review),
        assignments=list(assignments_of_review(review)),
        result=result_of(review),
        can_be_opened=may_be_reviewed(tool) and not review.is_open and not is_text_reviewed(tool),
    )


def may_be_reviewed(tool: Tool) -> bool:
    """True for a tool that awaits a decision and is not a request to withdraw one."""
    return tool.status == Status.SUBMITTED and tool.change != Change.WITHDRAWAL


def is_text_reviewed(tool: Tool) -> bool:
    """True where the text that was submitted last was peer reviewed to the end."""
    return PeerReview.objects.complete().filter(tool=tool, ended_at__gte=tool.submitted_at).exists()


def is_reviewed(tool: Tool) -> bool:
    """True where this version of the tool, or an earlier one of the same record, was peer reviewed to the end."""
    return PeerReview.objects.complete().filter(tool__record=tool.record_id).exists()


def _mean(total: int, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(Decimal("0.1"))
