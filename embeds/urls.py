"""Addresses of cards, which carry their language inside, and of oEmbed."""

from django.conf import settings
from django.urls import path, register_converter

from embeds import views


class CardLanguage:
    """One of the languages of the site."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)
    to_python = to_url = staticmethod(str)


class PictureKind:
    """What there are pictures of."""

    regex = "objectives|states|pledges|figures"
    to_python = to_url = staticmethod(str)


register_converter(PictureKind, "picturekind")
register_converter(CardLanguage, "cardlanguage")

card_urls = [
    path("<cardlanguage:language>/objectives/<str:key>/", views.card, {"kind": "objectives"}, name="objectives"),
    path("<cardlanguage:language>/states/<str:key>/", views.card, {"kind": "states"}, name="states"),
    path("<cardlanguage:language>/figures/<slug:key>/", views.card, {"kind": "figures"}, name="figures"),
    path("<cardlanguage:language>/pictures/<picturekind:kind>/<slug:key>.png", views.picture, name="picture"),
]
