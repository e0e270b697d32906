"""The words of peer review, and the rules of it that are published.

They are the United Nations Network on Migration's: at least one internal (UN) and two external reviewers, conflicts of
interest declared first, a further reviewer where they disagree (its call for an expert roster for peer review).
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UN_WANTED, EXTERNALS_WANTED = 1, 2  # who reads every tool
POINTS = (1, 2, 3, 4)
EXTREMES = frozenset({1, 4})  # these need a sentence
SPREAD_MAX = 1  # points of four: how far two reviewers' means may lie apart before another is asked
PER_YEAR, PER_YEAR_MAX = 2, 12
REMINDED_BEFORE = timedelta(days=5)
BECAUSE_MAX, COMMENTS_MAX, CONFLICT_MAX, INSTITUTION_MAX = 400, 4000, 1500, 200


class Side(models.TextChoices):
    """From where a reviewer looks at a tool."""

    UN = "un", pgettext_lazy("reviewer", "United Nations")
    EXTERNAL = "external", pgettext_lazy("reviewer", "External")


class Expertise(models.TextChoices):
    """What a reviewer knows best."""

    POLICY = "policy", pgettext_lazy("expertise", "Policy")
    TECHNICAL = "technical", pgettext_lazy("expertise", "Technical")
    BOTH = "both", pgettext_lazy("expertise", "Policy and technical")


class Experience(models.TextChoices):
    """For how long a reviewer has worked on migration."""

    UNDER_FIVE = "under_5", pgettext_lazy("experience", "Less than 5 years")
    FIVE_TO_TEN = "5_to_10", pgettext_lazy("experience", "5 to 10 years")
    OVER_TEN = "over_10", pgettext_lazy("experience", "More than 10 years")


class ReviewState(models.TextChoices):
    """Where the peer review of a tool stands."""

    OPEN = "open", pgettext_lazy("peer review", "Under way")
    COMPLETE = "complete", pgettext_lazy("peer review", "Complete")
    CALLED_OFF = "called_off", pgettext_lazy("peer review", "Called off")


class Standing(models.TextChoices):
    """What became of asking one reviewer."""

    ASKED = "asked", pgettext_lazy("peer reviewer", "Asked, no answer yet")
    ACCEPTED = "accepted", pgettext_lazy("peer reviewer", "Accepted")
    DECLINED = "declined", pgettext_lazy("peer reviewer", "Declined")
    CONFLICT = "conflict", pgettext_lazy("peer reviewer", "Declared a conflict of interest")
    RELEASED = "released", pgettext_lazy("peer reviewer", "Released by the secretariat")
    ASSESSED = "assessed", pgettext_lazy("peer reviewer", "Assessment handed in")


LIVE = frozenset({Standing.ASKED, Standing.ACCEPTED, Standing.ASSESSED})  # who holds a place
TO_DO = frozenset({Standing.ASKED, Standing.ACCEPTED})  # who still owes something


class Recommendation(models.TextChoices):
    """What a reviewer advises the secretariat to do."""

    PUBLISH = "publish", pgettext_lazy("recommendation", "Publish")
    AFTER_CHANGES = "after_changes", pgettext_lazy("recommendation", "Publish after changes")
    DO_NOT = "do_not", pgettext_lazy("recommendation", "Do not publish")


FAVOURABLE = frozenset({Recommendation.PUBLISH, Recommendation.AFTER_CHANGES})


class Criterion(models.TextChoices):
    """What a tool is assessed on."""

    RELEVANCE = "relevance", pgettext_lazy("criterion", "Relevance")
    EFFECTIVENESS = "effectiveness", pgettext_lazy("criterion", "Effectiveness and results")
    INNOVATION = "innovation", pgettext_lazy("criterion", "Innovation")
    SUSTAINABILITY = "sustainability", pgettext_lazy("criterion", "Sustainability")
    REPLICABILITY = "replicability", pgettext_lazy("criterion", "Replicability")
    CLARITY = "clarity", pgettext_lazy("criterion", "Clarity")


ASKED_ABOUT: Mapping[Criterion, str | Promise] = {
    Criterion.RELEVANCE: _(
        "Does it advance the objectives it names, and is it in line with the ten guiding principles of the Compact?"
    ),
    Criterion.EFFECTIVENESS: _("Does it do what it is meant to do, and is that shown by results?"),
    Criterion.INNOVATION: _("Does it do something new, or something known in a new way or place?"),
    Criterion.SUSTAINABILITY: _("Can it go on with the money, people and institutions that carry it?"),
    Criterion.REPLICABILITY: _("Could others do the same, and do they learn what it takes?"),
    Criterion.CLARITY: _("Is it described so that somebody from another country understands it?"),
}
POINTS_IN_WORDS: Mapping[int, str | Promise] = {
    1: pgettext_lazy("points", "Not met"),
    2: pgettext_lazy("points", "Partly met"),
    3: pgettext_lazy("points", "Met"),
    4: pgettext_lazy("points", "Met in an exemplary way"),
}


class Hindrance(models.TextChoices):
    """Why somebody on the roster cannot be asked about a tool."""

    OWNER = "owner", _("Speaks, or spoke, for the owner of this tool.")
    AUTHOR = "author", _("Drafted or submitted this tool.")
    PROVIDER = "provider", _("Works at an institution that provides or owns this tool.")
    ASKED = "asked", _("Was asked to review this tool already.")
    YOURSELF = "yourself", _("This is you.")
    FULL = "full", _("Has taken as many this year as they offered to.")
    PAUSED = "paused", _("Takes a pause.")
    OFF_THE_ROSTER = "off_the_roster", _("Is not on the roster today.")
    CLOSED = "closed", _("The account is closed.")
