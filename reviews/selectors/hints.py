"""Private advice on a draft review: where published records wait for a statement, what a reader would ask for."""

from django.utils.translation import gettext as _

from drafting.states import Aspect, Hint
from reviews.models import Review
from reviews.selectors.facts import published_facts
from reviews.selectors.gaps import Gaps, gaps_of
from reviews.selectors.reading import statements_of
from reviews.states import GROUPS
from workflow.selectors import current_moment


def review_hints(review: Review) -> list[Hint]:
    """What could make the draft stronger, at most six hints; advice only, and nothing of it is ever published."""
    if review.pk is None or review.state is None:
        return []
    facts = published_facts(review.state, moment=current_moment())
    return [*_about_statements(gaps_of(statements_of(review), facts)), *_about_the_whole(review)]


def _about_statements(gaps: Gaps) -> list[Hint]:
    found = []
    for group in GROUPS:
        waiting = [number for number in group if number in gaps.unwritten]
        if waiting:
            what = _("You have published records on objectives without a statement: %(numbers)s.")
            found.append(
                Hint(
                    aspect=Aspect.SPECIFIC,
                    field=f"statement_{waiting[0]}",
                    what=what % {"numbers": ", ".join(map(str, waiting))},
                    why=_("Begin with the text made of them: a reader sees the review and the records side by side."),
                )
            )
    return found


def _about_the_whole(review: Review) -> list[Hint]:
    found = []
    if not review.preparation.strip():
        found.append(
            Hint(
                aspect=Aspect.OWNED,
                field="preparation",
                what=_("Nothing says yet how the review was prepared, and with whom."),
                why=_("Reviews are to be made with all relevant stakeholders; a reader looks for who took part."),
            )
        )
    if not review.means.strip():
        found.append(
            Hint(
                aspect=Aspect.RESOURCED,
                field="means",
                what=_("Nothing says yet by what means the Compact is carried out."),
                why=_("Funds, people and partnerships show what a plan rests on, and where support would help."),
            )
        )
    return found
