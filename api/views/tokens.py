"""A person's own tokens on the website: listed, made and shown once, revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from api import services
from api.exceptions import TooManyTokens
from api.forms.tokens import TokenForm
from api.states import Scope


def for_its_owner(view):
    """Signed out: to the sign-in. Nobody sees another's tokens: they are looked for among one's own."""

    return never_cache(login_required(view))


@for_its_owner
@require_safe
def list_(request):
    """One's tokens, the latest first; who speaks for nobody may see old ones and make none."""
    context = {
        "tokens": request.user.access_tokens.all(),
        "now": timezone.now(),
        "may_make": request.user.has_perm("api.make_token"),
    }
    return render(request, "api/tokens.html", context)


@for_its_owner
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Make one; its text stands on the answer to this form and nowhere else, ever."""
    if not request.user.has_perm("api.make_token"):
        raise Http404
    form = TokenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "api/token_new.html", {"form": form})
    given = form.cleaned_data
    try:
        token, text = services.make_token(
            by=request.user,
            name=given["name"],
            scope=Scope(given["scope"]),
            days=given["days"],
            made_with=given["made_with"],
        )
    except TooManyTokens as refused:
        form.add_error(None, refused.message)
        return render(request, "api/token_new.html", {"form": form}, status=409)
    return render(request, "api/token_made.html", {"token": token, "text": text})


@for_its_owner
@require_POST
def revoke(request, pk):
    """Let one open nothing any more, from this moment on."""
    services.revoke_token(get_object_or_404(request.user.access_tokens, pk=pk), by=request.user)
    messages.success(request, _("The token is revoked. Whatever used it gets no more answers."))
    return redirect("tokens:list")
