"""The public addresses: a contract, for other people's links rely on them."""

from django.urls import include, path, register_converter

from dashboard.selectors.charts import ENDINGS
from dashboard.views import (
    calls,
    charts,
    compare,
    data,
    dataset,
    explaining,
    files,
    forums,
    home,
    needs,
    objectives,
    organisations,
    plans,
    pledges,
    reviews,
    search,
    states,
    tools,
)
from needs.models import Need
from plans.models import Measure, Plan
from pledges.models import Pledge
from reviews.models import Review
from tools.models import Tool


class Alpha3:
    """ISO 3166 alpha-3, in either case: small letters are redirected."""

    regex = "[A-Za-z]{3}"
    to_python = to_url = staticmethod(str)


class Reference:
    """A public reference such as GCM-PL-2026-00042."""

    regex = "GCM-[A-Z]{2}-[0-9]{4}-[0-9]{5,8}"
    to_python = to_url = staticmethod(str)


class MeasureReference:
    """The reference of a measure of a national plan: the plan's, and two digits."""

    regex = "GCM-NP-[0-9]{4}-[0-9]{5,8}-[0-9]{2}"
    to_python = to_url = staticmethod(str)


class Ending:
    """The format of a chart."""

    regex = "|".join(ENDINGS)
    to_python = to_url = staticmethod(str)


register_converter(Alpha3, "alpha3")
register_converter(Ending, "ending")
register_converter(MeasureReference, "measure")
register_converter(Reference, "reference")

objective_pages = [
    path("", objectives.list_, name="list"),
    path("compare/", compare.objectives, name="compare"),
    path("<int:number>/", objectives.detail, name="detail"),
]
forum_pages = [
    path("", forums.list_, name="list"),
    path("<int:year>/", forums.detail, name="detail"),
    path("<int:year>/round-tables/<int:number>/", forums.round_table, name="round_table"),
]
state_pages = [
    path("", states.list_, name="list"),
    path("compare/", compare.states, name="compare"),
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
    path("<reference:reference>/files/<int:pk>/", files.of_record, {"model": Pledge}, name="file"),
    path(
        "<reference:reference>/updates/<reference:update>/files/<int:pk>/",
        files.of_update,
        {"model": Pledge},
        name="update_file",
    ),
]
need_pages = [
    path("", needs.list_, name="list"),
    path("<reference:reference>/", needs.detail, name="detail"),
    path("<reference:reference>/versions/", needs.versions, name="versions"),
    path("<reference:reference>/files/<int:pk>/", files.of_record, {"model": Need}, name="file"),
]
call_pages = [
    path("", calls.list_, name="list"),
    path("<slug:slug>/", calls.detail, name="detail"),
]
tool_pages = [
    path("", tools.list_, name="list"),
    path("criteria/", tools.criteria, name="criteria"),
    path("<reference:reference>/", tools.detail, name="detail"),
    path("<reference:reference>/versions/", tools.versions, name="versions"),
    path("<reference:reference>/files/<int:pk>/", files.of_record, {"model": Tool}, name="file"),
]
plan_pages = [
    path("", plans.list_, name="list"),
    path("<reference:reference>/", plans.detail, name="detail"),
    path("<reference:reference>/versions/", plans.versions, name="versions"),
    path("<reference:reference>/files/<int:pk>/", files.of_record, {"model": Plan}, name="file"),
    path("<measure:reference>/", plans.measure, name="measure"),
    path(
        "<measure:reference>/updates/<reference:update>/files/<int:pk>/",
        files.of_update,
        {"model": Measure},
        name="update_file",
    ),
]
review_pages = [
    path("", reviews.list_, name="list"),
    path("<reference:reference>/", reviews.detail, name="detail"),
    path("<reference:reference>/versions/", reviews.versions, name="versions"),
    path("<reference:reference>/files/<int:pk>/", files.of_record, {"model": Review}, name="file"),
]
dashboard_pages = [
    path("", home.home, name="home"),
    path("map/", home.map_, name="map"),
    path("method/", explaining.method, name="method"),
    path("glossary/", explaining.glossary, name="glossary"),
]
data_pages = [
    path("", data.home, name="home"),
    path("tables/<slug:name>/", data.table, name="table"),
    path("dataset/", dataset.home, name="dataset"),
    path("dataset/gcm-dataset_publication-<int:number>.zip", dataset.file, name="file"),
]
urlpatterns = [
    path("", include((dashboard_pages, "dashboard"))),
    path("objectives/", include((objective_pages, "objectives"))),
    path("forums/", include((forum_pages, "forums"))),
    path("states/", include((state_pages, "states"))),
    path("organisations/", include((organisation_pages, "organisations"))),
    path("pledges/", include((pledge_pages, "pledges"))),
    path("tools/", include((tool_pages, "tools"))),
    path("plans/", include((plan_pages, "plans"))),
    path("reviews/", include((review_pages, "reviews"))),
    path("calls/", include((call_pages, "calls"))),
    path("needs/", include((need_pages, "needs"))),
    path("search/", include(([path("", search.find_, name="find")], "search"))),
    path("data/", include((data_pages, "data"))),
    path("charts/", include(([path("<slug:name>.<ending:ending>", charts.file, name="file")], "charts"))),
]
