"""The kind "voluntary national review", for everything that writes, compares and shows submissions."""

from django.utils.translation import gettext_lazy

from drafting.forms import Kind
from reviews.forms.occasion import WhichStep
from reviews.forms.questions import OverallStep, PrioritiesStep, ToolsStep
from reviews.forms.statements import STATEMENT_STEPS
from reviews.models import Review
from reviews.selectors import published_facts, reading_of, review_hints, with_content
from reviews.services import REVIEW_CONTENT
from workflow.selectors import current_moment


def as_the_public_sees_it(review: Review) -> dict:
    """What the record's fragment needs: the review arranged, beside what its State has published now."""
    facts = published_facts(review.state_id, moment=current_moment())
    return {"review": review, "reading": reading_of(review, facts=facts)}


REVIEW = Kind(
    key="review",
    model=Review,
    namespace="desk_reviews",
    name=gettext_lazy("Voluntary national review"),
    plural=gettext_lazy("Voluntary national reviews"),
    untitled=gettext_lazy("Review without a Forum yet"),
    lede=gettext_lazy(
        "What your State says to a Forum or a regional review: the guiding questions, and a few sentences on each "
        "objective you wish to speak of. What you have published stands beside each question."
    ),
    steps=(WhichStep, PrioritiesStep, ToolsStep, *STATEMENT_STEPS, OverallStep),
    content=REVIEW_CONTENT,
    with_content=with_content,
    hints=review_hints,
    record_template="reviews/_record.html",
    preview_context=as_the_public_sees_it,
    for_states_only=True,
)
