"""The search for the pledge that is matched: it comes back with the reference, and nothing typed is lost."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from drafting.views import writing
from drafting.views.pages import of_the_desk, own, page
from pledges import selectors, services
from pledges.exceptions import NotCitable
from pledges.forms import PLEDGE, CiteForm, FindForm
from workflow.exceptions import NotEditable


def step(request, kind, pk, step):
    """The engine's own page; its button “Find the pledge” saves first, and then leads to the search."""
    answer = writing.step(request, kind, pk, step)
    wants_search = request.method == "POST" and request.POST.get("go") == "find"
    if wants_search and request.user.is_authenticated and answer.status_code == 302:
        return redirect("desk_pledges:find", pk)
    return answer


@of_the_desk
@require_safe
def find(request, pk):
    """Published pledges by words of their title, owner or reference, each with a button that cites it."""
    mandates, item = own(PLEDGE, request, pk)
    form = FindForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = selectors.citable(words, without=item.record) if words else []
    return page(request, "pledges/find.html", PLEDGE, mandates, item=item, form=form, words=words, found=found)


@of_the_desk
@require_POST
def cite(request, pk):
    """Put the chosen pledge into the draft as the one it matches, and go back to the question."""
    _mandates, item = own(PLEDGE, request, pk)
    try:
        services.cite(item, by=request.user, reference=CiteForm(request.POST).chosen)
    except NotEditable as refused:
        messages.info(request, refused.message)
        return redirect("desk_pledges:detail", pk)
    except NotCitable as refused:
        messages.error(request, refused.message)
        return redirect("desk_pledges:find", pk)
    messages.success(request, _("The pledge is cited. Everything else is as you left it."))
    return redirect("desk_pledges:step", pk, "what")
