"""Pictures beside shared links: of the right size, light, of the page's own figures, in every script."""

import struct

import pytest

from embeds.services import LINES_MAX, ROOM, set_title, shortened
from tests.factories import pledges
from workflow import services

pytestmark = pytest.mark.django_db


def size_of(answer):
    """Width and height, as the file says."""
    assert answer.content[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", answer.content[16:24])


def drawn(monkeypatch):
    """Keep the drawings instead of making files of them."""
    found = []
    monkeypatch.setattr("embeds.views.as_png", lambda svg: found.append(svg) or b"")
    return found


@pytest.mark.parametrize(
    "path", ["en/pictures/objectives/7", "ar/pictures/states/PRT", "zh-hans/pictures/figures/compact"]
)
def test_a_picture_is_1200_by_630_and_light(client, path):
    answer = client.get(f"/embed/{path}.png")
    assert (answer.status_code, answer["Content-Type"], size_of(answer)) == (200, "image/png", (1200, 630))
    assert len(answer.content) < 100_000
    assert client.get(f"/embed/{path}.png", headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_it_says_what_the_page_says(client, desk, monkeypatch, settings):
    settings.OPERATOR_NAME = "Sample & operator"
    found = drawn(monkeypatch)
    pledge = desk.pledge(title="Skills <for> work", objectives=(7, 12))
    client.get(f"/embed/en/pictures/pledges/{pledge.reference}.png")
    desk.update(pledge, stage="fulfilled")
    client.get(f"/embed/en/pictures/pledges/{pledge.reference}.png")
    client.get("/embed/en/pictures/objectives/7.png")
    for words in ("Skills &lt;for&gt; work", f"Portugal · {pledge.reference}", "No update yet", "Objectives 7, 12"):
        assert words in found[0]
    assert ("Fulfilled" in found[1], "Sample &amp; operator" in found[1]) == (True, True)
    assert 'font-size="56">1</text>' in found[2]


def test_there_is_no_picture_of_what_is_not_public(client, desk):
    gone = desk.pledge()
    services.retract(gone, by=desk.moderator, note="Why.")
    waiting = pledges.submitted(desk.portugal)
    for path in (
        f"pledges/{gone.reference}",
        f"pledges/{waiting.reference}",
        "objectives/24",
        "states/XXX",
        "figures/x",
    ):
        assert client.get(f"/embed/en/pictures/{path}.png").status_code == 404


def test_it_runs_from_the_right_where_the_language_does(client, monkeypatch):
    found = drawn(monkeypatch)
    for language in ("en", "ar"):
        client.get(f"/embed/{language}/pictures/objectives/7.png")
    assert [('x="1120" y="178" text-anchor="end"' in svg) for svg in found] == [False, True]


@pytest.mark.parametrize("sign", ["word ", "字", "كلمة ", "Слово ", "unbroken"])
def test_a_title_of_any_length_keeps_its_room(sign):
    for times in (1, 10, 50, 200):
        size, lines = set_title(sign * times)
        assert 1 <= len(lines) <= LINES_MAX
        assert [line for line in lines if shortened(line, size, room=ROOM) != line] == []
    assert lines[-1].endswith("…")


def test_what_fits_is_left_whole():
    assert set_title("Reduce  vulnerabilities") == (68, ["Reduce vulnerabilities"])
    assert shortened("Portugal", 34) == "Portugal"


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("objectives/7/", "objectives/7"),
        ("states/PRT/", "states/PRT"),
        ("", "figures/compact"),
        ("tools/", "figures/compact"),
    ],
)
def test_pages_name_their_picture(client, settings, page, picture):
    settings.SITE_URL = "https://portal.example.org"
    shown = client.get(f"/ar/{page}").content.decode()
    assert f'<meta property="og:image" content="https://portal.example.org/embed/ar/pictures/{picture}.png">' in shown
    assert f'<meta property="og:url" content="https://portal.example.org/ar/{page}">' in shown
    assert '<meta name="twitter:card" content="summary_large_image">' in shown


def test_a_pledges_page_names_its_own_and_a_tombstone_none(client, desk):
    pledge = desk.pledge(title="Skills for work")
    path = f"/en/pledges/{pledge.reference}/"
    shown = client.get(path).content.decode()
    assert f"/embed/en/pictures/pledges/{pledge.reference}.png" in shown
    assert '<meta property="og:title" content="Skills for work">' in shown
    services.retract(pledge, by=desk.moderator, note="Why.")
    assert "og:image" not in client.get(path).content.decode()
