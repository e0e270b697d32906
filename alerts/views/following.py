"""Asking for mail without an account, confirming it, stopping it. Nothing changes on GET: mail scanners open links."""

from allauth.core.ratelimit import consume, respond_429
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts import services
from alerts.exceptions import FilterRefused, LinkInvalid, NothingToFollow
from alerts.forms import FollowForm
from alerts.selectors import Scope, read_scope
from workflow.selectors import current_moment

pages = require_http_methods(["GET", "HEAD", "POST"])


@pages
@never_cache
def follow(request: HttpRequest, scope: str) -> HttpResponse:
    """The ways to follow one scope. What it answers to an address is the same whether or not it is known here."""
    try:
        followed = read_scope(scope, request.META.get("QUERY_STRING", ""), current_moment())
    except NothingToFollow as error:
        raise Http404 from error
    except FilterRefused as refused:
        return render(request, "alerts/refused.html", {"errors": refused.errors}, status=400)
    form = FollowForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and not consume(request, action="follow"):
        return respond_429(request)
    if form.is_valid():
        services.ask(scope=followed, **form.cleaned_data)
        context = {"scope": followed, "email": form.cleaned_data["email"], "days": settings.ALERT_CONFIRM_DAYS}
        return render(request, "alerts/asked.html", context)
    return render(request, "alerts/follow.html", {"scope": followed, "form": form, "feed_url": _feed(followed)})


@pages
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What will be sent to whom, and a button; the button confirms it. A link that is too old says what to do."""
    is_done = request.method == "POST"
    try:
        letter = services.confirm(token) if is_done else services.read_confirmation(token)
    except LinkInvalid:
        return render(request, "alerts/link_expired.html", {"days": settings.ALERT_CONFIRM_DAYS}, status=410)
    own = letter.subscription
    context = {"letter": letter, "email": own.email, "is_done": is_done}
    return render(request, "alerts/confirm.html", context | {"scope": _words(own.scope, own.query)})


@csrf_exempt  # a mail provider posts here for its reader, with no cookie (RFC 8058): the link is the permission
@pages
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Asked once more on GET; on POST the address is erased. What was stopped before looks like what is now."""
    try:
        own = services.read_stop(token)
        if request.method == "POST":
            services.stop(token)
    except LinkInvalid as error:
        raise Http404 from error
    is_done = request.method == "POST" or own is None
    context = {"is_done": is_done, "scope": _words(own.scope, own.query) if own else None}
    return render(request, "alerts/stop.html", context)


def _words(path: str, query: str) -> Scope | None:
    """What is followed, in words of the page; None where it can be followed no more."""
    try:
        return read_scope(path, query, current_moment())
    except (NothingToFollow, FilterRefused):
        return None


def _feed(scope: Scope) -> str:
    tail = f"?{scope.query}" if scope.query else ""
    return reverse("feeds:feed", args=[get_language(), scope.path]) + tail
