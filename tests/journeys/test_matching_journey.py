"""A need is matched, and what came of it is counted: in a real browser, one side in Arabic and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from matching.models import Match
from matching.selectors.figures import match_figures
from matching.states import Standing
from tests.factories import accounts
from tests.factories.matches import OF_NEED, OF_OFFER, Cast
from tests.journeys.devices import device_of
from workflow.selectors import current_moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE, OFFERED = "Sample: training of labour inspectors", "Sample: a course for inspectors"


def figures_on(page, site):
    """The public figures above the list of needs: needs met, offers, matches, outcomes known."""
    page.goto(f"{site}/en/needs/")
    numbers = page.locator("#matched ~ .figure-row .figure-number strong bdi").all_inner_texts()
    return [int(number) for number in numbers[:4]]


def suggest_and_put(page, site):
    """The moderator finds the need, sees why the offer fits, reads both sides, and asks them."""
    page.goto(f"{site}/en/moderation/matching/")
    page.get_by_role("link", name=TITLE).click()
    suggestion = page.locator(".suggestion").filter(has_text=OFFERED)
    for reason in ("Same main objective: 7", "Offers: Training", "In: Arabic", "At home in the region"):
        expect(suggestion.locator("[data-fits=yes]").filter(has_text=reason)).to_have_count(1)
    suggestion.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/moderation/matching/\d+/$"))
    for title in (TITLE, OFFERED):
        expect(page.locator(".sides")).to_contain_text(title)
    page.locator("form[action$='/put/'] button").click()
    expect(page.locator(".side-reply")).to_have_text([re.compile("No answer yet")] * 2)


def consent(page, site, language, contact):
    """From the desk's first line to the consent, by the names of the questions only."""
    page.goto(f"{site}/{language}/desk/")
    page.locator(".duties a[href*='/desk/matches/']").click()
    form = page.locator("form[action$='/consent/']")
    for name in ("name", "function", "email", "phone"):
        form.locator(f"[name={name}]").fill(getattr(contact, name))
    form.locator("[name=may_be_named]").check()
    form.locator("button[type=submit]").click()
    expect(form).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/{language}/desk/matches/\d+/(need|offer)/$"))


def words_of(page, address):
    """The whole page as text, and its status."""
    answer = page.goto(address)
    return answer.status, page.locator("body").inner_text()


def private_in(words):
    """Whose contact stands in the words."""
    return [who.name for who in (OF_NEED, OF_OFFER) if who.name in words or who.email in words]


def state_outcome(page, match):
    """Portugal says what came of it."""
    form = page.locator("form[action$='/outcome/']")
    form.locator("[name=outcome][value=in_part]").check()
    form.locator("[name=on]").fill(match.matched_at.date().isoformat())
    form.locator("[name=sentence]").fill("Twenty of forty were trained.")
    form.locator("button[type=submit]").click()
    expect(page.locator(".messages")).to_contain_text("Thank you")


class Devices:
    """A browser for each of those who take part, and for those who do not."""

    def __init__(self, cast, chromium, live_server):
        self.broker, self.portugal = (
            device_of(person, chromium, live_server) for person in (cast.moderator, cast.portugal)
        )
        self.kenya = device_of(cast.kenya, chromium, live_server, javascript=False)
        self.drafter = device_of(accounts.drafter("PRT"), chromium, live_server)
        self.stranger = device_of(accounts.focal_point("EGY"), chromium, live_server)
        self.visitor = chromium.new_context().new_page()

    def read_contacts(self, site, match):
        """Who reads whose contact on the pages of the match, and what those get who may not."""
        own, desk = f"{site}/en/desk/matches/{match.pk}", f"{site}/en/moderation/matching/{match.pk}/"
        readers = {
            "Portugal": (self.portugal, f"{own}/need/"),
            "broker": (self.broker, desk),
            "Kenya": (self.kenya, f"{own}/offer/"),
            "drafter": (self.drafter, f"{own}/need/"),
            "stranger": (self.stranger, f"{own}/need/"),
            "stranger at the desk": (self.stranger, desk),
        }
        found = {who: words_of(page, address) for who, (page, address) in readers.items()}
        return {who: (status, private_in(words)) for who, (status, words) in found.items()}

    def close(self):
        """Leave every page."""
        for page in vars(self).values():
            page.context.close()


def test_a_need_is_matched_and_its_outcome_counted_and_no_person_is_named(live_server, chromium, settings):
    settings.SITE_URL = site = live_server.url
    cast = Cast()
    need = cast.need(title=TITLE, support_languages=["ar"])
    tool = cast.tool(title=OFFERED, support_languages=["ar", "en"], where_used="Spain and Portugal")
    before, at = current_moment(), Devices(cast, chromium, live_server)
    assert figures_on(at.visitor, site) == [0, 1, 0, 0]
    suggest_and_put(at.broker, site)
    consent(at.portugal, site, "en", OF_NEED)
    expect(at.portugal.locator("main")).not_to_contain_text(OF_OFFER.name)
    assert figures_on(at.visitor, site) == [0, 1, 0, 0]
    consent(at.kenya, site, "ar", OF_OFFER)
    match, both = Match.objects.get(), [OF_NEED.name, OF_OFFER.name]
    assert (match.standing, figures_on(at.visitor, site)) == (Standing.MATCHED, [1, 1, 1, 0])
    assert at.read_contacts(site, match) == {
        **dict.fromkeys(("Portugal", "broker", "Kenya"), (200, both)),
        "drafter": (200, []),
        **dict.fromkeys(("stranger", "stranger at the desk"), (404, [])),
    }
    state_outcome(at.portugal, match)
    at.broker.reload()
    at.broker.locator("form[action$='/confirm/need/'] button").click()
    expect(at.broker.locator("main")).to_contain_text("Support given in part")
    assert figures_on(at.visitor, site) == [1, 1, 1, 1]
    for record, other in ((need, OFFERED), (tool, TITLE)):
        words = words_of(at.visitor, f"{site}{record.get_absolute_url()}")[1]
        assert (other in words, "Support given in part" in words, private_in(words)) == (True, True, [])
    for path in ("needs/", "data/", "states/PRT/", "states/KEN/", "objectives/7/"):
        assert private_in(words_of(at.visitor, f"{site}/en/{path}")[1]) == []
    assert (match_figures(before).matches, match_figures(current_moment()).matches) == (0, 1)
    at.close()
