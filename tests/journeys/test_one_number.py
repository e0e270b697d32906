"""One number, four ways: what a page shows is what the API, the export and the report say, now and as of then."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from progress.selectors import figures_by_state
from reports.selectors.facts import facts_of
from reports.selectors.scope import Scope
from reports.states import ReportKind
from roundtables.selectors import edition_of, editions, round_tables
from tests.factories import pledges
from tests.factories.life import Life
from workflow import services
from workflow.selectors import current_publication, moment_at

pytestmark = pytest.mark.django_db

BIG = re.compile(r'class="figure-number">\s*<strong>(?:<bdi>)?([^<]*)')
COUNTS = ("pledges", "with_update", "fresh", "planning", "in_progress", "fulfilled", "discontinued")
SILENT = ("VUT", "NRU")  # States without a pledge, whose pages say so


@pytest.fixture
def real_data():
    """The pledges and tools of the public registries."""
    call_command("import_pledges", str(Path(settings.BASE_DIR) / "data" / "pledges.csv"), verbosity=0)
    call_command("import_tools", str(Path(settings.BASE_DIR) / "data" / "practices.csv"), verbosity=0)


def on_page(client, path, number):
    """The large numbers of a page: pledges, of which with an update, of which with a recent one."""
    answer = client.get(path, {"as_of": number})
    assert answer.status_code == 200, path
    shown = [int(re.sub(r"\D", "", each)) for each in BIG.findall(answer.content.decode())]
    return {"pledges": shown[0], "with_update": shown[1], "fresh": shown[2] if shown[1] else 0}


def by_api(client, name, key, number):
    """All of a resource, page by page."""
    found, address = {}, f"/api/v1/{name}/?as_of={number}"
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        for row in answer.json()["results"]:
            found[str(row[key])] = {count: row[count] for count in COUNTS}
        address = answer.json()["next"]
    return found


def exported(client, path, key, number):
    """All rows of a CSV."""
    answer = client.get(path, {"format": "csv", "as_of": number})
    assert answer.status_code == 200, path
    rows = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    return {row[key]: {count: int(row[count]) for count in COUNTS} for row in rows}


def reported(number):
    """What the booklets of every Forum would say: their objectives and their tables."""
    moment = moment_at(number, latest=current_publication())
    objectives, tables = {}, {}
    for edition in editions(number):
        for table in round_tables(edition_of(edition.year, number), number):
            facts = facts_of(Scope(ReportKind.ROUND_TABLE, edition, str(table.number)), moment, "en")
            whole = facts["figures"]["round_table"]
            tables[f"{edition.year}-{table.number}"] = {count: whole[count] for count in COUNTS}
            for each in facts["objectives"]:
                objectives[str(each["number"])] = {count: each["figures"][count] for count in COUNTS}
    return objectives, tables


def reported_apart(kind, asked, number):
    """What the objective sheets or State profiles of these subjects would say of their own pledges."""
    moment = moment_at(number, latest=current_publication())
    edition = editions(number)[0]
    told = (facts_of(Scope(kind, edition, subject), moment, "en")["figures"][kind] for subject in asked)
    return [{count: figures[count] for count in COUNTS} for figures in told]


def assert_one_number(client, number):
    """Objectives, round tables and States, by all four ways, as of one publication."""
    objectives, tables = reported(number)
    assert by_api(client, "objectives", "number", number) == objectives
    assert exported(client, "/en/objectives/", "number", number) == objectives
    assert by_api(client, "round-tables", "id", number) == tables
    assert exported(client, "/en/data/tables/round-tables/", "id", number) == tables
    states = by_api(client, "states", "iso3", number)
    assert exported(client, "/en/states/", "iso3", number) == states
    sheets = reported_apart(ReportKind.OBJECTIVE, [f"{int(key):02}" for key in objectives], number)
    assert sheets == list(objectives.values())
    profiled = [*[code for code, each in states.items() if each["pledges"]][:12], *SILENT]
    assert reported_apart(ReportKind.STATE, profiled, number) == [states[code] for code in profiled]
    moment = moment_at(number, latest=current_publication())
    assert {code for code, each in states.items() if each["pledges"]} == set(figures_by_state(moment))
    for key, figures in objectives.items():
        assert on_page(client, f"/en/objectives/{key}/", number) == shown_of(figures), key
    for key, figures in tables.items():
        year, table = key.split("-")
        assert on_page(client, f"/en/forums/{year}/round-tables/{table}/", number) == shown_of(figures), key
    for code in (*list(figures_by_state(moment))[:12], *SILENT):
        assert states_page(client, code, number) == shown_of(states[code]), code


def shown_of(figures):
    return {name: figures[name] for name in ("pledges", "with_update", "fresh")}


def states_page(client, code, number):
    """A State without a pledge may say so in words instead of zeros."""
    answer = client.get(f"/en/states/{code}/", {"as_of": number}).content.decode()
    if not BIG.search(answer):
        return {"pledges": 0, "with_update": 0, "fresh": 0}
    return on_page(client, f"/en/states/{code}/", number)


def test_on_the_real_data_every_way_says_the_same(client, real_data):
    number = current_publication()
    assert sum(each["pledges"] for each in by_api(client, "states", "iso3", number).values()) > 5
    assert_one_number(client, number)


@pytest.mark.parametrize("seed", [3])
def test_after_amendments_withdrawals_and_joint_pledges_every_way_says_the_same_now_and_then(client, seed):
    life, first = Life(seed, retracts=True), current_publication()
    by, owner = life.parties[0]
    services.publish(services.submit(pledges.joint(by, **owner), by=by), by=life.moderator)
    while current_publication() < first + 60:
        life.happen()
    last = current_publication()
    for number in (first + 1, first + 20, first + 41, last):
        assert_one_number(client, number)
