"""When a peer review is complete, when another reviewer is wanted, and what follows: the published rules.

One UN and two external reviewers read every tool. They disagree where some would publish it and some would not, or
where the means of two of them lie more than `SPREAD_MAX` apart. Then a third external reviewer is asked, and a fourth
where that leaves as many for as against; then the majority counts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from peer_review.states import EXTERNALS_WANTED, FAVOURABLE, SPREAD_MAX, UN_WANTED, Criterion, Recommendation, Side


@dataclass(frozen=True)
class Vote:
    """What counts of one assessment: whose side, the advice, and the sum of its points over all criteria."""

    side: Side
    recommendation: Recommendation
    total: int

    @property
    def is_favourable(self) -> bool:
        """True where the tool would be published, as it is or after changes."""
        return self.recommendation in FAVOURABLE


@dataclass(frozen=True)
class Verdict:
    """Where the votes lead: how many externals it takes now, and the outcome once it is complete."""

    externals_wanted: int
    outcome: Recommendation | None = None


def verdict(votes: Sequence[Vote], *, externals_wanted: int) -> Verdict:
    """What these votes lead to, where so many external reviewers were wanted so far."""
    sides = Counter(vote.side for vote in votes)
    if sides[Side.UN] < UN_WANTED or sides[Side.EXTERNAL] < externals_wanted:
        return Verdict(externals_wanted)
    is_first_round = externals_wanted == EXTERNALS_WANTED
    if (is_first_round and disagree(votes)) or _is_tied(votes):
        return Verdict(externals_wanted + 1)
    return Verdict(externals_wanted, outcome_of(votes))


def disagree(votes: Sequence[Vote]) -> bool:
    """True where some are for and some against, or two means lie too far apart."""
    totals = [vote.total for vote in votes]
    is_divided = len({vote.is_favourable for vote in votes}) > 1
    return is_divided or max(totals) - min(totals) > SPREAD_MAX * len(Criterion)


def outcome_of(votes: Sequence[Vote]) -> Recommendation:
    """What the majority advises; where it is for publishing, after changes unless more of it want none."""
    favourable = [vote for vote in votes if vote.is_favourable]
    if 2 * len(favourable) <= len(votes):
        return Recommendation.DO_NOT
    as_it_is = sum(vote.recommendation == Recommendation.PUBLISH for vote in favourable)
    return Recommendation.PUBLISH if 2 * as_it_is > len(favourable) else Recommendation.AFTER_CHANGES


def _is_tied(votes: Sequence[Vote]) -> bool:
    return 2 * sum(vote.is_favourable for vote in votes) == len(votes)
