"""Who may do what in peer review: moderators run reviews, administrators keep the roster, reviewers do their own."""

import rules

from accounts.rules import is_moderator, looks_after_people


@rules.predicate
def is_on_the_roster(user) -> bool:
    """Whoever has, or had, a place on the roster; a retired reviewer keeps their past work."""
    return user.is_active and hasattr(user, "reviewer")


@rules.predicate
def is_its_reviewer(user, assignment) -> bool:
    """The person who was asked."""
    return assignment is not None and user.is_active and assignment.reviewer.person_id == user.pk


@rules.predicate
def is_their_own(user, reviewer) -> bool:
    """The person whose place on the roster it is."""
    return reviewer is not None and user.is_active and reviewer.person_id == user.pk


rules.add_perm("peer_review.run", is_moderator)
rules.add_perm("peer_review.see_roster", is_moderator | looks_after_people)
rules.add_perm("peer_review.keep_roster", looks_after_people)
rules.add_perm("peer_review.correct_profile", is_their_own)
rules.add_perm("peer_review.review", is_on_the_roster)
rules.add_perm("peer_review.assess", is_its_reviewer)
