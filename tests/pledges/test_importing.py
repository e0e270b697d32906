"""Pledges of public listings come in whole and once; what a listing leaves open stays open."""

import threading
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.models import Organisation, User
from accounts.states import OrganisationKind
from notices.models import Notice
from pledges.models import Pledge
from pledges.services import import_pledges, plan_pledge_import
from tests.factories import accounts
from tests.factories import pledges as factory
from tests.factories.listings import pledges_file
from workflow import services
from workflow.exceptions import FileRefused
from workflow.models import AuditEvent, Record
from workflow.selectors import current_publication
from workflow.states import Change, Status, Verb

pytestmark = pytest.mark.django_db
REAL = (settings.BASE_DIR / "data" / "pledges.csv").read_bytes()


def take(data):
    return import_pledges(data, by=User.objects.system())


def imported(**cells):
    """The one pledge of a file with these cells."""
    take(pledges_file(**cells))
    return Pledge.objects.published().get()


def problems_of(*rows, **cells):
    with pytest.raises(FileRefused) as refused:
        take(pledges_file(*rows, **cells))
    return [str(problem) for problem in refused.value.problems]


# The real file ------------------------------------------------------------------------------------------------------


def test_the_real_file_brings_45_pledges_in_one_publication():
    before = current_publication()

    done = take(REAL)

    assert (len(done.new), len(done.changed), len(done.unchanged), done.left_alone, done.vanished) == (
        45,
        0,
        0,
        [],
        [],
    )
    assert done.publication.number == current_publication() == before + 1
    assert (done.publication.verb, done.publication.note) == (Verb.IMPORT, "Pledges taken over from public listings")
    assert Pledge.objects.as_of(before + 1).count() == 45
    assert Pledge.objects.as_of(before).count() == 0
    assert Pledge.objects.filter(listing_is_partial=True).count() == 11
    assert AuditEvent.objects.filter(verb=Verb.IMPORT, publication=done.publication).count() == 45
    assert Notice.objects.count() == 0


def test_the_real_file_a_second_time_changes_nothing_and_only_reads(django_assert_num_queries):
    take(REAL)
    before = current_publication()

    with django_assert_num_queries(9):
        done = take(REAL)

    assert (len(done.unchanged), done.new, done.changed, done.publication) == (45, [], [], None)
    assert current_publication() == before


@pytest.mark.parametrize(("rows", "queries"), [(1, 58), (3, 83)])
def test_each_further_row_costs_what_the_verb_costs_and_no_more(rows, queries, django_assert_max_num_queries):
    file = pledges_file(*({"id": str(number)} for number in range(rows)))

    with django_assert_max_num_queries(queries):
        take(file)


def test_unreviewed_form_entries_are_not_among_the_real_rows():
    assert b"P054" not in REAL


def test_the_real_organisations_are_made_once_each_and_no_state_is_among_them():
    take(REAL)

    bogota = Organisation.objects.get(slug="city-of-bogota")
    assert (bogota.name, bogota.kind, bogota.state_id) == ("City of Bogotá", OrganisationKind.LOCAL, "COL")
    assert Pledge.objects.filter(organisation=bogota).count() == 2
    assert Pledge.objects.filter(state__isnull=False).count() == 10
    assert list(Organisation.objects.filter(name__in=["Germany", "Kenya", "Germany and Morocco"])) == []


# What a row becomes -------------------------------------------------------------------------------------------------


def test_a_row_becomes_a_public_pledge_of_its_state_with_the_year_it_was_made_in_its_reference():
    pledge = imported()

    assert (pledge.status, pledge.change, pledge.language) == (Status.PUBLISHED, Change.NEW, "en")
    assert (pledge.state_id, pledge.organisation_id) == ("PRT", None)
    assert pledge.record.reference == "GCM-PL-2022-00001"
    assert pledge.author == User.objects.system()
    assert (pledge.record.source, pledge.record.source_id) == ("registry:pledges", "P900")
    assert pledge.record.source_url == "https://example.org/pledges/900"
    assert pledge.record.is_imported


def test_what_a_listing_does_not_say_stays_unknown():
    pledge = imported(objectives="", year="", forum="", listed_in="", title_is_descriptive="yes", verified="partial")

    assert (pledge.pledge_type, pledge.natures, pledge.levels, pledge.novelty) == ("", [], [], "")
    assert (pledge.starts_on, pledge.ends_on, pledge.is_open_ended) == (None, None, False)
    assert (pledge.pledged_on, pledge.pledged_in_year, pledge.forum_id) == (None, None, None)
    assert (pledge.announced_at, pledge.timeframe_as_listed, pledge.stage_as_listed, pledge.listing) == (
        "",
        "",
        "",
        "",
    )
    assert (list(pledge.objectives.all()), list(pledge.principles.all()), list(pledge.countries.all())) == ([], [], [])
    assert (pledge.title_is_descriptive, pledge.listing_is_partial) == (True, True)
    assert pledge.record.other_url == ""


def test_everything_a_listing_says_is_kept():
    pledge = imported(
        pledge_type="In partnership",
        nature_of_pledge="process;policy_legal",
        guiding_principles="child_sensitive;human_rights",
        submitted_on="2022-07-31",
        status="in progress",
        other_url="https://example.org/other",
    )

    assert (pledge.pledge_type, pledge.natures) == ("partnership", ["process", "policy_legal"])
    assert sorted(pledge.principles.values_list("key", flat=True)) == ["child_sensitive", "human_rights"]
    assert (pledge.pledged_on, pledge.pledged_in_year) == (date(2022, 7, 31), 2022)
    assert (pledge.stage_as_listed, pledge.listing) == ("in progress", "Sample listing")
    assert pledge.record.other_url == "https://example.org/other"


def test_a_listing_may_name_more_main_objectives_than_the_form_allows():
    pledge = imported(objectives="2;3;4;5;6;7;8")

    assert list(pledge.placements.values_list("objective_id", "weight")) == [(n, "main") for n in range(2, 9)]


@pytest.mark.parametrize(
    ("words", "forum", "announced_at"),
    [
        ("IMRF 2022", 2022, ""),
        ("IMRF 2022 follow-up", 2022, "IMRF 2022 follow-up"),
        ("IMRF 2026 run-up", 2026, "IMRF 2026 run-up"),
        ("Global Refugee Forum 2023", None, "Global Refugee Forum 2023"),
    ],
)
def test_only_the_review_forum_is_an_edition_and_other_words_are_kept(words, forum, announced_at):
    pledge = imported(forum=words)

    assert (pledge.forum_id, pledge.announced_at) == (forum, announced_at)


@pytest.mark.parametrize(
    ("words", "starts_on", "ends_on", "is_open_ended"),
    [
        ("2024-01-01/2027-01-01", date(2024, 1, 1), date(2027, 1, 1), False),
        ("from 2023-12-01, open-ended", date(2023, 12, 1), None, True),
        ("2022-2024", None, None, False),
        ("2023-06/2024-12", None, None, False),
        ("from 2019-07-01", None, None, False),
    ],
)
def test_only_exact_dates_become_dates_and_the_words_are_kept(words, starts_on, ends_on, is_open_ended):
    pledge = imported(timeframe=words)

    assert pledge.timeframe_as_listed == words
    assert (pledge.starts_on, pledge.ends_on, pledge.is_open_ended) == (starts_on, ends_on, is_open_ended)


def test_of_several_states_the_first_owns_the_pledge_and_the_others_are_partners():
    pledge = imported(pledging_entity="Azerbaijan, Luxembourg and Portugal", country_iso3="AZE;LUX;PRT")

    assert pledge.state_id == "AZE"
    assert list(pledge.partners.values_list("name", "kind", "state_id")) == [
        ("Luxembourg", "", "LUX"),
        ("Portugal", "", "PRT"),
    ]


def test_of_several_organisations_likewise_each_at_home_in_its_country():
    pledge = imported(
        pledging_entity="City of Sample; City of Example",
        entity_type="Local or regional government",
        country_iso3="UGA;KEN",
    )

    assert (pledge.organisation.name, pledge.organisation.state_id) == ("City of Sample", "UGA")
    assert list(pledge.partners.values_list("name", "kind", "state_id")) == [
        ("City of Example", "local_government", "KEN")
    ]
    assert sorted(pledge.countries.values_list("iso3", flat=True)) == ["KEN", "UGA"]


def test_several_countries_of_one_organisation_are_where_the_pledge_is_carried_out():
    pledge = imported(pledging_entity="A network", entity_type="Civil society", country_iso3="UGA;KEN")

    assert (pledge.organisation.kind, pledge.organisation.state_id) == (OrganisationKind.CIVIL, None)
    assert sorted(pledge.countries.values_list("iso3", flat=True)) == ["KEN", "UGA"]


def test_an_organisation_of_an_unknown_kind_is_filed_as_such_and_filled_in_later():
    pledge = imported(pledging_entity="Sample House", entity_type="", country_iso3="")
    assert (pledge.organisation.kind, pledge.organisation.state_id) == (OrganisationKind.UNKNOWN, None)

    take(pledges_file(pledging_entity="Sample House", entity_type="Academia", country_iso3="PRT"))

    organisation = Organisation.objects.get(name="Sample House")
    assert (organisation.kind, organisation.state_id) == (OrganisationKind.ACADEMIA, "PRT")


def test_what_is_known_of_an_organisation_is_not_overwritten():
    accounts.organisation("City of Sample", kind=OrganisationKind.NETWORK, state_id="ESP")

    imported(pledging_entity="City of Sample", entity_type="Local or regional government", country_iso3="PRT")

    organisation = Organisation.objects.get(name="City of Sample")
    assert (organisation.kind, organisation.state_id) == (OrganisationKind.NETWORK, "ESP")


def test_names_that_read_alike_get_addresses_of_their_own():
    rows = [
        {"id": str(number), "pledging_entity": name, "entity_type": "Other", "country_iso3": ""}
        for number, name in enumerate(["City of Sample", "City of Sämple", "城市"])
    ]

    take(pledges_file(*rows))

    assert dict(Organisation.objects.values_list("name", "slug")) == {
        "City of Sample": "city-of-sample",
        "City of Sämple": "city-of-sample-2",
        "城市": "organisation",
    }


def test_cells_that_look_like_formulas_are_plain_text():
    pledge = imported(title='=HYPERLINK("http://example.org","x")', summary="+1-2 @SUM(A1)", status="-1")

    assert pledge.title == '=HYPERLINK("http://example.org","x")'
    assert (pledge.description, pledge.stage_as_listed) == ("+1-2 @SUM(A1)", "-1")


def test_notes_of_whoever_keeps_the_file_are_not_taken():
    pledge = imported(notes="Telephone of a contact person", submission_id="7311")

    event = AuditEvent.objects.get(record=pledge.record)
    assert "Telephone" not in str(event.snapshot) + event.note + pledge.description


# Again, and changed -------------------------------------------------------------------------------------------------


def test_a_changed_row_is_one_new_version_that_replaces_the_old_one():
    first = imported(title="First wording")
    before = current_publication()

    done = take(pledges_file(title="Second wording", objectives="8"))

    second = Pledge.objects.published().get()
    assert (len(done.changed), done.new, done.publication.number) == (1, [], before + 1)
    assert (second.title, second.change) == ("Second wording", Change.AMENDMENT)
    assert second.change_reason == "The public registry changed its entry."
    assert second.record.reference == first.record.reference
    assert Pledge.objects.as_of(before).get() == first
    assert list(Pledge.objects.as_of(before).get().objectives.values_list("number", flat=True)) == [7]
    assert list(second.objectives.values_list("number", flat=True)) == [8]
    assert take(pledges_file(title="Second wording", objectives="8")).publication is None


def test_new_and_changed_rows_share_one_publication():
    take(pledges_file({"id": "1"}, {"id": "2"}))
    before = current_publication()

    take(pledges_file({"id": "1"}, {"id": "2", "title": "Changed"}, {"id": "3"}))

    assert current_publication() == before + 1
    assert Pledge.objects.filter(published_in=before + 1).count() == 2


def test_a_note_that_changed_is_no_new_version():
    imported()

    assert take(pledges_file(notes="Checked again", submission_id="1")).changed == []


def test_where_the_listing_moved_to_is_kept_with_the_record():
    imported()

    take(pledges_file(source_url="https://example.org/moved"))

    assert Record.objects.get(source_id="P900").source_url == "https://example.org/moved"


def test_a_row_that_vanished_is_left_alone_and_said():
    take(pledges_file({"id": "1"}, {"id": "2"}))

    done = take(pledges_file({"id": "2"}))

    assert (done.vanished, done.publication) == (["1"], None)
    assert Pledge.objects.published().count() == 2


def left_alone(title="Changed"):
    done = take(pledges_file(title=title))
    assert (done.new, done.changed, done.publication) == ([], [], None)
    return [(entry.source_id, why) for entry, why in done.left_alone]


def test_what_its_owner_amended_here_is_not_overwritten():
    amendment = factory.amendment(imported(), accounts.focal_point("PRT"))
    Pledge.objects.filter(pk=amendment.pk).update(
        description="x" * 300,
        pledge_type="individual",
        natures=["process"],
        starts_on="2026-01-01",
        is_open_ended=True,
    )
    services.submit(amendment, by=amendment.author)
    services.publish(amendment, by=accounts.moderator())

    assert left_alone() == [("P900", "was amended here by its owner")]
    assert Pledge.objects.published().get() == amendment


def test_what_an_administrator_imported_is_not_taken_for_the_owner_s_own_words():
    import_pledges(pledges_file(), by=accounts.administrator())

    assert len(take(pledges_file(title="Changed")).changed) == 1


def test_what_is_being_amended_here_waits():
    pledge = imported()
    factory.amendment(pledge, accounts.focal_point("PRT"))

    assert left_alone() == [("P900", "has an amendment under way here")]
    assert Pledge.objects.published().get() == pledge


def test_what_was_retracted_here_does_not_come_back():
    services.retract(imported(), by=accounts.moderator(), note="Not a pledge")

    assert left_alone() == [("P900", "is no longer public here")]
    assert Pledge.objects.published().count() == 0


# All or nothing -----------------------------------------------------------------------------------------------------


def test_a_file_with_one_bad_row_changes_nothing():
    before = current_publication()

    assert problems_of({"id": "1"}, {"id": "2", "country_iso3": "XXX"}) == [
        "row 3, column country_iso3: “XXX” is not the ISO code of a State."
    ]
    assert (Pledge.objects.count(), Record.objects.count(), Organisation.objects.count()) == (0, 0, 0)
    assert current_publication() == before


def test_who_may_not_import_changes_nothing():
    with pytest.raises(PermissionDenied):
        import_pledges(pledges_file(), by=accounts.moderator())

    assert (Pledge.objects.count(), Record.objects.count()) == (0, 0)


def test_an_administrator_may_import():
    administrator = accounts.administrator()

    import_pledges(pledges_file(), by=administrator)

    assert Pledge.objects.published().get().author == administrator


def test_when_the_audit_write_fails_nothing_has_happened(monkeypatch):
    def broken(self):
        raise RuntimeError("no audit today")

    monkeypatch.setattr(Pledge, "snapshot", broken)

    with pytest.raises(RuntimeError, match="no audit today"):
        take(pledges_file())

    assert (Pledge.objects.count(), Record.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_the_second_finds_nothing_to_do():
    before = current_publication()
    together, outcomes = threading.Barrier(2), []

    def work():
        try:
            together.wait(timeout=10)
            outcomes.append(len(take(pledges_file({"id": "1"}, {"id": "2"})).new))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)

    assert sorted(outcomes) == [0, 2]
    assert (Pledge.objects.count(), current_publication()) == (2, before + 1)


# Only asked ---------------------------------------------------------------------------------------------------------


def test_a_plan_says_what_would_happen_and_writes_nothing():
    take(pledges_file({"id": "1"}, {"id": "2"}, {"id": "4"}))
    before = current_publication()

    plan = plan_pledge_import(pledges_file({"id": "1"}, {"id": "2", "title": "Changed"}, {"id": "3"}))

    assert [entry.source_id for entry in plan.unchanged] == ["1"]
    assert [entry.source_id for entry in plan.changed] == ["2"]
    assert [entry.source_id for entry in plan.new] == ["3"]
    assert (plan.vanished, plan.publication) == (["4"], None)
    assert (Pledge.objects.count(), current_publication()) == (3, before)
