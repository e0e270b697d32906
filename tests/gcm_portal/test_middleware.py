"""What a visitor is told while the database is away, and the policy sent with every answer."""

import psycopg2
import pytest
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from django.db import DataError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from gcm_portal import middleware
from gcm_portal.middleware import KeptPolicy, is_outage

handler500 = "gcm_portal.middleware.server_error"


def caused(exception, cause):
    exception.__cause__ = cause
    return exception


def with_code(code):
    """psycopg2's exceptions carry the code of PostgreSQL, and only PostgreSQL sets it."""
    return type("Error", (psycopg2.OperationalError,), {"pgcode": code})()


def away(request):
    raise caused(OperationalError("connection refused"), psycopg2.OperationalError())


def deadlocked(request):
    raise caused(OperationalError("deadlock detected"), with_code("40P01"))


def asks_the_database(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok")


def fails_in_a_middleware(get_response):
    def answer(request):
        if request.GET.get("middleware"):
            away(request)
        return get_response(request)

    return answer


urlpatterns = [path("away/", away), path("deadlock/", deadlocked), path("asks/", asks_the_database)]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def visitor(settings):
    settings.MIDDLEWARE = ["gcm_portal.middleware.answer_outages", f"{__name__}.fails_in_a_middleware"]
    return Client(raise_request_exception=False)


def test_an_outage_is_503_with_a_time_to_come_back(visitor):
    answer = visitor.get("/away/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"


def test_an_outage_met_in_a_middleware_is_503_too(visitor):
    answer = visitor.get("/asks/?middleware=1")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_deadlock_is_an_error_of_ours_and_stays_one(visitor):
    assert visitor.get("/deadlock/").status_code == 500


@pytest.mark.django_db
def test_a_page_with_its_database_is_let_through(visitor):
    assert visitor.get("/asks/").content == b"ok"


def test_the_outage_is_logged_with_its_cause(visitor, caplog):
    visitor.get("/away/")
    assert "The database is away: connection refused" in [record.getMessage() for record in caplog.records]


def test_a_template_that_fails_leaves_a_plain_answer(visitor, monkeypatch):
    def fail(name):
        raise OperationalError("the template asked the database")

    monkeypatch.setattr(middleware, "render_to_string", fail)
    answer = visitor.get("/away/")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == middleware.PLAIN


@override_settings(TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
def test_without_its_template_the_answer_is_plain(visitor):
    assert visitor.get("/away/").content.decode() == middleware.PLAIN


@pytest.mark.parametrize(
    ("exception", "outage"),
    [
        (caused(OperationalError(), psycopg2.OperationalError()), True),
        (caused(InterfaceError(), psycopg2.InterfaceError()), True),
        (caused(OperationalError(), with_code("57P01")), True),
        (caused(OperationalError(), with_code("57P03")), True),
        (caused(OperationalError(), with_code("08006")), True),
        (caused(OperationalError(), with_code("53300")), True),
        (caused(OperationalError(), with_code("40P01")), False),
        (caused(OperationalError(), with_code("57014")), False),
        (DataError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_only_a_database_out_of_reach_is_an_outage(exception, outage):
    assert is_outage(exception) is outage


def test_the_policy_of_ordinary_answers_is_worked_out_once_and_that_of_others_for_each(monkeypatch):
    worked_out = []
    monkeypatch.setattr(CSPMiddleware, "get_policy_parts", counted(CSPMiddleware.get_policy_parts, worked_out))
    special = csp_replace({"frame-ancestors": ["*"]})(lambda request: HttpResponse("special"))
    answers = KeptPolicy(lambda request: special(request) if "special" in request.path else HttpResponse("ordinary"))

    def policy(path):
        return answers(RequestFactory().get(path))["Content-Security-Policy"]

    first, again, other, after = policy("/"), policy("/x"), policy("/special"), policy("/")
    assert (first, again, after) == (first, first, first)
    assert ("frame-ancestors 'none'" in first, "frame-ancestors *" in other) == (True, True)
    assert len(worked_out) == 4  # for the first and the special one, twice each: there could be one that only reports


def counted(function, calls):
    def called(*args, **kwargs):
        calls.append(args)
        return function(*args, **kwargs)

    return called
