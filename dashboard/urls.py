"""The public addresses: a contract, for other people's links rely on them."""

from django.urls import include, path, register_converter

from dashboard.views import data, forums, home, objectives, organisations, pledges, states, tools


class Alpha3:
    """ISO 3166 alpha-3, in either case: small letters are redirected."""

    regex = "[A-Za-z]{3}"
    to_python = to_url = staticmethod(str)


class Reference:
    """A public reference such as GCM-PL-2026-00042."""

    regex = "GCM-[A-Z]{2}-[0-9]{4}-[0-9]{5,8}"
    to_python = to_url = staticmethod(str)


register_converter(Alpha3, "alpha3")
register_converter(Reference, "reference")

objective_pages = [
    path("", objectives.list_, name="list"),
    path("<int:number>/", objectives.detail, name="detail"),
]
forum_pages = [
    path("", forums.list_, name="list"),
    path("<int:year>/", forums.detail, name="detail"),
    path("<int:year>/round-tables/<int:number>/", forums.round_table, name="round_table"),
]
state_pages = [
    path("", states.list_, name="list"),
    path("<alpha3:iso3>/", states.detail, name="detail"),
]
organisation_pages = [
    path("", organisations.list_, name="list"),
    path("<slug:slug>/", organisations.detail, name="detail"),
]
pledge_pages = [
    path("", pledges.list_, name="list"),
    path("<reference:reference>/", pledges.detail, name="detail"),
    path("<reference:reference>/versions/", pledges.versions, name="versions"),
]
tool_pages = [
    path("", tools.list_, name="list"),
    path("<reference:reference>/", tools.detail, name="detail"),
]
urlpatterns = [
    path("", include(([path("", home.home, name="home")], "dashboard"))),
    path("objectives/", include((objective_pages, "objectives"))),
    path("forums/", include((forum_pages, "forums"))),
    path("states/", include((state_pages, "states"))),
    path("organisations/", include((organisation_pages, "organisations"))),
    path("pledges/", include((pledge_pages, "pledges"))),
    path("tools/", include((tool_pages, "tools"))),
    path("data/", include(([path("", data.home, name="home")], "data"))),
]
