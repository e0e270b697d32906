"""What every page knows of the installation it is served by."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.rules import looks_after_people
from accounts.selectors import delegations_of


def site(request):
    """Who operates the installation, for the footer; the same for every visitor.

    The last two are looked up only where a signed-in page shows them: a public page touches no session.
    """
    return {
        "site_url": settings.SITE_URL,
        "local_copy": settings.LOCAL_COPY,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "data_protection_url": settings.DATA_PROTECTION_URL,
        "account_delegations": SimpleLazyObject(lambda: list(delegations_of(request.user))),
        "looks_after_people": SimpleLazyObject(lambda: looks_after_people(request.user)),
    }
