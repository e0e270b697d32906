"""Every number shown to the public about reviews: one function per number."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Value, When

from accounts.models import State
from accounts.states import Membership
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from roundtables.models import Edition
from roundtables.selectors import editions
from workflow.selectors import Moment


@dataclass(frozen=True)
class ForumCount:
    """How many Members have a public review for one Forum; `others` are observers with one."""

    edition: Edition
    members: int
    others: int
    of: int

    @property
    def without(self) -> int:
        """Members without one."""
        return self.of - self.members

    @property
    def all(self) -> int:
        """How many reviews there are for it."""
        return self.members + self.others


def public_reviews(moment: Moment) -> ReviewQuerySet:
    """The reviews public at the moment: the latest occasion first, Forums before regional reviews, by State's name."""
    year = Case(When(forum__isnull=False, then=F("forum_id")), default=F("region_year"))
    regional = Case(When(forum__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    public = Review.objects.as_of(moment.publication).with_parties().annotate(year=year, regional=regional)
    return public.order_by("-year", "regional", "region", "state__name", "pk")


def forum_counts(moment: Moment) -> list[ForumCount]:
    """For each Forum, newest first, how many of the Members have a public review for it."""
    found = _counted(moment)
    members = members_of_the_united_nations()
    return [
        ForumCount(
            edition=edition,
            members=found.get((edition.year, True), 0),
            others=found.get((edition.year, False), 0),
            of=members,
        )
        for edition in editions(moment.publication)
    ]


def members_of_the_united_nations() -> int:
    """How many States are Members: the denominator of all counts of reviews."""
    return State.objects.filter(membership=Membership.MEMBER).count()


def _counted(moment: Moment) -> Mapping[tuple[int, bool], int]:
    """Reviews by Forum and by whether their State is a Member; a State has one for each Forum."""
    member = Case(When(state__membership=Membership.MEMBER, then=Value(True)), default=Value(False))
    public = Review.objects.as_of(moment.publication).filter(forum__isnull=False).annotate(member=member)
    rows = public.order_by().values_list("forum_id", "member").annotate(reviews=Count("state", distinct=True))
    return {(forum, is_member): reviews for forum, is_member, reviews in rows}
