"""The two pages of administration that stand above all apps."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.pages import for_holders_of
from gcm_portal.administration.health import Standing, checks, versions
from gcm_portal.administration.places import places_of


@for_holders_of("gcm_portal.administer")
@require_safe
def home(request):
    """Everything this person may administer, and what waits there."""
    return render(request, "administration/home.html", {"groups": places_of(request.user)})


@for_holders_of("gcm_portal.see_health")
@require_safe
def health(request):
    """How the installation is doing; answers while Valkey is away."""
    found = checks()
    context = {
        "checks": found,
        "troubled": [each for each in found if each.standing != Standing.WELL],
        "versions": versions(),
        "now": timezone.now(),
    }
    return render(request, "administration/health.html", context)
