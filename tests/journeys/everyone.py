"""Every page template in a real browser: the rules of WCAG 2.2 AA, a phone's width, and what a page weighs."""

import gzip
import re

from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import translation

from reports.services import build_due_reports
from tests.journeys.test_addresses import address
from tests.journeys.world import make_world

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = {  # whose session: which addresses
    "visitor": [
        "dashboard:home", "objectives:list", "objectives:detail", "forums:list", "forums:detail", "forums:round_table",
        "states:list", "states:detail", "organisations:list", "organisations:detail", "pledges:list", "pledges:detail",
        "pledges:versions", "tools:list", "tools:detail", "reports:list", "reports:detail", "data:home",
        "account_login", "account_reset_password", "invitations:accept",
    ],
    "focal point": [
        "desk:home", "desk_pledges:new", "desk_pledges:edit", "desk_pledges:review", "desk_pledges:preview",
        "desk_pledges:detail", "desk_pledges:submitted", "desk_pledges:withdraw", "desk_pledges:request_withdrawal",
        "desk_progress:new", "desk_progress:edit", "desk_progress:detail", "desk_progress:withdraw", "mfa_index",
        "account_change_password",
    ],
    "administrator": [
        "moderation:queue", "moderation:record", "reports:request", "invitations:list", "invitations:new",
        "people:list", "people:person", "people:end_delegation",
    ],
}  # fmt: skip
BUDGET = 60_000


def compressed(site, path, cookies):
    """What a first visit to the page transfers: its HTML, styles and scripts, compressed."""
    client = Client()
    client.cookies.load({"session": cookies} if cookies else {})
    html = client.get(path).content
    files = re.findall(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html)
    bodies = [html, *(site.context.request.get(f"{site.base}{file.decode()}").body() for file in files)]
    return sum(len(gzip.compress(body)) for body in bodies)


def problems_of(live_server, chromium, *, who, language):
    """What is wrong with any of the pages this visitor sees, in this language: nothing, one hopes."""
    world = make_world()
    build_due_reports()
    context = chromium.new_context()
    session = ""
    if world.people[who]:
        client = Client()
        client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.base = live_server.url
    found = {}
    for name in PAGES[who]:
        with translation.override(language):
            path = address(world, name)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(live_server.url + path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            broken = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
            problems = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in broken]
            if answer.status != 200 or wide > width or problems:
                found[name, width] = (answer.status, wide, problems)
        if (weight := compressed(page, path, session)) > BUDGET:
            found[name, "bytes"] = weight
    context.close()
    return found
