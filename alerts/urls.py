"""Addresses of feeds, which carry their language inside (machines ask for them), and of pages about mail."""

from django.conf import settings
from django.urls import path, register_converter

from alerts.views import feeds, following


class SiteLanguage:
    """One of the languages of the site."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)
    to_python = to_url = staticmethod(str)


class ScopePath:
    """What can be followed: a list, or one objective, State, organisation or round table."""

    regex = (
        r"publications|pledges|tools|needs|plans|reviews"
        r"|objectives/[0-9]{1,2}|states/[A-Z]{3}|organisations/[-a-zA-Z0-9_]{1,120}|round-tables/[0-9]{4}/[1-4]"
    )
    to_python = to_url = staticmethod(str)


register_converter(SiteLanguage, "sitelanguage")
register_converter(ScopePath, "scope")

feed_urls = [path("<sitelanguage:language>/<scope:scope>/", feeds.feed, name="feed")]
follow_urls = [
    path("confirm/<str:token>/", following.confirm, name="confirm"),
    path("stop/<str:token>/", following.stop, name="stop"),
    path("<scope:scope>/", following.follow, name="follow"),
]
