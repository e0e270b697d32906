"""How each public figure is made and what it cannot say: the rules of `progress.selectors.figures`, in plain words.

Each rule names the functions whose numbers it explains; a test fails where a public figure has no rule.
"""

# ruff: noqa: E501 - sentences are messages, and those are whole

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from progress.selectors import FRESH_DAYS


@dataclass(frozen=True)
class Rule:
    """One kind of figure: its anchor on the page, how it is made, and what it cannot say."""

    anchor: str
    title: str | Promise
    made: tuple[str | Promise, ...]
    cannot: str | Promise = ""
    functions: tuple[str, ...] = ()
    values: dict[str, int] = field(default_factory=dict)

    @property
    def sentences(self) -> list[str]:
        """How it is made, with the numbers the code goes by."""
        return [str(each) % self.values if self.values else str(each) for each in self.made]


RULES = (
    Rule(
        "pledges",
        _("Pledges"),
        (
            _("Every published pledge counts once. Drafts, submissions under review, and pledges that were withdrawn or retracted count nowhere."),
            _("An amendment replaces the version before it; the pledge still counts once."),
        ),
        _("The number of pledges says nothing of their size. A pledge to change a law and a pledge to hold a meeting count the same."),
        ("public_pledges", "figures", "compact_figures", "pledge_count"),
    ),
    Rule(
        "joint",
        _("Joint pledges"),
        (
            _("A pledge made by several parties is recorded once, by the party that entered it, and counts under that party."),
            _("Partners are named on the pledge. They are not counted as pledging: what they did is not known from somebody else’s word."),
        ),
        _("A State that takes part mostly in pledges of others looks less active here than it is."),
    ),
    Rule(
        "objectives",
        _("Under an objective"),
        (
            _("A pledge counts under each objective that it names as a main one: up to three. Objectives it only touches do not count."),
            _("So the 23 objectives together give more than the number of pledges, and are never added up here."),
            _("Some pledges are on the Compact as a whole, and older ones may name no objective. They are in the totals, and the table above says how many they are."),
        ),
        _("An objective with few pledges is not neglected for that: States may work on it without pledging."),
        ("figures_by_objective", "figures_by_objective_and_region", "coverage"),
    ),
    Rule(
        "round-tables",
        _("Under a round table"),
        (
            _("Each Forum shares the 23 objectives among four round tables in its own way. The figures go by the split of the Forum named on the page."),
            _("A pledge on two objectives of one round table counts once at that table."),
        ),
        _("Round tables of two Forums with the same number cannot be compared: they may hold other objectives."),
        ("figures_by_round_table", "figures_by_round_table_and_region"),
    ),
    Rule(
        "parties",
        _("States and organisations"),
        (
            _("A State’s figures are those of its own pledges. Cities, associations and others in the State pledge for themselves and are counted for themselves."),
            _("Lists of States are in alphabetical order, never by number: States are not ranked."),
        ),
        _("A State without a pledge may do a great deal: pledges are voluntary, and older ones may not have been entered yet."),
        ("figures_by_state", "figures_by_organisation", "figures_by_region"),
    ),
    Rule(
        "updates",
        _("Progress updates, and how recent they are"),
        (
            _("An update is what the owner of a pledge says of it, for a day that the update names. The one that speaks for the latest day is the one that counts."),
            ngettext_lazy("It counts as recent for %(days)s day after the day it speaks for, not after the day it was published.", "It counts as recent for %(days)s days after the day it speaks for, not after the day it was published.", FRESH_DAYS),
        ),
        _("Most updates are the owner’s own word. Each says whether it is self-reported, has a document attached, or is independently corroborated."),
        values={"days": FRESH_DAYS},
    ),
    Rule(
        "stages",
        _("Stages"),
        (
            _("The latest update of a pledge says whether it is being planned, in progress, fulfilled or discontinued. Each pledge with an update stands at exactly one stage."),
        ),
        _("“In progress” says nothing of how far. A discontinued pledge is not a failure: its update gives the reason."),
        ("at_stages",),
    ),
    Rule(
        "silence",
        _("What is not known"),
        (
            _("A pledge of which nothing was ever reported stands as “No update yet”. It is in every total and at no stage."),
            _("Every count has the number it is out of beside it. Where nothing is known, the page says so instead of leaving a gap."),
        ),
        _("No update does not mean no progress. It means that nobody has told."),
    ),
    Rule(
        "tools",
        _("Tools"),
        (
            _("Every published tool counts once, and under each objective it is filed at. Tools that serve the whole Compact are in the total and under no objective."),
        ),
        _("A tool in the list was checked for being complete and clear. Only where a peer review is shown was it judged by experts."),
    ),
    Rule(
        "needs",
        _("Needs, offers and matches"),
        (
            _("A capacity need counts under every objective it names. An offer is a tool with support for those who use it, or a pledge of money or people."),
            _("A match counts under an objective or a region only where both sides let it be named; others are in the total of the Compact only."),
        ),
        _("A need without an offer beside it may be met elsewhere, and an offer beside a need need not fit it."),
    ),
    Rule(
        "plans",
        _("National plans and reviews"),
        (
            _("Measures are counted as the published plan of a State lists them. Reviews are counted once for each occasion they were written for."),
        ),
        _("States plan and review outside this portal too. What was not entered here is not counted."),
    ),
    Rule(
        "imports",
        _("Records taken over from public registries"),
        (
            _("Pledges and tools that were public elsewhere before were taken over as they stood, with a link to where they came from, each registry in one publication."),
            _("What the registry does not say, such as objectives, dates or type, is shown as not stated. We guess nothing."),
        ),
        _("Their wording, and whether they still hold, is the registry’s and the owner’s."),
    ),
    Rule(
        "publications",
        _("Publications"),
        (
            _("Every act that changes what the public sees gets the next publication number. Each page names the one that its figures are true at."),
            _("Cite a figure with its publication number: it can be checked later, whatever was changed since."),
            _("The age of updates also depends on the day the page is read."),
        ),
        _("What was retracted is taken out of earlier publications’ texts too: its words are not shown again."),
    ),
)  # fmt: skip
