"""Writing calls for tools: administrators only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tools import services
from tools.exceptions import AddressIsFixed, CallError, CallOvertaken
from tools.forms import CallForm, changes_in_words
from tools.models import Call
from tools.selectors import call_history, calls_of_staff, line_of
from tools.services import content_of


def of_administrators(view):
    """For those who write calls; 403 for anybody else who is signed in."""
    return never_cache(login_required(permission_required("tools.write_calls", raise_exception=True)(view)))


@of_administrators
@require_safe
def list_(request):
    """Every call, drafts among them, and where it stands today."""
    return render(request, "calls/desk_list.html", {"lines": calls_of_staff(timezone.now().date())})


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Write a call; nobody else sees it before it is published."""
    form = CallForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "calls/form.html", {"form": form})
    call = services.draft_call(by=request.user, values=form.cleaned_data)
    messages.success(request, _("Saved. Nobody else sees it before you publish it."))
    return redirect("desk_calls:detail", call.pk)


@of_administrators
@require_safe
def detail(request, pk):
    """One call with what can be done to it, and what was done."""
    call = get_object_or_404(Call, pk=pk)
    line = line_of(call, timezone.now().date())
    history = [(event, changes_in_words(event.changes)) for event in call_history(call)]
    return render(request, "calls/desk_detail.html", {"call": call, "line": line, "history": history})


@of_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    """Change it; public at once where it is published. Of two at once the second is told, and loses nothing."""
    call = get_object_or_404(Call, pk=pk)
    seen = str(call_history(call).values_list("pk", flat=True).first())
    form = CallForm(request.POST or None, call=call, initial=content_of(call))
    context = {"form": form, "call": call, "seen": request.POST.get("seen", seen)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "calls/form.html", context)
    try:
        services.change_call(call, by=request.user, values=form.cleaned_data, seen=context["seen"])
    except (CallOvertaken, AddressIsFixed) as refused:
        context |= {"refused": refused, "seen": seen, "changed": changes_in_words(call_history(call)[0].changes)}
        return render(request, "calls/form.html", context, status=409)
    messages.success(request, _("Saved."))
    return redirect("desk_calls:detail", call.pk)


@of_administrators
@require_POST
def publish(request, pk):
    """Make it public; it opens by itself on its day."""
    return _act(request, pk, services.publish_call, _("Published. It opens and closes by itself on its days."))


@of_administrators
@require_POST
def close(request, pk):
    """Take no more tools from now on."""
    return _act(request, pk, services.close_call, _("Closed. Tools that were submitted to it keep their place."))


def _act(request, pk, act, done):
    call = get_object_or_404(Call, pk=pk)
    try:
        act(call, by=request.user)
    except CallError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("desk_calls:detail", pk)
