"""Where a need begins: by itself, or from a national plan that it then belongs to."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from accounts.selectors import mandates_of
from drafting import services
from drafting.forms import BeginForm
from drafting.views.pages import forget_typed, of_the_desk, page, typed_before
from drafting.views.writing import owned_by
from needs.forms import NEED
from needs.models import Need
from needs.selectors import plan_to_begin_from


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """For whom and in which language; `?plan=<record>` names the State's own plan it belongs to, and so its owner."""
    mandates = mandates_of(request.user)
    plan, parties = _plan_asked_for(request, mandates), mandates.parties
    if plan is not None:
        parties = {key: party for key, party in parties.items() if party == plan.state}
    if not parties:
        raise PermissionDenied
    form = BeginForm(request.POST or typed_before(request), parties=parties)
    if request.method != "POST" or not form.is_valid():
        return page(request, "needs/begin.html", NEED, mandates, form=form, plan=plan)
    need = services.begin(
        Need(**owned_by(form.chosen_owner)),
        by=request.user,
        content=NEED.content,
        values={"language": form.cleaned_data["language"], "plan": plan and plan.record_id},
        begun_with=form.form_number,
    )
    forget_typed(request)
    return redirect("desk_needs:step", need.pk, NEED.steps[0].key)


def _plan_asked_for(request, mandates):
    """The plan the address names; 404 for one that is not the person's own State's, as for one that is not there."""
    asked = request.GET.get("plan", "")
    plan = plan_to_begin_from(asked, states=mandates.states) if asked else None
    if asked and plan is None:
        raise Http404
    return plan
