"""The files of a submission at the moderators' desk: read there, and never published before they are found clean."""

import pytest
from django.urls import reverse

from attachments.models import Attachment
from attachments.states import Scan
from moderation.exceptions import FilesNotReady
from moderation.services import decide, stamp_of
from tests.factories import accounts, pledges
from tests.factories import attachments as files
from workflow import services
from workflow.states import Change, Status, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def portugal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def with_file(by, scan, **fields):
    item = pledges.submitted(by, **fields)
    item.attachments.add(files.stored(by, name="decision.txt", scan=scan))
    return item


def page_of(item):
    return reverse("moderation:record", args=["pledge", item.pk])


def file_of(item):
    return reverse("moderation:file", args=["pledge", item.pk, item.attachments.get().pk])


def published(item, moderator):
    return decide(Verb.PUBLISH, item, by=moderator, note="", seen=stamp_of(item))


@pytest.mark.parametrize("scan", [Scan.CLEAN, Scan.UNSCANNED])
def test_a_file_is_listed_with_what_is_known_of_it_and_handed_out(desk, portugal, scan):
    item = with_file(portugal, scan)
    text = desk.get(page_of(item)).content.decode()
    assert f'href="{file_of(item)}"' in text
    assert str(scan.label) in text
    assert b"".join(desk.get(file_of(item)).streaming_content) == b"A sample text."


@pytest.mark.parametrize(
    ("scan", "sentence"),
    [
        (Scan.PENDING, "1 more file is being checked for malware."),
        (Scan.INFECTED, "Malware was found in 1 more file, and it was destroyed."),
    ],
)
def test_a_file_that_is_not_found_clean_is_counted_and_neither_named_nor_published(
    desk, portugal, moderator, scan, sentence
):
    item = with_file(portugal, scan)
    text = desk.get(page_of(item)).content.decode()
    assert sentence in text
    assert "decision.txt" not in text
    assert desk.get(file_of(item)).status_code == 404
    with pytest.raises(FilesNotReady):
        published(item, moderator)
    answer = desk.post(
        reverse("moderation:decide", args=["pledge", item.pk, "publish"]), {"seen": stamp_of(item), "note": ""}
    )
    assert answer.status_code == 409
    assert "so it cannot be published yet." in answer.content.decode()
    item.refresh_from_db()
    assert item.status == Status.SUBMITTED


def test_once_it_is_found_clean_it_is_published(portugal, moderator):
    item = with_file(portugal, Scan.PENDING)
    Attachment.objects.update(scan=Scan.UNSCANNED)
    assert published(item, moderator).status == Status.PUBLISHED


def test_a_submission_with_an_infected_file_can_still_be_returned(portugal, moderator):
    item = with_file(portugal, Scan.INFECTED)
    decide(Verb.RETURN, item, by=moderator, note="Please remove the file.", seen=stamp_of(item))
    assert item.status == Status.RETURNED


def test_a_withdrawal_is_published_whatever_its_files(portugal, moderator):
    public = pledges.published(portugal, moderator)
    item = with_file(
        portugal, Scan.INFECTED, record=public.record, change=Change.WITHDRAWAL, change_reason="It was a sample."
    )
    assert published(item, moderator).status == Status.PUBLISHED


def test_what_its_owner_has_back_is_theirs_with_its_files(desk, portugal, moderator):
    item = with_file(portugal, Scan.CLEAN)
    services.return_for_changes(item, by=moderator, note="Say more.")
    assert desk.get(file_of(item)).status_code == 404
