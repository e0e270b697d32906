"""The addresses of the API: a contract, like those of the pages."""

from django.urls import path, re_path

from api.pages.kinds import KINDS
from api.pages.sources import SOURCES
from api.views import own, tokens, unknown
from api.views.docs import docs
from api.views.resources import DetailView, ListView, Root
from api.views.schema import Description

app_name = "api"


def of_source(name: str, key: str) -> list:
    """The list of a resource and one of it."""
    return [
        path(f"v1/{name}/", ListView.as_view(name=name), name=name),
        re_path(rf"^v1/{name}/(?P<key>{key})/$", DetailView.as_view(name=name), name=f"{name}_detail"),
    ]


def of_kind(name: str) -> list:
    """A party's own versions of one kind, and what is done with them."""
    start = f"v1/own/{name}/"
    return [
        path(start, own.OwnList.as_view(name=name), name=f"own_{name}"),
        path(f"{start}amendments/", own.OwnAmendments.as_view(name=name), name=f"own_{name}_amendments"),
        path(f"{start}<int:pk>/", own.OwnVersion.as_view(name=name), name=f"own_{name}_version"),
        path(f"{start}<int:pk>/submit/", own.OwnVerb.as_view(name=name, verb="submit"), name=f"own_{name}_submit"),
        path(
            f"{start}<int:pk>/withdraw/", own.OwnVerb.as_view(name=name, verb="withdraw"), name=f"own_{name}_withdraw"
        ),
    ]


urlpatterns = [
    path("v1/", Root.as_view(), name="root"),
    path("v1/docs/", docs, name="docs"),
    path("v1/schema/", Description.as_view(), name="schema"),
    *(route for source in SOURCES.values() for route in of_source(source.name, source.key)),
    path("v1/own/", own.Whoami.as_view(), name="own"),
    *(route for name in KINDS for route in of_kind(name)),
    re_path(r"^[\s\S]*$", unknown.Unknown.as_view(), name="unknown"),
]
token_urls = [
    path("", tokens.list_, name="list"),
    path("new/", tokens.new, name="new"),
    path("<int:pk>/revoke/", tokens.revoke, name="revoke"),
]
"""The pages on which people keep their tokens, below their account."""
