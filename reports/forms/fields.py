"""What several forms of the reports share."""

from django.conf import settings

from ui.templatetags.ui.language import name_of


def languages() -> list[tuple[str, str]]:
    """The languages of the portal, each by its name in the reader's own."""
    return [(code, name_of(code)) for code, _name in settings.LANGUAGES]
