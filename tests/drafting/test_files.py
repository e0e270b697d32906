"""The files of a draft, through the real form: good ones, hostile ones, two people at once."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from attachments.models import Attachment
from attachments.services import scan_due_files
from attachments.states import Scan
from drafting.services.files import add_files, remove_file
from tests.attachments.scanner import running
from tests.factories import accounts, pledges
from tests.factories import attachments as files
from workflow import services as workflow
from workflow.exceptions import Incomplete, NotEditable

pytestmark = pytest.mark.django_db

PAGE = b"<!DOCTYPE html><html><body>hello</body></html>"


@pytest.fixture
def focal():
    return accounts.focal_point()


@pytest.fixture
def draft(focal):
    return pledges.draft(focal)


@pytest.fixture
def desk(client, focal):
    client.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(item):
    return reverse("desk_pledges:files", args=[item.pk])


def send(desk, item, *uploads):
    return desk.post(page_of(item), {"files": list(uploads)})


def status(answer):
    """Its code, the file read to its end, which closes it."""
    assert b"".join(answer.streaming_content)
    return answer.status_code


def names(item):
    return list(item.attachments.values_list("name", flat=True))


def test_an_empty_page_says_what_may_be_attached(desk, draft):
    text = desk.get(page_of(draft)).content.decode()
    assert "No files yet" in text
    assert "Up to 25 MB each: txt, rtf, pdf, doc, docx, odt, ppt, pptx, odp, xls, xlsx or ods." in text


def test_files_are_added_several_at_once_and_listed_with_type_size_and_scan(desk, draft):
    answer = send(desk, draft, files.upload(files.pdf(), "plan.pdf"), files.upload(b"a" * 2048, "note.txt"))
    assert answer.url == page_of(draft)
    text = " ".join(desk.get(page_of(draft)).content.decode().split())
    assert "Added. Nobody outside your delegation sees it until it is submitted." in text
    assert "<bdi>plan.pdf</bdi>" in text
    assert "<span>Plain text</span> <span>2.0 KB</span>" in text
    assert text.count("Not scanned for malware: this installation has no scanner") == 2
    assert "Files so far: 2. A record can have 10." in text


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("paper.pdf", PAGE, "The name of “paper.pdf” ends in .pdf, but its content is a web page (HTML)."),
        ("map.svg", b"<svg xmlns='x'><script/></svg>", "“map.svg” is a drawing (SVG), which is not accepted."),
        ("a.docx", files.office(main="application/vnd.ms-word.document.macroEnabled.main+xml"), "contains macros"),
        ("b.xlsx", files.office("xlsx", ("xl/s.xml", b"\0" * 60_000_000)), "unpacks to far more than its size"),
        ("c.pdf", b"%PDF-" + b"a" * 26 * 1024 * 1024, "“c.pdf” is larger than 25 MB."),
        ("d.txt", b"", "“d.txt” is empty."),
        ("annex\u202efdp.exe", b"MZ\x90\0", "“annexfdp.exe” is a program, which is not accepted."),
    ],
)
def test_a_hostile_file_is_refused_with_its_message_and_the_good_one_beside_it_is_kept(
    desk, draft, name, content, sentence
):
    answer = send(desk, draft, files.upload(b"good", "good.txt"), files.upload(content, name))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count(sentence) == 2  # above the form and beside the field
    assert "<title>Problem: Files" in " ".join(text.split())
    assert names(draft) == ["good.txt"]
    assert "<bdi>good.txt</bdi>" in text


def test_a_path_and_an_override_in_the_name_are_made_harmless(desk, draft):
    send(desk, draft, files.upload(files.pdf(), "../../etc/x.pdf"), files.upload(b"text", "annex\u202etxt.xslx.txt"))
    assert names(draft) == ["x.pdf", "annextxt.xslx.txt"]


def test_nothing_chosen_is_said(desk, draft):
    answer = desk.post(page_of(draft), {"files": ""})
    assert "Choose a file first." in answer.content.decode()


def test_a_form_sent_twice_adds_each_file_once(desk, draft):
    for _turn in range(2):
        send(desk, draft, files.upload(b"text", "note.txt"), files.upload(b"text", "note.txt"))
    assert names(draft) == ["note.txt"]


def test_the_eleventh_file_is_refused_and_ten_are_kept(desk, draft):
    answer = send(desk, draft, *[files.upload(b"%d" % number, f"{number}.txt") for number in range(11)])
    assert "A record can have at most 10 files. Remove one before you add another." in answer.content.decode()
    assert len(names(draft)) == 10
    assert Attachment.objects.count() == 10


def test_a_file_is_removed_from_the_draft_only_and_a_second_click_changes_nothing(desk, focal, draft):
    send(desk, draft, files.upload())
    file = draft.attachments.get()
    other = pledges.draft(focal)
    other.attachments.add(file)
    for _click in range(2):
        answer = desk.post(reverse("desk_pledges:remove_file", args=[draft.pk, file.pk]))
        assert answer.url == page_of(draft)
    assert (names(draft), names(other)) == ([], ["sample.txt"])


def test_its_own_party_downloads_it_and_nobody_else_finds_it(desk, client, draft):
    send(desk, draft, files.upload(b"our text", "note.txt"))
    address = reverse("desk_pledges:file", args=[draft.pk, draft.attachments.get().pk])
    answer = desk.get(address)
    assert b"".join(answer.streaming_content) == b"our text"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for stranger in (accounts.focal_point("KEN"), accounts.moderator()):
        client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(address).status_code == 404
        assert client.get(page_of(draft)).status_code == 404
        assert send(client, draft, files.upload(b"theirs", "b.txt")).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    assert names(draft) == ["note.txt"]


def test_a_file_of_another_draft_is_not_handed_out_under_this_one(desk, focal, draft):
    other = pledges.draft(focal)
    send(desk, other, files.upload())
    assert desk.get(reverse("desk_pledges:file", args=[draft.pk, other.attachments.get().pk])).status_code == 404


def test_what_is_submitted_shows_its_files_and_takes_no_more(desk, focal, draft):
    send(desk, draft, files.upload())
    workflow.submit(draft, by=focal)
    text = desk.get(page_of(draft)).content.decode()
    assert "<bdi>sample.txt</bdi>" in text
    assert '<form method="post" enctype' not in text
    assert "Remove" not in text
    for address in (page_of(draft), reverse("desk_pledges:remove_file", args=[draft.pk, draft.attachments.get().pk])):
        answer = desk.post(address, {"files": files.upload(b"late", "late.txt")})
        assert answer.url == reverse("desk_pledges:detail", args=[draft.pk])
    assert names(draft) == ["sample.txt"]
    assert Attachment.objects.count() == 1


def test_the_verbs_refuse_by_themselves(focal, draft):
    stranger = accounts.focal_point("KEN")
    with pytest.raises(PermissionDenied):
        add_files(draft, by=stranger, uploads=[files.upload()])
    with pytest.raises(PermissionDenied):
        remove_file(draft, by=stranger, file_pk=1)
    workflow.submit(draft, by=focal)
    with pytest.raises(NotEditable):
        add_files(draft, by=focal, uploads=[files.upload()])
    assert not Attachment.objects.exists()


def test_a_quarantined_file_is_shown_to_its_party_and_handed_to_nobody(desk, focal, draft, settings):
    with running() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        send(desk, draft, files.upload(b"text", "note.txt"))
        text = desk.get(page_of(draft)).content.decode()
        assert "Being checked for malware" in text
        assert "You can go on and submit." in text
        address = reverse("desk_pledges:file", args=[draft.pk, draft.attachments.get().pk])
        assert address not in text.replace(f"{address}remove/", "")
        assert desk.get(address).status_code == 404
        workflow.submit(draft, by=focal)
        scan_due_files()
    assert "Checked for malware: nothing found" in desk.get(page_of(draft)).content.decode()
    assert status(desk.get(address)) == 200


def test_an_infected_file_is_named_to_its_owner_and_stops_the_submission(desk, focal, draft, settings):
    with running() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        send(desk, draft, files.upload(files.EICAR, "note.txt"))
        scan_due_files()
    text = desk.get(page_of(draft)).content.decode()
    assert "Malware found: the file was destroyed" in text
    assert "The scanner calls it Eicar-Test-Signature." in text
    with pytest.raises(Incomplete) as refused:
        workflow.submit(draft, by=focal)
    assert refused.value.missing["attachments"] == "Remove these files, in which malware was found: note.txt."
    desk.post(reverse("desk_pledges:remove_file", args=[draft.pk, draft.attachments.get().pk]))
    workflow.submit(draft, by=focal)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_never_make_more_than_ten():
    focal, colleague = accounts.focal_point(), accounts.drafter()
    draft = pledges.draft(focal)
    start = threading.Barrier(2)

    def work(person, prefix):
        item = type(draft).objects.get(pk=draft.pk)
        start.wait()
        try:
            add_files(item, by=person, uploads=[files.upload(b"%s%d" % (prefix, n), f"{n}.txt") for n in range(8)])
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=given) for given in ((focal, b"a"), (colleague, b"b"))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert draft.attachments.count() == 10
    assert draft.attachments.filter(scan=Scan.UNSCANNED).count() == 10


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_with_one_file_and_with_three(desk, draft, django_assert_num_queries, number):
    for each in range(number):
        draft.attachments.add(files.stored(draft.author, name=f"{each}.txt"))
    with django_assert_num_queries(6):
        desk.get(page_of(draft))
