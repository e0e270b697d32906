"""Every page template in a real browser: WCAG 2.2 AA, a phone's width, what a page weighs, and without JavaScript."""

import gzip
import re
from collections import defaultdict
from functools import cache, partial
from itertools import product
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from reports.services import build_due_reports
from tests.accessibility import broken_rules
from tests.journeys.scripts_off import missing
from tests.journeys.test_addresses import address
from tests.journeys.world import make_world

PAGES = {  # whose session: which addresses; what all kinds share at the desk is looked at with pledges
    "visitor": [
        "dashboard:home", "dashboard:map",
        "objectives:list", "objectives:detail", "forums:list", "forums:detail", "forums:round_table",
        "states:list", "states:detail", "organisations:list", "organisations:detail", "pledges:list", "pledges:detail",
        "pledges:versions", "tools:list", "tools:detail", "tools:versions", "calls:list", "calls:detail",
        "needs:list", "needs:detail", "needs:versions", "reports:list", "reports:detail", "reports:read",
        "data:home",
        "search:find", "search:find?q=sample&kind=pledge", "search:find?q=nothing+of+the+kind",
        "pledges:list?objective=7&state=PRT", "dashboard:home?columns=regions", "dashboard:map?objective=7",
        "data:table", "data:dataset", "states:compare", "objectives:compare",
        "states:compare?state=PRT&state=KEN", "objectives:compare?objective=7&objective=8",
        "reviews:list", "reviews:detail", "reviews:versions",
        "plans:list", "plans:detail", "plans:measure", "plans:versions",
        "account_login", "account_reset_password", "invitations:accept", "notices:stop", "tools:criteria",
        "desk_pledges:letter", "api:docs", "alerts:follow", "alerts:confirm", "alerts:stop",
        "embeds:objectives", "embeds:figures", "dashboard:method", "dashboard:glossary",
    ],
    "focal point": [
        "desk_peer_review:comments",
        "desk_tools:step", "desk_tools:preview", "desk_needs:step", "desk_needs:preview",
        "desk_reviews:step", "desk_reviews:gaps", "desk_reviews:preview",
        "desk_plans:step", "desk_plans:measure", "desk_plans:new_measure", "desk_plans:remove_measure",
        "desk_plans:preview",
        "desk:home", "desk_pledges:new", "desk_pledges:step", "desk_pledges:files", "desk_pledges:review",
        "desk_pledges:preview",
        "desk_pledges:clearance", "desk_pledges:workbook",
        "desk_pledges:find", "desk_pledges:named_list", "desk_pledges:named", "desk_pledges:amend",
        "desk_pledges:detail", "desk_pledges:submitted", "desk_pledges:withdraw", "desk_pledges:request_withdrawal",
        "desk_progress:new", "desk_progress:step", "desk_progress:detail", "desk_progress:preview",
        "desk_progress:as_text", "mfa_index", "tokens:list", "tokens:new",
        "account_change_password", "usersessions_list", "notices:choose", "profile:edit", "profile:confirm_address",
        "desk_matches:list", "desk_matches:detail",
        "desk_erasure:list", "desk_erasure:new", "desk_erasure:detail",
        "delegations:detail", "delegations:invite", "delegations:nominate", "delegations:end_drafter",
        "questions:list", "questions:thread",
    ],
    "administrator": [
        "desk_calls:list", "desk_calls:new", "desk_calls:detail", "desk_calls:edit",
        "moderation:overdue", "moderation:queue", "moderation:record", "moderation:batch", "reports:request",
        "reports:production", "reports:set", "reports:preview",
        "invitations:list", "invitations:new",
        "people:list", "people:person", "people:end_delegation", "people:nominations", "people:nomination",
        "people:vacancies", "delegations:home",
        "moderation:audit", "moderation:audit_record", "moderation:audit_person",
        "erasure:list", "erasure:new", "erasure:detail", "moderation:published",
        "reasons:list", "reasons:new", "reasons:edit",
        "matching:needs", "matching:matches", "matching:need", "matching:offer", "matching:detail",
        "peer_reviews:list", "peer_reviews:review", "roster:list", "roster:new", "roster:edit",
    ],
    "reviewer": [
        "reviewing:list", "reviewing:assignment", "reviewing:tool", "reviewing:assess", "reviewing:profile",
        "reviewing:thanks",
    ],
    "administration": [
        "administration:home", "administration:health",
        "desk_forums:list", "desk_forums:forum", "desk_forums:dates", "desk_forums:split", "desk_forums:theme",
        "desk_forums:calendar", "desk_forums:new_entry", "desk_forums:entry", "desk_forums:remove_entry",
        "desk_forums:paper", "desk_forums:change_paper", "desk_forums:new_note", "desk_forums:new_topic",
        "schedules:list", "schedules:detail", "schedules:new",
        "people:delegations", "people:state", "people:organisation",
    ],
}  # fmt: skip
SAME_PERSON = {"administration": "administrator"}  # whose pages are more than one file looks at
BUDGET = 60_000
MANY_PAGES = 900  # seconds: a slow machine takes its time over sixty pages
WIDE, PHONE, NARROW = ({"width": width, "height": 900} for width in (1280, 360, 320))


def compressed(html):
    """What a first visit to the page transfers: its HTML, styles and scripts, compressed."""
    files = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', html)
    return len(gzip.compress(html)) + sum(compressed_file(file.decode()) for file in files)


@cache
def compressed_file(name):
    """A style sheet or a script; most pages have the same."""
    return len(gzip.compress(Path(finders.find(name)).read_bytes()))


def problems_of(live_server, chromium, *, who, half):
    """What is wrong with any of the pages this visitor sees: nothing, one hopes.

    Every other page, beginning with the first or the second, so that the work is shared.
    """
    world = make_world()
    build_due_reports()
    paths = {each: partial(_path, world, each) for each in PAGES[who][half::2]}
    return look_at(live_server, chromium, paths, person=world.people[SAME_PERSON.get(who, who)])


def _path(world, page):
    name, _mark, query = page.partition("?")
    return f"{address(world, name)}?{query}" if query else address(world, name)


def look_at(live_server, chromium, paths, *, person=None, statuses=None):
    """What is wrong with these pages in English and in Arabic, by page; `paths` are functions that make an address.

    The rules of WCAG are checked on a wide screen and on a phone; a narrow phone's width holds the page; no page
    asks another host for anything, weighs more than its budget, or needs JavaScript.
    """
    statuses = statuses or {}
    found, asked = defaultdict(list), []
    page, plain = (_page(live_server, chromium, person, scripts=each) for each in (True, False))
    page.on("request", lambda request: asked.append(request.url))
    for language, name in product(("en", "ar"), paths):
        with translation.override(language):
            path = live_server.url + paths[name]()
        page.set_viewport_size(WIDE)
        answer = page.goto(path)
        if answer.status != statuses.get(name, 200):
            found[name].append((language, answer.status))
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)
            broken = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in broken_rules(page)]
            found[name] += [(language, size["width"], each) for each in broken]
        page.set_viewport_size(NARROW)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            found[name].append((language, f"{wide} px wide"))
        found[name] += [(language, url) for url in asked if not url.startswith((f"{live_server.url}/", "data:"))]
        asked.clear()
        if language == "en":
            if (weight := compressed(answer.body())) > BUDGET:
                found[name].append(f"{weight} bytes")
            plain.set_viewport_size(WIDE)
            plain.goto(path)
            found[name] += [("no JavaScript", each) for each in missing(plain, phone=PHONE)]
    page.context.close()
    plain.context.close()
    return {name: problems for name, problems in found.items() if problems}


def _page(live_server, chromium, person, *, scripts):
    context = chromium.new_context(java_script_enabled=scripts, viewport=WIDE)
    if person:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
        context.add_cookies([cookie])
    return context.new_page()
