"""The whole dataset, packed once for a publication: the same bytes, honest checksums, nothing that was taken back."""

import csv
import hashlib
import io
import json
import re
import threading
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import override_settings
from django.utils import timezone, translation

from dashboard import services, tasks
from dashboard.models import Dataset
from dashboard.selectors.fields import RESOURCES, resource
from dashboard.selectors.linked import table_as_linked_data
from dashboard.selectors.publications import publication_at
from dashboard.services.dataset import EVERY, KEPT, LEASE
from pledges.models import PledgeContact
from tests.dashboard.test_canary import CANARY, records  # noqa: F401  a fixture
from tests.dashboard.test_fields import everything  # noqa: F401  a fixture
from tests.dashboard.test_home import text_of
from ui.templatetags.ui.content import linked_data
from workflow import services as verbs
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    """Files of the test's own."""
    settings.MEDIA_ROOT = tmp_path


def later():
    """As if the last one had been asked for long ago."""
    Dataset.objects.update(asked_at=timezone.now() - EVERY)


def packed():
    """The newest file, opened."""
    with default_storage.open(Dataset.objects.handed_out()[0].file) as file:
        return ZipFile(io.BytesIO(file.read()))


def bytes_now(moment=None):
    """The archive as it would be packed at a moment."""
    moment, out = moment or current_moment(), io.BytesIO()
    services.pack(out, moment=moment, published=publication_at(moment))
    return out.getvalue()


def test_it_holds_every_table_twice_and_what_explains_them(everything):  # noqa: F811
    assert services.tend_datasets() == 1
    with packed() as archive:
        tables = [f"data/{name}.{ending}" for name in RESOURCES for ending in ("csv", "json")]
        others = ["dictionary.json", "dictionary.csv", "README.txt", "LICENCE.txt", "manifest.json"]
        assert archive.namelist() == [*tables, *others]
        for name, kind in RESOURCES.items():
            rows = json.loads(archive.read(f"data/{name}.json"))["results"]
            lines = list(csv.reader(io.StringIO(archive.read(f"data/{name}.csv").decode("utf-8-sig"), newline="")))
            assert lines[0] == [column.name for column in kind.columns(kind.by_name)]
            assert len(lines) - 1 == len(rows) == len(list(kind.rows(moment=current_moment())))


def test_the_manifest_has_the_checksum_of_every_other_file(everything):  # noqa: F811
    services.tend_datasets()
    with packed() as archive:
        manifest = json.loads(archive.read("manifest.json"))
        found = {
            name: {"bytes": len(archive.read(name)), "sha256": hashlib.sha256(archive.read(name)).hexdigest()}
            for name in archive.namelist()[:-1]
        }
    assert manifest["files"] == found
    assert manifest["publication"] == current_moment().publication


def test_the_row_has_size_and_checksum_of_the_file(client, everything):  # noqa: F811
    services.tend_datasets()
    row = Dataset.objects.get()
    answer = client.get(f"/en/data/dataset/gcm-dataset_publication-{row.pk}.zip")
    content = b"".join(answer.streaming_content)
    assert (len(content), hashlib.sha256(content).hexdigest()) == (row.size, row.sha256)
    assert answer["Content-Disposition"] == f'attachment; filename="gcm-dataset_publication-{row.pk}.zip"'
    page = client.get("/en/data/dataset/")
    assert (row.sha256 in page.content.decode(), row.file_name in page.content.decode()) == (True, True)
    assert page["Cache-Control"] == "no-cache"


def test_the_same_publication_is_the_same_file_byte_for_byte(everything, desk):  # noqa: F811
    then, before = current_moment(), bytes_now()
    desk.pledge(title="Later words")
    with translation.override("ar"):
        assert bytes_now(then) == before
    assert bytes_now() != before


def test_the_dictionary_describes_every_column():
    described = services.dictionary()
    assert {name: [column["name"] for field in each["fields"] for column in field["columns"]]
            for name, each in described.items()} == {
        name: [column.name for column in kind.columns(kind.by_name)] for name, kind in RESOURCES.items()
    }  # fmt: skip
    (stage,) = [field for field in described["pledges"]["fields"] if field["name"] == "stage"]
    assert stage["columns"][0]["codes"]["fulfilled"] == "Fulfilled"


@override_settings(DATA_LICENCE="CC BY 3.0 IGO", DATA_LICENCE_URL="https://creativecommons.org/licenses/by/3.0/igo/")
def test_the_licence_is_in_it(everything):  # noqa: F811
    with ZipFile(io.BytesIO(bytes_now())) as archive:
        said = [archive.read(name).decode() for name in ("LICENCE.txt", "README.txt")]
    assert [text.count("CC BY 3.0 IGO https://creativecommons.org") for text in said] == [1, 1]


def test_nothing_hidden_is_in_it(records):  # noqa: F811
    with ZipFile(io.BytesIO(bytes_now())) as archive:
        leaks = [name for name in archive.namelist() if CANARY in archive.read(name).decode().lower()]
    assert leaks == []
    assert PledgeContact.objects.filter(name=CANARY).count() == 14


def test_a_second_run_does_nothing(everything):  # noqa: F811
    assert [services.tend_datasets(), services.tend_datasets()] == [1, 0]
    row = Dataset.objects.get()
    tasks.tend_datasets()
    assert Dataset.objects.get().ready_at == row.ready_at


def test_a_busy_desk_is_packed_every_ten_minutes_and_not_at_every_act(desk):
    services.tend_datasets()
    desk.pledge()
    assert services.tend_datasets() == 0
    later()
    assert services.tend_datasets() == 1
    assert Dataset.objects.count() == 2


def test_without_a_new_publication_there_is_no_new_file(desk):
    services.tend_datasets()
    later()
    assert (services.tend_datasets(), Dataset.objects.count()) == (0, 1)


def test_one_of_two_workers_packs_it(desk):
    now = timezone.now()
    services.ask_for_dataset(now=now)
    number = Dataset.objects.get().pk
    assert services.claim(number, now=now) is not None
    assert services.claim(number, now=now) is None
    assert services.claim(number, now=now + LEASE) is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_hold_one_lease():
    services.ask_for_dataset(now=timezone.now())
    number, leases, ready = Dataset.objects.get().pk, [], threading.Barrier(2)

    def work():
        ready.wait()
        leases.append(services.claim(number, now=timezone.now()))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert [lease is None for lease in sorted(leases, key=str)].count(True) == 1


def test_a_worker_that_was_too_slow_is_refused_and_leaves_no_file(desk, monkeypatch, tmp_path):
    services.ask_for_dataset(now=timezone.now())
    number = Dataset.objects.get().pk

    def slow(file, **kwargs):
        file.write(b"late")
        Dataset.objects.update(lease=None)

    monkeypatch.setattr("dashboard.services.dataset.pack", slow)
    assert services.pack_now(number) is False
    assert Dataset.objects.get().ready_at is None
    assert [path.name for path in tmp_path.rglob("*.zip")] == []


def test_what_breaks_is_tried_again_and_given_up_in_the_end(desk, monkeypatch):
    def breaks(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("dashboard.services.dataset.pack", breaks)
    for _ in range(7):
        services.tend_datasets()
        Dataset.objects.update(lease_until=None)
    assert (Dataset.objects.get().attempts, Dataset.objects.get().ready_at) == (5, None)


def test_a_retraction_takes_every_older_file_off_at_once(client, desk):
    pledge = desk.pledge(title="Regretted words")
    services.tend_datasets()
    row = Dataset.objects.get()
    address = f"/en/data/dataset/{row.file_name}"
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"PK")
    verbs.retract(pledge, by=desk.moderator, note="By mistake.")
    assert client.get(address).status_code == 404
    assert row.sha256 not in client.get("/en/data/dataset/").content.decode()
    assert services.tend_datasets() == 1
    assert not default_storage.exists(row.file) or Dataset.objects.get().file == row.file
    with packed() as archive:
        assert b"Regretted words" not in archive.read("data/pledges.csv")
    assert list(Dataset.objects.values_list("pk", flat=True)) == [current_moment().publication]


def test_a_few_older_files_are_kept(desk, monkeypatch):
    monkeypatch.setattr("dashboard.services.dataset.pack", lambda file, **kwargs: file.write(b"packed"))
    for _ in range(KEPT + 2):
        desk.pledge()
        services.tend_datasets()
        later()
    kept = list(Dataset.objects.values_list("pk", flat=True))
    newest = current_moment().publication
    assert kept == [newest - age for age in range(KEPT)]
    assert len(default_storage.listdir("datasets")[1]) == KEPT


def test_a_file_that_is_gone_is_not_there(client, desk):
    services.tend_datasets()
    row = Dataset.objects.get()
    default_storage.delete(row.file)
    assert client.get(f"/en/data/dataset/{row.file_name}").status_code == 404
    assert client.get("/en/data/dataset/gcm-dataset_publication-99999999999.zip").status_code == 404


def test_before_the_first_file_the_page_says_so(client, db):
    assert "One is packed within minutes of a publication." in text_of(client.get("/en/data/dataset/"))


@pytest.mark.parametrize("files", [1, 3])
def test_the_page_takes_the_same_queries_for_any_number(client, desk, files, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("dashboard.services.dataset.pack", lambda file, **kwargs: file.write(b"packed"))
    for _ in range(files):
        desk.pledge()
        services.tend_datasets()
        later()
    with django_assert_num_queries(4):
        client.get("/en/data/dataset/")


def linked(client, path):
    """The JSON-LD of a page."""
    (words,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    return json.loads(words)


def test_the_pages_describe_the_data_for_machines(client, everything):  # noqa: F811
    services.tend_datasets()
    row = Dataset.objects.get()
    whole = linked(client, "/en/data/dataset/")
    assert (whole["@type"], whole["version"]) == ("Dataset", str(row.pk))
    assert whole["distribution"][0]["sha256"] == row.sha256
    answer = client.get(whole["distribution"][0]["contentUrl"])
    assert (answer.status_code, b"".join(answer.streaming_content)[:2]) == (200, b"PK")
    assert len(linked(client, "/en/data/")["hasPart"]) == len(RESOURCES)
    table = linked(client, "/en/data/tables/tools/")
    assert table == json.loads(json.dumps(table_as_linked_data(resource("tools"), publication_at(current_moment()))))


def test_a_data_block_cannot_be_ended_by_what_it_says():
    value = {"name": "</script><script>alert(1)</script>&"}
    words = linked_data(value=value)
    assert words.count("<") == 2
    assert json.loads(words.removeprefix('<script type="application/ld+json">').removesuffix("</script>")) == value


def test_a_lease_is_longer_than_a_build_may_take(settings):
    assert timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT) < LEASE
