"""A whole Forum edition as one request: one moment, no report twice, and counted by the database."""

import pytest
from django.core.exceptions import PermissionDenied

from reports.exceptions import NoSuchSubject, NothingPublished
from reports.models import Report, ReportEvent, ReportSet
from reports.selectors import progress_of, sets
from reports.services import build_due_reports, request_set, retry_set
from reports.states import Failure, ReportKind, ReportState
from tests.factories import accounts, pledges, reports

pytestmark = pytest.mark.django_db
TABLES = [ReportKind.ROUND_TABLE]


@pytest.fixture
def staff():
    return accounts.moderator()


def ask(staff, **more):
    asked = {"edition": reports.edition(), "kinds": TABLES, "languages": ["en", "ar"], "by": staff}
    return request_set(**asked | more)


def test_all_subjects_in_all_languages_are_asked_for_at_one_moment(staff):
    asked = ask(staff)
    assert asked.reports.count() == 8
    assert {report.publication_id for report in asked.reports.all()} == {asked.publication_id}
    assert {report.reference for report in asked.reports.all()} == {
        f"GCM-RP-2026-RT{number}-P{asked.publication_id:05d}-{code}"
        for number in (1, 2, 3, 4)
        for code in ("en", "ar")
    }
    assert set(ReportEvent.objects.values_list("act", "by")) == {("asked", staff.pk)}
    assert ReportEvent.objects.count() == 8


def test_asked_for_twice_it_is_one_set(staff):
    assert (ask(staff).pk == ask(staff, languages=["ar", "en"]).pk, Report.objects.count()) == (True, 8)


def test_after_the_next_publication_it_is_another_set(staff):
    first = ask(staff)
    pledges.published(moderator=staff)
    assert (ask(staff).pk != first.pk, Report.objects.count()) == (True, 16)


def test_what_is_there_already_joins_and_is_not_built_again(staff):
    there = reports.ready(number=2)
    asked = ask(staff)
    assert (asked.reports.count(), build_due_reports()) == (8, 7)
    assert (Report.objects.get(pk=there.pk).attempts, there.events.count()) == (1, 1)


def test_sets_that_overlap_each_have_all_their_reports(staff):
    some, whole = ask(staff, only=["1", "2"], languages=["en"]), ask(staff)
    assert (some.reports.count(), whole.reports.count(), Report.objects.count()) == (2, 8, 8)
    build_due_reports()
    assert (progress_of(some).ready, progress_of(whole).ready) == (2, 8)
    assert ReportEvent.objects.filter(act="asked").count() == 8


def test_only_some_subjects_may_be_asked_for(staff):
    asked = ask(staff, only=["3"], languages=["en"])
    assert list(asked.reports.values_list("subject", flat=True)) == ["3"]


@pytest.mark.parametrize("only", [["5"], ["1", "5"]])
def test_a_subject_there_is_not_is_refused_and_nothing_is_asked_for(staff, only):
    with pytest.raises(NoSuchSubject):
        ask(staff, only=only)
    assert (Report.objects.count(), ReportSet.objects.count()) == (0, 0)


def test_before_the_first_publication_nothing_is_asked_for(staff, monkeypatch):
    monkeypatch.setattr("workflow.selectors.current_publication", lambda: 0)
    with pytest.raises(NothingPublished):
        ask(staff)


@pytest.mark.parametrize("verb", [lambda asked, by: ask(by), lambda asked, by: retry_set(asked, by=by)])
def test_only_staff_ask_and_try_again(staff, verb):
    asked = ask(staff)
    with pytest.raises(PermissionDenied):
        verb(asked, accounts.focal_point())


@pytest.mark.parametrize("languages", [["en"], ["en", "ar", "fr", "es", "ru", "zh-hans"]])
def test_asking_costs_the_same_for_any_number(staff, languages, django_assert_num_queries):
    with django_assert_num_queries(16):
        ask(staff, languages=languages)


def test_progress_is_counted_by_kind_and_language(staff, django_assert_num_queries):
    asked = ask(staff)
    build_due_reports()
    asked.reports.filter(language="ar", subject="1").update(state=ReportState.FAILED, failure=Failure.STORAGE)
    asked.reports.filter(language="ar", subject="2").update(state=ReportState.BUILDING, progress=40)
    with django_assert_num_queries(2):
        found = progress_of(asked)
    assert (found.total, found.ready, found.failed, found.unfinished, found.waiting_for_release) == (8, 6, 1, 1, 6)
    assert [(each.kind, each.language, each.total, each.ready, each.failed) for each in found.stretches] == [
        ("round_table", "ar", 4, 2, 1),
        ("round_table", "en", 4, 4, 0),
    ]
    assert (found.stretches[0].per_cent, found.stretches[1].per_cent, found.per_cent) == (85, 100, 92)
    (row,) = sets()
    assert (row.total, row.ready, row.failed, row.unfinished) == (8, 6, 1, 1)


def test_what_failed_is_put_back_and_the_rest_stays(staff):
    asked = ask(staff)
    asked.reports.filter(language="ar").update(state=ReportState.FAILED, failure=Failure.STORAGE, attempts=3)
    assert (retry_set(asked, by=staff), retry_set(asked, by=staff)) == (4, 0)
    assert set(asked.reports.values_list("state", "attempts", "failure")) == {("queued", 0, "")}
