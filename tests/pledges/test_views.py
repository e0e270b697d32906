"""The desk's pledge pages: what comes back, what is said, and the pages only pledges have."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation

from pledges.forms import PLEDGE
from pledges.models import PartnerAnswer, PartnerLetter, Pledge
from pledges.services.letters import token_of
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.models import AuditEvent

pytestmark = pytest.mark.django_db

WHAT = {"language": "en", "title": "One-stop shops", "pledge_type": "matching", "natures": ["process"]}
PRAIA = {"name": "Praia", "kind": "local_government", "state": "CPV"}


@pytest.fixture
def focal(client):
    """A focal point of Portugal, signed in."""
    person = accounts.focal_point()
    client.force_login(person)
    return person


def page(name, *args):
    return reverse(f"desk_pledges:{name}", args=args)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def seen(pledge, step):
    return {"seen": PLEDGE.stamp(PLEDGE.step(step), pledge)}


def main_of(answer):
    """What stands on the page, without what differs from visit to visit."""
    html = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)[0]
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", re.sub(r"\s+", " ", html))


def test_each_step_opens_and_keeps_what_is_typed(client, focal):
    pledge = pledges.draft(focal)
    for step in PLEDGE.steps:
        answer = client.get(page("step", pledge.pk, step.key))
        assert answer.status_code == 200
        for name in step.names():
            assert f'name="{name}' in answer.content.decode()


@pytest.mark.parametrize(
    ("step", "typed", "message"),
    [
        ("what", WHAT | {"title": "x" * 201}, "Use at most 200 characters; there are 201 now."),
        ("done", {"description": "y" * 3001}, "Use at most 3000 characters; there are 3001 now."),
        ("time", {"starts_on": "2026-02-01", "ends_on": "2026-01-31"}, "The end is before the start."),
        ("measure", {"budget_amount": "12 000", "indicator": "Offices"}, "Choose the currency of the amount."),
        (
            "contacts",
            {"contacts-total": "1", "contacts-0-name": "Ana", "contacts-0-email": "ana@"},
            "Row 1, E-mail address: Write the address in full, for example name@example.org.",
        ),
    ],
)
def test_a_form_with_an_error_comes_back_with_all_that_was_typed(client, focal, step, typed, message):
    pledge = pledges.draft(focal)
    answer = client.post(page("step", pledge.pk, step), typed | seen(pledge, step))
    html = answer.content.decode()
    assert (answer.status_code, message in html) == (200, True)
    for value in typed.values():
        assert isinstance(value, list) or value in html
    assert Pledge.objects.get().revision == 1


def test_the_search_keeps_what_was_typed_and_leads_back_with_the_reference(client, focal):
    cited = pledges.published(focal, title="Skills partnership")
    pledge = pledges.draft(focal, title="")
    answer = client.post(page("step", pledge.pk, "what"), WHAT | seen(pledge, "what") | {"go": "find"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page("find", pledge.pk))
    pledge.refresh_from_db()
    assert (pledge.title, pledge.natures) == ("One-stop shops", ["process"])

    html = client.get(page("find", pledge.pk), {"q": "skills"}).content.decode()
    assert ("Skills partnership" in html, f'value="{cited.reference}"' in html) == (True, True)
    answer = client.post(page("cite", pledge.pk), {"reference": cited.reference})
    assert answer.headers["Location"] == page("step", pledge.pk, "what")
    html = client.get(answer.headers["Location"]).content.decode()
    assert f'value="{cited.reference}"' in html
    assert 'value="One-stop shops"' in html
    pledge.refresh_from_db()
    assert (pledge.pledge_type, pledge.matched_record) == ("matching", cited.record)


def test_the_search_is_not_reached_with_something_wrong(client, focal):
    pledge = pledges.draft(focal)
    typed = WHAT | {"title": "x" * 201, "go": "find"} | seen(pledge, "what")
    answer = client.post(page("step", pledge.pk, "what"), typed)
    assert (answer.status_code, "x" * 201 in answer.content.decode()) == (200, True)


def test_a_visitor_who_was_signed_out_is_led_to_sign_in(client):
    pledge = pledges.draft(accounts.focal_point())
    answer = client.post(page("step", pledge.pk, "what"), {"go": "find"})
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?q=nothing", "No published pledge has all of these words"),
        ("", ""),
        ("?q=" + "x" * 101, "Use at most 100 characters."),
        ("?q=%00", ""),
    ],
)
def test_the_search_answers_whatever_is_asked(client, focal, query, words):
    pledge = pledges.draft(focal)
    answer = client.get(page("find", pledge.pk) + query)
    assert (answer.status_code, words in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("reference", ["", "GCM-PL-2026-99999", "\x00", "own"])
def test_what_cannot_be_cited_is_said(client, focal, reference):
    pledge = pledges.amendment(pledges.published(focal), focal)
    given = pledge.reference if reference == "own" else reference
    answer = client.post(page("cite", pledge.pk), {"reference": given})
    assert answer.headers["Location"] == page("find", pledge.pk)
    assert said(answer) == ["This pledge cannot be cited: it is no longer public, or it is your own draft."]


def test_nothing_is_cited_by_what_was_handed_in(client, focal):
    cited, pledge = pledges.published(focal), pledges.submitted(focal)
    answer = client.post(page("cite", pledge.pk), {"reference": cited.reference})
    assert answer.headers["Location"] == page("detail", pledge.pk)
    assert said(answer) == ["This record can no longer be edited."]


def test_another_states_pledge_is_not_there_to_be_searched_for_or_cited(client, focal):
    theirs = pledges.draft(accounts.focal_point("EGY"), state="EGY")
    assert client.get(page("find", theirs.pk)).status_code == 404
    assert client.post(page("cite", theirs.pk), {"reference": "x"}).status_code == 404


def named(**fields):
    """A pledge of Egypt's on the desk that names Portugal."""
    egypt = accounts.focal_point("EGY")
    pledge = pledges.joint(
        egypt,
        state="EGY",
        partners=[{"name": "Portugal", "kind": "", "state": "PRT"}],
        contact_email="private@example.org",
        **fields,
    )
    return workflow.submit(pledge, by=egypt)


def test_the_desk_shows_where_one_is_named_and_takes_the_answer(client, focal):
    pledge = named()
    partner = pledge.partners.get()
    html = client.get(page("named_list")).content.decode()
    assert ("A sample pledge" in html, "Waits for your answer" in html) == (True, True)
    html = client.get(page("named", partner.pk)).content.decode()
    assert ("This pledge names Portugal" in html, "private@example.org" in html) == (True, False)
    answer = client.post(page("named", partner.pk), {"reply": "confirmed", "remark": "Gladly."})
    assert (answer.headers["Location"], said(answer)) == (
        page("named_list"), ["Thank you. The pledge says now that you confirmed being named."],
    )  # fmt: skip
    assert "You confirmed" in client.get(page("named_list")).content.decode()
    answer = client.post(page("named", partner.pk), {"reply": "confirmed", "remark": ""})
    assert said(answer)[-1] == "This was your answer already; nothing was changed."


def test_an_answer_without_a_choice_comes_back_with_its_remark(client, focal):
    answer = client.post(page("named", named().partners.get().pk), {"remark": "We have to ask the cabinet."})
    html = answer.content.decode()
    assert ("Choose one of the two." in html, "We have to ask the cabinet." in html) == (True, True)
    answer = client.post(
        page("named", Pledge.objects.get().partners.get().pk), {"reply": "confirmed", "remark": "z" * 1001}
    )
    assert "Use at most 1000 characters; there are 1001 now." in answer.content.decode()
    assert PartnerAnswer.objects.count() == 0


def test_a_drafter_reads_and_a_focal_point_answers(client):
    client.force_login(accounts.drafter("PRT"))
    partner = named().partners.get()
    html = client.get(page("named", partner.pk)).content.decode()
    assert ("A focal point of your delegation answers here." in html, 'name="reply"' in html) == (True, False)
    assert client.post(page("named", partner.pk), {"reply": "confirmed", "remark": ""}).status_code == 403


def test_who_is_not_named_finds_nothing(client):
    client.force_login(accounts.focal_point("KEN"))
    assert client.get(page("named", named().partners.get().pk)).status_code == 404
    assert "No pledge of others names you" in client.get(page("named_list")).content.decode()


@pytest.fixture
def letter(db):
    """To a city that nobody speaks for, about a public pledge."""
    by = accounts.focal_point()
    pledge = pledges.joint(
        by, partners=[PRAIA], addresses=[("Praia", "mayor@example.org")], contact_email="private@example.org"
    )
    workflow.publish(workflow.submit(pledge, by=by), by=accounts.moderator())
    return PartnerLetter.objects.get()


def test_a_letter_opens_a_page_without_account_that_no_engine_indexes(client, letter):
    answer = client.get(page("letter", token_of(letter)))
    html = answer.content.decode()
    assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)
    assert '<meta name="robots" content="noindex">' in html
    assert "This pledge names Praia" in html
    assert ("private@example.org" in html, "mayor@example.org" in html) == (False, False)
    assert PartnerAnswer.objects.count() == 0


@pytest.mark.parametrize(("reply", "shown"), [("confirmed", 1), ("declined", 0)])
def test_the_answer_by_letter_shows_on_the_public_page_at_once(client, letter, reply, shown):
    pledge = Pledge.objects.get()
    public = reverse("pledges:detail", args=[pledge.reference])
    assert "named, not yet confirmed" in client.get(public).content.decode()
    answer = client.post(page("letter", token_of(letter)), {"reply": reply, "remark": "By the mayor."})
    assert "Your answer arrived" in answer.content.decode()
    html = client.get(public).content.decode()
    assert (html.count("(confirmed)"), "Praia" in html) == (shown, bool(shown))
    versions = client.get(reverse("pledges:versions", args=[pledge.reference])).content.decode()
    assert ("Praia" in versions, "By the mayor." in html + versions) == (bool(shown), False)
    data = client.get(reverse("pledges:list"), {"format": "json"}).json()["results"][0]
    assert [each["name"] for each in data["partners"]] == ["Praia"] * shown
    for method in (client.get, client.post):
        assert method(page("letter", token_of(letter)), {"reply": "declined"}).status_code == 410


def test_a_letters_form_comes_back_with_what_was_typed(client, letter):
    html = client.post(page("letter", token_of(letter)), {"remark": "Which pledge?"}).content.decode()
    assert ("Choose one of the two." in html, "Which pledge?" in html) == (True, True)


@pytest.mark.parametrize("token", ["1", "1.x", "x", "1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_a_link_that_was_not_made_here_is_not_there(client, letter, token):
    assert client.get(page("letter", token)).status_code == 404


def test_a_link_that_has_expired_says_so(client, letter):
    PartnerLetter.objects.update(expires_at=timezone.now())
    answer = client.get(page("letter", token_of(letter)))
    assert (answer.status_code, "This link opens nothing now" in answer.content.decode()) == (410, True)


def test_a_letter_about_a_pledge_that_is_being_revised_says_so(client):
    by = accounts.focal_point()
    pledge = pledges.joint(by, partners=[PRAIA], addresses=[("Praia", "mayor@example.org")])
    workflow.submit(pledge, by=by)
    workflow.return_for_changes(pledge, by=accounts.moderator(), note="By when?")
    answer = client.get(page("letter", token_of(PartnerLetter.objects.get())))
    assert (answer.status_code, "being revised by its owner" in answer.content.decode()) == (409, True)


def test_reading_writes_nothing(client, focal):
    pledge, partner = pledges.draft(focal), named().partners.get()
    before = list(Pledge.objects.order_by("pk").values()), AuditEvent.objects.count()
    for address in (
        page("find", pledge.pk), page("named_list"), page("named", partner.pk), page("review", pledge.pk),
        page("preview", pledge.pk), *(page("step", pledge.pk, step.key) for step in PLEDGE.steps),
    ):  # fmt: skip
        assert client.get(address).status_code == 200
    assert (list(Pledge.objects.order_by("pk").values()), AuditEvent.objects.count()) == before


def test_the_preview_is_what_the_public_page_will_be(client, focal):
    moderator = accounts.moderator()
    pledge = pledges.joint(
        focal,
        partners=[PRAIA, {"name": "Cabo Verde", "kind": "", "state": "CPV"}],
        language="fr",
        lead_institution="Ministère de l’intérieur",
        indicator="Guichets",
        target="20",
        sdg_targets=["8.8"],
        levels=["national"],
        forum_id=2026,
    )
    preview = main_of(client.get(page("preview", pledge.pk)))
    workflow.publish(workflow.submit(pledge, by=focal), by=moderator)
    public = main_of(client.get(reverse("pledges:detail", args=[pledge.reference])))
    start, end = '<div class="source-text">', "Not stated:"
    fragment = preview[preview.index(start) : preview.index(end)]
    assert len(fragment) > 1000
    assert fragment == public[public.index(start) : public.index(end)]


def test_what_people_type_is_escaped(client, focal):
    pledge = named(title="<script>alert(1)</script>", lead_institution="<img src=x onerror=alert(1)>")
    for address in (page("named_list"), page("named", pledge.partners.get().pk)):
        html = client.get(address).content.decode()
        assert ("<script>alert" in html, "<img src=x" in html) == (False, False)


@pytest.mark.parametrize("language", ["fr", "ar", "zh-hans"])
def test_pages_answer_in_other_languages(client, focal, language):
    pledge, partner = pledges.draft(focal), named().partners.get()
    with translation.override(language):
        for address in (page("find", pledge.pk), page("named_list"), page("named", partner.pk)):
            assert f'<html lang="{language}"' in client.get(address).content.decode()
