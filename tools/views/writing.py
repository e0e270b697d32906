"""Where a tool begins: by itself, or in answer to a call."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.selectors import mandates_of
from drafting import services
from drafting.forms import BeginForm
from drafting.views.pages import forget_typed, of_the_desk, page, typed_before
from drafting.views.writing import owned_by
from tools.forms import TOOL
from tools.models import Tool
from tools.selectors import call_asked_for


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request):
    """For whom and in which language; `?call=<address>` names an open call it answers, and says where it is over."""
    mandates = mandates_of(request.user)
    if not mandates.parties:
        raise PermissionDenied
    call = call_asked_for(request.GET.get("call", ""), day=timezone.now().date())
    form = BeginForm(request.POST or typed_before(request), parties=mandates.parties)
    if request.method != "POST" or not form.is_valid():
        return page(request, "tools/begin.html", TOOL, mandates, form=form, line=call)
    tool = services.begin(
        Tool(**owned_by(form.chosen_owner)),
        by=request.user,
        content=TOOL.content,
        values={"language": form.cleaned_data["language"], "call": call.call.pk if call and call.is_open else None},
        begun_with=form.form_number,
    )
    forget_typed(request)
    return redirect("desk_tools:step", tool.pk, TOOL.steps[0].key)
