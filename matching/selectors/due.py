"""What time alone makes due: answers that lapsed, reminders, the question what came of it, contacts to erase."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from matching.models import Match, MatchContact, MatchSide
from matching.selectors.offers import OFFERING_NATURES
from matching.states import REMINDED_AFTER, Standing
from needs.models import Need
from pledges.models import Pledge
from tools.models import Tool

BATCH = 100  # rows of one sweep; the next one comes within the hour


def lapsed(day: date) -> QuerySet[Match]:
    """Matches put to the sides whose last day to answer is over."""
    return Match.objects.filter(standing=Standing.PUT, answer_by__lt=day).order_by("pk")


def orphaned() -> QuerySet[Match]:
    """Matches not made yet of which the need or the offer is not public any more, or no longer an offer."""
    need = Need.objects.published().filter(record=OuterRef("need"))
    tool = Tool.objects.published().offering_support().filter(record=OuterRef("offer"))
    pledge = Pledge.objects.published().filter(record=OuterRef("offer"), natures__overlap=OFFERING_NATURES)
    waiting = Match.objects.filter(standing__in=[Standing.SUGGESTED, Standing.PUT])
    return waiting.filter(~Exists(need) | (~Exists(tool) & ~Exists(pledge))).order_by("pk")


def sides_to_remind(day: date) -> list[tuple[MatchSide, int]]:
    """Sides that have not answered, each with the rung that is due and not written: of two at once only the later."""
    silent = MatchSide.objects.unanswered().filter(_reached("match__put_at__date__lte", day, written="reminded"))
    return [(side, rung_on((day - side.match.put_at.date()).days)) for side in _oldest_first(silent)]  # type: ignore[union-attr]


def sides_to_ask(day: date) -> list[tuple[MatchSide, int]]:
    """Sides of matches made that have not said what came of it, on the follow-up's day and the rungs after it."""
    first = Q(asked__isnull=True, match__follow_up_on__lte=day)
    later = _reached("match__follow_up_on__lte", day, written="asked")
    silent = MatchSide.objects.silent_on_outcome().filter(first | later)
    return [(side, rung_on((day - side.match.follow_up_on).days)) for side in _oldest_first(silent)]  # type: ignore[operator]


def _reached(since: str, day: date, *, written: str) -> Q:
    """That a rung is reached on that day and neither it nor a later one is written."""
    due = Q()
    for rung in REMINDED_AFTER:
        due |= Q(**{since: day - timedelta(days=rung), f"{written}__lt": rung})
    return due


def rung_on(days: int) -> int:
    """The last rung of the reminders reached after so many days; 0 before the first."""
    return max((rung for rung in REMINDED_AFTER if rung <= days), default=0)


def to_erase(day: date) -> QuerySet[Match]:
    """Matches whose contacts or remarks have lain here for as long as they may.

    Counted from the outcome; where none is known, from the follow-up; where nothing came of it, from the closing.
    """
    limit = day - timedelta(days=settings.MATCH_CONTACT_DAYS)
    over = (
        Q(standing=Standing.CONCLUDED, concluded_at__date__lte=limit)
        | Q(standing=Standing.MATCHED, follow_up_on__lte=limit)
        | Q(standing=Standing.CLOSED, closed_at__date__lte=limit)
    )
    left = Exists(MatchContact.objects.filter(side__match=OuterRef("pk")))
    remarked = Exists(MatchSide.objects.filter(match=OuterRef("pk")).exclude(remark=""))
    return Match.objects.filter(over).filter(left | remarked).order_by("pk")


def _oldest_first(sides: QuerySet[MatchSide]) -> list[MatchSide]:
    return list(sides.select_related("match").order_by("match", "which")[:BATCH])
