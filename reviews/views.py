"""What writing a review has of its own: a text to begin with, and what is still missing beside what was published."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from drafting.views import writing
from drafting.views.pages import of_the_desk, own, page
from reviews.forms import REVIEW
from reviews.forms.statements import BEGIN_WITH
from reviews.selectors import facts_with_due_dates, reading_of
from workflow.selectors import current_moment


def step(request, kind, pk, step):
    """As every kind's step; a statement begun with our text is shown at once, to be put in one's own words."""
    answer = writing.step(request, kind=kind, pk=pk, step=step)
    asked_for = request.POST.get(BEGIN_WITH, "")
    if answer.status_code == 302 and request.user.is_authenticated and asked_for in kind.content.names:
        return redirect(f"{request.path}#id_{asked_for}")
    return answer


@of_the_desk
@require_safe
def gaps(request, pk):
    """What the review says, what the State has published, and where either is missing; for the State's own eyes."""
    mandates, item = own(REVIEW, request, pk, with_content=True)
    facts = facts_with_due_dates(item.state_id, moment=current_moment())
    reading = reading_of(item, facts=facts)
    rows = [(entry, REVIEW.step_of(f"statement_{entry.objective.number}").key) for entry in reading.entries]
    return page(request, "reviews/gaps.html", REVIEW, mandates, item=item, reading=reading, facts=facts, rows=rows)
