"""One loader brings all reference data in line with its files: in one publication, or not at all."""

import json
import shutil
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import State, User
from accounts.states import Membership
from objectives.models import Objective
from roundtables.models import CalendarEntry, Edition, GuidingQuestion, Placement, ReferenceEdit, RoundTable
from roundtables.selectors import calendar, edition_of
from roundtables.services import change_theme, edited_otherwise, load_reference, remove_entry
from roundtables.services.forums import first_day, last_day
from roundtables.states import EditAct, Precision
from tests.factories import accounts
from tests.factories import roundtables as factory
from workflow.models import Publication
from workflow.selectors import current_publication
from workflow.states import Verb

pytestmark = pytest.mark.django_db
DATA = settings.BASE_DIR / "data"


@pytest.fixture
def folder(tmp_path):
    """A copy of the reference files that a test may change."""
    for name in ["objectives", "principles", "states", "roundtables", "forums", "guiding_questions"]:
        shutil.copy(DATA / f"{name}.json", tmp_path)
    return tmp_path


def edit(path: Path, change):
    file = json.loads(path.read_text(encoding="utf-8"))
    change(file)
    path.write_text(json.dumps(file), encoding="utf-8")


def system():
    return User.objects.system()


def split(year):
    places = Placement.objects.filter(edition=year).values_list("round_table__number", "objective_id")
    return {table: sorted(number for where, number in places if where == table) for table in range(1, 5)}


def test_nothing_changed_takes_no_publication_number():
    before = current_publication()

    assert load_reference(DATA, by=system()) == (0, None)
    assert current_publication() == before


def test_looking_for_changes_takes_few_queries(django_assert_num_queries):
    with django_assert_num_queries(32):  # of which ten belong to transactions inside the test's own
        load_reference(DATA, by=system())


def test_all_changes_are_one_publication(folder):
    before = current_publication()
    edit(folder / "states.json", lambda file: file["member_states"][0]["names"].update(fr="Corrigé"))
    edit(
        folder / "objectives.json", lambda file: file["objectives"][0]["short_title"]["en"].update(text="Better data")
    )

    changed, publication = load_reference(folder, by=system())

    assert (changed, publication.number, publication.verb) == (2, before + 1, Verb.EDIT_REFERENCE)
    assert publication.note == "Reference data: 2 rows"
    assert State.objects.get(iso3="AFG").name_fr == "Corrigé"
    assert load_reference(folder, by=system()) == (0, None)
    assert current_publication() == before + 1


def test_a_bad_file_changes_nothing_at_all(folder):
    edit(
        folder / "objectives.json", lambda file: file["objectives"][0]["short_title"]["en"].update(text="Better data")
    )
    edit(folder / "forums.json", lambda file: file["timeline"][0].pop("title"))

    with pytest.raises(KeyError):
        load_reference(folder, by=system())

    assert Objective.objects.get(number=1).short_title_en == "Data"


def test_who_may_not_edit_reference_data_changes_nothing(folder):
    edit(
        folder / "objectives.json", lambda file: file["objectives"][0]["short_title"]["en"].update(text="Better data")
    )

    with pytest.raises(PermissionDenied):
        load_reference(folder, by=accounts.moderator())

    assert Objective.objects.get(number=1).short_title_en == "Data"


def test_193_members_and_the_two_observers_that_the_forum_admits():
    count = {kind: State.objects.filter(membership=kind).count() for kind in Membership}

    assert count == {Membership.MEMBER: 193, Membership.OBSERVER: 2, Membership.AGENCY_MEMBER: 0}
    assert set(State.objects.exclude(membership=Membership.MEMBER).values_list("iso3", flat=True)) == {"VAT", "PSE"}


def test_a_state_has_six_names_a_group_and_its_review_region():
    state = State.objects.get(iso3="DEU")

    assert [state.name_en, state.name_fr, state.name_es, state.name_ru] == [
        "Germany",
        "Allemagne",
        "Alemania",
        "Германия",
    ]
    assert (state.name_ar, state.name_zh_hans) == ("ألمانيا", "德国")
    assert (state.iso2, state.m49, state.review_region) == ("DE", "276", "ECE")
    assert state.regional_group == "Western European and Others Group"


def test_only_champions_named_by_a_source_are_shown_as_such():
    champions = set(State.objects.filter(is_champion=True).values_list("iso3", flat=True))

    assert len(champions) == 31
    assert champions >= {"KEN", "PRT", "THA"}
    assert champions.isdisjoint({"IDN", "KHM", "NPL"})


def test_there_are_three_editions_of_which_the_third_has_no_dates_yet():
    rows = Edition.objects.order_by("year").values_list("year", "number", "starts_on", "ends_on", "hearing_on")

    assert list(rows) == [
        (2022, 1, date(2022, 5, 17), date(2022, 5, 20), date(2022, 5, 16)),
        (2026, 2, date(2026, 5, 5), date(2026, 5, 8), date(2026, 5, 4)),
        (2030, 3, None, None, None),
    ]
    assert list(Edition.objects.order_by("year").values_list("is_verified", flat=True)) == [True, True, False]


def test_later_editions_carry_the_first_one_s_split_over_and_say_so():
    expected = {
        1: [2, 5, 6, 12, 18],
        2: [4, 8, 9, 10, 11, 13, 21],
        3: [14, 15, 16, 19, 20, 22],
        4: [1, 3, 7, 17, 23],
    }

    assert [split(year) for year in (2022, 2026, 2030)] == [expected] * 3
    assert list(Edition.objects.order_by("year").values_list("split_is_carried_over", flat=True)) == [
        False,
        True,
        True,
    ]


def test_the_calendar_keeps_how_exactly_a_date_is_known():
    known = {
        entry.title: (entry.starts_on, entry.ends_on, entry.precision, entry.region)
        for entry in CalendarEntry.objects.all()
    }

    assert len(known) == 30
    assert known["Second International Migration Review Forum"] == (
        date(2026, 5, 5),
        date(2026, 5, 8),
        Precision.DAY,
        "",
    )
    assert known["Second regional review, Arab region"] == (date(2024, 7, 1), None, Precision.MONTH, "ESCWA")
    assert known["Third round of regional reviews (expected)"] == (
        date(2028, 1, 1),
        date(2029, 12, 31),
        Precision.YEAR,
        "",
    )
    assert known["Second regional review, ECE region"] == (date(2024, 3, 11), None, Precision.DAY, "ECE")


def test_a_calendar_entry_that_left_the_file_leaves_the_calendar(folder):
    edit(folder / "forums.json", lambda file: file["timeline"].pop())

    assert load_reference(folder, by=system())[0] == 1
    assert CalendarEntry.objects.standing().count() == 29


def test_an_objective_that_moves_moves_in_every_edition(folder):
    def move(file):
        file["round_tables"][3]["objectives"].remove(7)
        file["round_tables"][0]["objectives"].append(7)

    edit(folder / "roundtables.json", move)

    assert load_reference(folder, by=system())[0] == 3
    assert split(2026)[1] == [2, 5, 6, 7, 12, 18]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2028", date(2028, 1, 1), date(2028, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-05-05", date(2026, 5, 5), date(2026, 5, 5)),
    ],
)
def test_a_year_a_month_and_a_day_begin_and_end(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_the_publication_says_when_and_by_whom(folder):
    edit(folder / "states.json", lambda file: file["member_states"][0].update(ldc=False))

    _changed, publication = load_reference(folder, by=system())

    assert (publication.by, publication.at.isoformat()) == (system(), "2026-11-22T12:00:00+00:00")
    assert Publication.objects.first() == publication


def test_the_three_guiding_questions_stand_as_the_concept_note_has_them():
    rows = list(GuidingQuestion.objects.values_list("number", "key", "language", "text"))

    assert [row[:3] for row in rows] == [(1, "priorities", "en"), (2, "tools", "en"), (3, "steps", "en")]
    assert rows[1][3] == (
        "What tools does your government or organization have in place now, or wish to put in place, to facilitate "
        "implementation of GCM objectives?"
    )


def move_the_second_forum(file):
    file["editions"][1]["dates"] = ["2026-05-12", "2026-05-15"]
    file["editions"][1]["hearing"] = "2026-05-11"


def test_what_people_edited_here_is_left_alone_and_named(folder):
    factory.dated(2030)
    factory.resplit({7: 1})
    change_theme(factory.table(2), by=factory.administrator(), theme="A sample theme", reason=factory.WHY, seen="")
    entry = factory.loaded_entry()
    remove_entry(entry, by=factory.administrator(), reason=factory.WHY, seen="")
    written = factory.entry()

    assert load_reference(folder, by=system()) == (0, None)

    assert Edition.objects.get(year=2030).starts_on == date(2030, 5, 6)
    assert split(2030)[1] == [2, 5, 6, 7, 12, 18]
    assert RoundTable.objects.get(edition=2030, number=2).theme == "A sample theme"
    assert set(CalendarEntry.objects.filter(pk__in=[entry.pk, written.pk]).values_list("pk", "is_removed")) == {
        (entry.pk, True), (written.pk, False),
    }  # fmt: skip
    assert edited_otherwise(folder) == [
        "dates and facts of Forum 2030",
        "split of Forum 2030",
        "theme of round table 2 of Forum 2030",
        "calendar: Third round of regional reviews (expected)",
        "calendar: Third International Migration Review Forum (expected)",
    ]


def test_what_nobody_edited_still_follows_the_files(folder):
    factory.dated(2030)
    edit(folder / "roundtables.json", move_the_second_forum)

    changed, publication = load_reference(folder, by=system())

    assert (changed, Edition.objects.get(year=2026).starts_on) == (1, date(2026, 5, 12))
    assert edition_of(2026, publication.number - 1).starts_on == date(2026, 5, 5)
    assert edition_of(2026, publication.number).starts_on == date(2026, 5, 12)
    loaded = ReferenceEdit.objects.get(act=EditAct.LOADED)
    assert (loaded.by, loaded.edition_id, loaded.changes["starts_on"]) == (
        system(), 2026, ["2026-05-05", "2026-05-12"],
    )  # fmt: skip


def test_files_and_people_who_agree_are_not_named(folder):
    days = {"first": date(2026, 5, 12), "last": date(2026, 5, 15), "hearing": date(2026, 5, 11), "is_verified": True}
    factory.dated(2026, **days)
    assert edited_otherwise(folder) != []
    facts = {"place": "UN Headquarters, New York", "chair": "Annalena Baerbock, President of the 80th session"}
    factory.dated(
        2026, first=date(2026, 5, 12), last=date(2026, 5, 15), hearing=date(2026, 5, 11), is_verified=True, **facts
    )
    edit(folder / "roundtables.json", move_the_second_forum)
    assert "dates and facts of Forum 2026" not in edited_otherwise(folder)


def test_a_step_the_files_take_out_and_bring_back_is_read_as_it_was_each_time(folder):
    before = current_publication()
    edit(folder / "forums.json", lambda file: file["timeline"].pop())
    load_reference(folder, by=system())
    without = current_publication()
    load_reference(DATA, by=system())

    assert [len(calendar(at)) for at in (before, without, current_publication())] == [30, 29, 30]
    assert CalendarEntry.objects.count() == 30


def test_a_step_written_here_is_not_brought_a_second_time_by_the_files(folder):
    factory.entry(title="A sample meeting", kind="plenary", starts_on=date(2027, 3, 1))
    row = {"kind": "plenary", "title": "A sample meeting", "start": "2027-03-01", "end": "2027-03-01"}
    more = {"place": "New York", "region": "global", "verified": True, "source": "", "note": ""}
    edit(folder / "forums.json", lambda file: file["timeline"].append(row | more))

    assert load_reference(folder, by=system()) == (0, None)
    assert CalendarEntry.objects.filter(title="A sample meeting").count() == 1


def test_a_split_the_files_change_is_read_as_it_was(folder):
    def move(file):
        file["round_tables"][3]["objectives"].remove(7)
        file["round_tables"][0]["objectives"].append(7)

    factory.resplit({7: 2})
    before = current_publication()
    edit(folder / "roundtables.json", move)
    load_reference(folder, by=system())

    at = [(year, edition_of(year, each).split[7]) for year in (2026, 2030) for each in (before, None)]
    assert at == [(2026, 4), (2026, 1), (2030, 2), (2030, 2)]


@pytest.mark.django_db(transaction=True)
def test_an_edit_under_way_while_the_files_are_loaded_is_not_overwritten(folder):
    edit(folder / "roundtables.json", move_the_second_forum)
    keeper, machine, results = factory.administrator(), system(), []

    def load():
        try:
            results.append(load_reference(folder, by=machine))
        finally:
            connection.close()

    loading = Thread(target=load)
    with transaction.atomic():
        factory.dated(2026, by=keeper, first=date(2026, 5, 19), last=date(2026, 5, 22), hearing=date(2026, 5, 18))
        loading.start()
        while loading.is_alive() and not waits_for_a_lock():
            pass
    loading.join(timeout=60)

    assert results == [(0, None)]
    assert Edition.objects.get(year=2026).starts_on == date(2026, 5, 19)


def waits_for_a_lock():
    """True once another connection to this database waits for ours; a transaction looks once unless it is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0
