"""Requests as administrators see them: by the day they are due, one in full, and the two answers."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.pages import for_holders_of
from accounts.states import Holding
from erasure import selectors, services
from erasure.exceptions import ErasureError, FarewellNotTaken, ReasonMissing
from erasure.forms import CarryOutForm, OnBehalfForm, RefuseForm

for_administrators = for_holders_of("erasure.decide")

PAGE_SIZE = 25


@for_administrators
@require_safe
def list_(request):
    """All requests, those that wait first, the first due on top."""
    try:
        page = Paginator(selectors.requests(), PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "erasure/list.html", {"page_obj": page, "trail": _trail()})


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Enter what somebody asked for by letter, by e-mail or otherwise."""
    initial = {name: request.GET.get(name, "") for name in ("what", "reference")}
    form = OnBehalfForm(request.POST if request.method == "POST" else None, by=request.user, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            what = Holding(data["what"])
            asked = services.ask(
                data["about"], what=what, by=request.user, reason=data["reason"], received=form.received
            )
        except ErasureError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("The request is entered. Another administrator has to decide on it."))
            return redirect("erasure:detail", asked.pk)
    return render(
        request,
        "erasure/new.html",
        {"form": form, "days": settings.ERASURE_DAYS, "trail": _trail(_("Enter a request"))},
    )


@for_administrators
@require_safe
def detail(request, pk):
    """One request, exactly what it would erase, and the two answers."""
    return _page(request, get_object_or_404(selectors.requests(), pk=pk), RefuseForm())


@for_administrators
@require_POST
def carry_out(request, pk):
    """Erase what the page listed."""
    found = get_object_or_404(selectors.requests(), pk=pk)
    form = CarryOutForm(request.POST)
    if not form.is_valid():
        return _page(request, found, RefuseForm(), refused=form, status=400)
    try:
        farewell = services.carry_out(found, by=request.user, seen=form.cleaned_data["seen"])
    except ErasureError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, get_object_or_404(selectors.requests(), pk=pk), RefuseForm(), refused=form, status=409)
    messages.success(request, _("The personal data is erased. What was done stays on record, in numbers."))
    if farewell:
        _say_farewell(request, farewell)
    return redirect("erasure:detail", pk)


@for_administrators
@require_POST
def refuse(request, pk):
    """No, and why."""
    found = get_object_or_404(selectors.requests(), pk=pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, refused=form, status=400)
    try:
        services.refuse(found, by=request.user, reason=form.cleaned_data["reason"])
    except ErasureError as refusal:
        form.add_error("reason" if isinstance(refusal, ReasonMissing) else None, refusal.message)
        return _page(request, get_object_or_404(selectors.requests(), pk=pk), form, refused=form, status=409)
    messages.success(request, _("The request is refused. Whoever asked is told why."))
    return redirect("erasure:detail", pk)


def _say_farewell(request, farewell):
    """The last message, now that it is certain; where no mail server takes it, the administrator has to."""
    try:
        services.send_farewell(farewell)
    except FarewellNotTaken as refusal:
        messages.warning(request, refusal.message)


def _page(request, found, form, *, refused=None, status=200):
    plan = selectors.plan_of(found)
    context = {
        "asked": found,
        "plan": plan,
        "leavings": selectors.leavings_of(found.person) if found.person and found.is_open else [],
        "carry_out_form": CarryOutForm(initial={"seen": plan.stamp}),
        "form": form,
        "refused": refused,
        "is_own": found.is_about(request.user),
        "trail": _trail(_("Request %(number)s") % {"number": found.pk}),
    }
    return render(request, "erasure/detail.html", context, status=status)


def _trail(here=""):
    """The way here from the queue."""
    above, all_ = [(_("Moderation queue"), reverse("moderation:queue"))], _("Requests to erase personal data")
    return [*above, (all_, reverse("erasure:list")), (here, "")] if here else [*above, (all_, "")]
