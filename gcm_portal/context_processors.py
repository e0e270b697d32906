"""What every page knows of the installation it is served by."""

from django.conf import settings


def site(request):
    """Who operates the installation, for the footer; the same for every visitor."""
    return {
        "site_url": settings.SITE_URL,
        "local_copy": settings.LOCAL_COPY,
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "data_protection_url": settings.DATA_PROTECTION_URL,
    }
