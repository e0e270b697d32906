"""For each figure of a report, how the API is asked for it. What is neither here nor no figure fails the test.

A figure has a path in the facts: `.objectives.7.figures.pledges` (lists go by number, year, kind or place). The first
pattern that fits answers for it.
"""

import re
from dataclasses import dataclass
from typing import Any

from matching.models import Match
from pledges.models import Pledge
from progress.models import ProgressUpdate
from tests.reports.numbers.site import KINDS, STAGES, Site
from workflow.models import Record
from workflow.states import Closing, Status

COUNTS = ("pledges", "states", "organisations", "with_update", "without_update", "fresh", *STAGES)
FIGURE = f"(?P<name>{'|'.join(COUNTS)})"
REGION = "(?P<region>[A-Z]*|organisations)"
MODELS = {"PL": Pledge, "PU": ProgressUpdate}


@dataclass(frozen=True)
class Asking:
    """A report's site at its moment, at the moment it compares with, and what it is on."""

    site: Site
    before: Site | None
    facts: dict[str, Any]

    @property
    def forum(self):
        return self.facts["forum"]["year"]

    def numbers_at(self, table):
        return self.site.tables[f"{self.forum}-{table}"]["objectives"]

    @property
    def numbers(self):
        """The objectives the report is on."""
        if self.facts["kind"] == "round_table":
            return self.numbers_at(self.facts["subject"])
        return [int(self.facts["subject"])] if self.facts["kind"] == "objective" else list(range(1, 24))

    @property
    def pledges(self):
        """The pledges the report's trend is of."""
        if self.facts["kind"] == "state":
            return self.site.owned_by(self.site.pledges, self.facts["subject"])
        return self.site.on(*self.numbers)


def whole(asking, name):
    return asking.site.figures(asking.site.pledges)[name]


def then(asking, at, name):
    site = asking.before if at == "before" else asking.site
    return site.figures(site.pledges)[name]


def coverage(asking, name):
    rows = asking.site.pledges
    named = [row for row in rows if row["objectives"]]
    bare = [row for row in rows if not row["objectives"] and row["whole_compact"]]
    return {
        "pledges": len(rows),
        "naming_objectives": len(named),
        "whole_compact": len(bare),
        "naming_none": len(rows) - len(named) - len(bare),
    }[name]


def on_objective(asking, number, name):
    site, number = asking.site, int(number)
    counted = {
        "tools": lambda: site.naming(site.tools, number),
        "measures": lambda: site.naming(site.measures, number),
        "needs": lambda: site.naming(site.needs, number),
        "statements": lambda: len(statements(site, number)),
        "matches": lambda: _named_on(asking, number).count(),
        "outcomes_known": lambda: _known(asking, _named_on(asking, number), "outcome_published_in").count(),
    }
    return counted[name]() if name in counted else site.figures(site.on(number))[name]


def at_table(asking, table, name):
    site, numbers = asking.site, asking.numbers_at(table)
    return len(site.on(*numbers, of=site.tools)) if name == "tools" else site.figures(site.on(*numbers))[name]


def of_state(asking, name):
    site, code = asking.site, asking.facts["subject"]
    lists = {
        "tools": site.tools,
        "offers": site.offering_tools,
        "needs": site.needs,
        "plans": site.plans,
        "measures": site.measures,
        "reviews": site.reviews,
    }
    if name in lists:
        return len(site.owned_by(lists[name], code))
    if name == "naming":
        return sum(any(each["state"] == code and not each["kind"] for each in row["partners"]) for row in site.pledges)
    if name == "of_organisations":
        return sum(_home(site, row) == code for row in site.pledges)
    return site.figures(site.owned_by(site.pledges, code))[name]


def _home(site, row):
    owner = row["owner"]
    return site.home_of.get(owner["code"]) if owner and owner["kind"] != "state" else None


def statements(site, number):
    return [row for row in site.reviews for each in row["statements"] or [] if each["objective"] == number]


def on_record(asking, place, name):
    def of(site):
        told = site.figures(site.pledges)
        listed = [site.plans, site.reviews, site.needs, site.tools]
        return [told["pledges"], told["with_update"], told["fulfilled"], *map(len, listed)][int(place)]

    before, until = of(asking.before), of(asking.site)
    return {"before": before, "until": until, "difference": until - before}[name]


def then_and_now(asking, number, name, place):
    site = (asking.before, asking.site)[int(place)]
    return site.figures(site.on(int(number)))[name]


def reviewed(asking, name, year=None):
    members, others = asking.site.members_with_review(int(year or asking.forum))
    return {
        "members": len(members),
        "others": len(others),
        "of": len(asking.site.members),
        "without": len(asking.site.members) - len(members),
        "towards": len(asking.site.towards(int(year or asking.forum))),
    }[name]


def gap(asking, number, place, name):
    return asking.site.gaps([int(number)])[int(number), KINDS[int(place)]][name]


def gaps(asking, name):
    found = asking.site.gaps(asking.numbers).values()
    stated = [each for each in found if each["needs"]]
    offered = [each for each in found if each["tools"] + each["pledges"]]
    return {"stated": len(stated), "offered": len(offered), "gaps": sum(each not in offered for each in stated)}[name]


def answered(asking, column):
    return len([row for row in asking.site.towards(asking.forum) if row[column]])


def barriers(asking):
    found = asking.site.latest_naming("barriers")
    if asking.facts["kind"] != "objective":
        return len(found)
    subject = int(asking.facts["subject"])
    named = {row["reference"] for row in asking.site.on(subject)}
    named |= {row["reference"] for row in asking.site.measures if subject in row["objectives"]}
    return len(found.keys() & named)


def barriers_under(asking, number):
    """A text stands under the first of its record's objectives, and under 0 where there is none."""
    found = asking.site.latest_naming("barriers")
    rows = [row for row in [*asking.site.pledges, *asking.site.measures] if row["reference"] in found]
    return sum(min(row["objectives"], default=0) == int(number) for row in rows)


def ended(asking):
    rows = [*asking.site.pledges, *asking.site.measures]
    return sum(row["stage"] == "discontinued" for row in rows)


def target(asking, name):
    return sum(name in row["sdg_targets"] for row in asking.site.pledges)


def agenda(asking, name):
    return {
        "of": len(asking.site.pledges),
        "naming": sum(bool(row["sdg_targets"]) for row in asking.site.pledges),
    }[name]


def told_in(asking, year):
    about = {row["reference"] for row in asking.pledges}
    return sum(row["about"] in about and row["speaks_for_on"][:4] == year for row in asking.site.updates)


def made_in(asking, year):
    """The API does not say when a pledge was made elsewhere: from the rows of the database."""
    return sum(_made(row) == (int(year) if year else None) for row in asking.pledges)


def _made(row):
    versions = Pledge.objects.filter(record__reference=row["reference"]).exclude(published_in=None)
    pledge = versions.get(published_in=row["published_in"])
    if pledge.pledged_on or pledge.pledged_in_year:
        return pledge.pledged_on.year if pledge.pledged_on else pledge.pledged_in_year
    first = min(versions, key=lambda each: each.published_in_id)
    return None if pledge.record.is_imported else first.published_at.year


def turned(asking, name):
    before = {row["reference"]: row for row in asking.before.pledges}
    now = {row["reference"]: row for row in asking.site.pledges}
    if name == "new":
        return len(now.keys() - before.keys())
    if name == "amended":
        return sum(now[each]["published_in"] > asking.before.number for each in now.keys() & before.keys())
    if name in ("fulfilled", "discontinued"):
        was = {each for each, row in before.items() if row["stage"] == name}
        return sum(row["stage"] == name and each not in was for each, row in now.items())
    return _closed(asking, "PL", name).count()


def _closed(asking, kind, name):
    """How a record ended is told by its tombstone, one at a time: from the rows of the database."""
    span = {"closed_in__gt": asking.before.number, "closed_in__lte": asking.site.number}
    return Record.objects.filter(kind=kind, closing=Closing(name), **span)


def acted(asking, kind, name):
    """The API counts publications, not what an import held or what was retracted since: from the database."""
    if name in set(Closing):
        return _closed(asking, kind, name).count()
    if kind not in MODELS:
        rows = {"NP": "plans", "VR": "reviews", "CN": "needs", "TL": "tools"}[kind]
        return _acted_of(asking, getattr(asking.site, rows), name)
    return sum(
        each.published_in_id > asking.before.number
        and each.published_in_id <= asking.site.number
        and each.status not in (Status.RETRACTED, Status.DRAFT)
        and _act_of(each) == name
        for each in MODELS[kind].objects.exclude(published_in=None).select_related("published_in")
    )


def _act_of(version):
    if version.published_in.verb == "import":
        return "imported"
    return {"new": "new", "amendment": "amended"}.get(version.change)


def _acted_of(asking, rows, name):
    """Kinds of which nothing was amended in these tests: each public row was new, or came by an import."""
    imports = {row["number"] for row in asking.site.publications if row["act"] == "import"}
    found = [row for row in rows if row["published_in"] > asking.before.number]
    brought = sum(row["published_in"] in imports for row in found)
    return {"new": len(found) - brought, "imported": brought, "amended": 0}[name]


def matched(asking, name, at="until"):
    """Of matches the API tells only on each record: those not to be named are counted in the database."""
    site = asking.before if at == "before" else asking.site
    made = Match.objects.filter(counted_from__lte=site.number)
    met = set(made.values_list("need__reference", flat=True))
    return {
        "needs": len(site.needs),
        "offers": len(site.offering_tools) + len(site.offering_pledges),
        "matches": made.count(),
        "named": made.filter(published_in__lte=site.number).count(),
        "needs_matched": sum(row["reference"] in met for row in site.needs),
        "outcomes_known": made.filter(outcome_counted_from__lte=site.number).count(),
    }[name]


def _named_on(asking, number):
    return Match.objects.filter(published_in__lte=asking.site.number, objectives__contains=[number])


def _known(asking, found, column):
    return found.filter(**{f"{column}__lte": asking.site.number})


def placed(asking, number, name):
    year = {"after": asking.forum, "before": asking.facts["earlier"]["year"]}[name]
    return next(
        row["number"]
        for row in asking.site.tables.values()
        if row["forum"] == year and int(number) in row["objectives"]
    )


def world(asking, name):
    pledging = [row for row in asking.site.states.values() if row["pledges"]]
    return {
        "states": len(asking.site.states),
        "pledging": len(pledging),
        "without": len(asking.site.states) - len(pledging),
        "pledges": sum(row["pledges"] for row in pledging),
    }[name]


def region_of_the_world(asking, place, name):
    """Regions stand by the place of their first State's region."""
    states = asking.facts["world"]["regions"][int(place)]["states"]
    regions = {row["name"]: row["review_region"] for row in asking.site.states.values()}
    region = regions[states[0]["name"]]
    rows = [row for row in asking.site.states.values() if row["review_region"] == region]
    return {
        "of": len(rows),
        "pledging": sum(bool(row["pledges"]) for row in rows),
        "without": sum(not row["pledges"] for row in rows),
        "pledges": sum(row["pledges"] for row in rows),
        "with_update": sum(row["with_update"] for row in rows),
    }[name]


def state_of_the_world(asking, region, place, name):
    state = asking.facts["world"]["regions"][int(region)]["states"][int(place)]["name"]
    return next(row[name] for row in asking.site.states.values() if row["name"] == state)


def links(asking, reference, name):
    """Links and files of what was said of it last."""
    told = [row for row in asking.site.updates if row["about"] == reference]
    last = max(told, key=lambda row: (row["speaks_for_on"], row["reference"]))
    return {"links": len(last["links"]), "files": 0}[name]  # nothing here has a file


def measures_of(asking, place):
    reference = asking.facts["plans"][int(place)]["source"][0]
    return sum(row["plan"] == reference for row in asking.site.measures)


ASKED = {
    rf"\.figures\.compact\.{FIGURE}": whole,
    rf"\.figures\.compact\.(?P<at>before|until)\.{FIGURE}": then,
    r"\.figures\.coverage\.(?P<name>\w+)": coverage,
    rf"\.figures\.levels\.(?P<level>\w*)\.{FIGURE}": lambda asking, level, name: asking.site.figures(
        asking.site.at_level(level)
    )[name],
    rf"\.(figures\.)?regions\.{REGION}\.{FIGURE}": lambda asking, region, name: asking.site.figures(
        asking.site.in_region(region, asking.pledges if asking.facts["kind"] == "objective" else None)
    )[name],
    rf"\.objectives\.(?P<number>\d+)\.regions\.{REGION}": lambda asking, number, region: len(
        asking.site.in_region(region, asking.site.on(int(number)))
    ),
    r"\.objectives\.(?P<number>\d+)\.figures\.(?P<name>\w+)": on_objective,
    r"\.objectives\.(?P<number>\d+)\.(?P<name>pledges|measures|needs)": on_objective,
    r"\.figures\.objective\.(?P<name>\w+)": lambda asking, name: on_objective(asking, asking.facts["subject"], name),
    r"\.figures\.round_table\.(?P<name>\w+)": lambda asking, name: at_table(asking, asking.facts["subject"], name),
    r"\.round_tables\.(?P<table>\d)\.figures\.(?P<name>\w+)": at_table,
    r"\.figures\.state\.(?P<name>\w+)": of_state,
    r"\.figures\.(?P<name>needs|tools|plans|measures)": lambda asking, name: len(getattr(asking.site, name)),
    r"\.figures\.reviews\.(?P<name>\w+)": reviewed,
    r"\.reviews\.(?P<year>\d{4})\.(?P<name>members|others|of)": reviewed,
    r"\.figures\.matches\.(?P<name>\w+)": matched,
    r"\.matches\.(?P<at>before|until)\.(?P<name>\w+)": matched,
    r"\.figures\.on_record\.(?P<place>\d)\.(?P<name>\w+)": on_record,
    r"\.figures\.objectives\.(?P<number>\d+)\.(?P<name>\w+)\.(?P<place>[01])": then_and_now,
    r"\.capacity\.gaps\.(?P<name>stated|offered|gaps)": gaps,
    r"\.capacity\.gaps\.rows\.(?P<number>\d+)\.cells\.(?P<place>\d)\.(?P<name>\w+)": gap,
    r"\.capacity\.reviews\.said": lambda asking: answered(asking, "capacity_building"),
    r"\.challenges\.reviews\.said": lambda asking: answered(asking, "challenges"),
    r"\.emerging\.reviews\.said": lambda asking: answered(asking, "emerging_issues"),
    r"\.opportunities\.reviews\.said": lambda asking: answered(asking, "partnerships"),
    r"\.agenda_2030\.reviews\.said": lambda asking: answered(asking, "agenda_2030"),
    r"\.challenges\.discontinued\.said": ended,
    r"(\.challenges)?\.barriers\.said": barriers,
    r"\.challenges\.barriers\.(?P<number>\d+)\.said": barriers_under,
    r"\.statements\.said": lambda asking: len(statements(asking.site, int(asking.facts["subject"]))),
    r"\.agenda_2030\.targets\.(?P<name>[0-9.a-d]+)\.count": target,
    r"\.agenda_2030\.(?P<name>of|naming)": agenda,
    r"\.trend\.undated": lambda asking: made_in(asking, None),
    r"\.trend\.years\.(?P<year>\d{4})\.pledges": made_in,
    r"\.trend\.years\.(?P<year>\d{4})\.updates": told_in,
    r"\.turns\.publications": lambda asking: len(asking.site.published_after(asking.before)),
    r"\.turns\.counts\.(?P<name>\w+)": turned,
    r"\.turns\.acts\.(?P<kind>[A-Z]{2})\.(?P<name>\w+)": acted,
    r"\.moved\.(?P<number>\d+)\.(?P<name>before|after)": placed,
    r"\.world\.(?P<name>states|pledging|without|pledges)": world,
    r"\.world\.regions\.(?P<place>\d+)\.(?P<name>\w+)": region_of_the_world,
    r"\.world\.regions\.(?P<region>\d+)\.states\.(?P<place>\d+)\.(?P<name>\w+)": state_of_the_world,
    r"\.pledges\.(?P<reference>[A-Z0-9-]+)\.update\.(?P<name>links|files)": links,
    r"\.plans\.(?P<place>\d+)\.measures": measures_of,
}
NO_FIGURES = [  # what names something, or where something stands
    r"\.(publication\.number|before\.publication|until\.publication)",
    r"\.(forum|earlier)\.(year|number)",
    r"\.quoted_at_most\.\w+",
    r"\.round_table\.number",
    r"\.round_tables\.\d\.number",
    r"\.objectives\.\d+\.(number|paragraph|round_table)",
    r"\.capacity\.gaps\.rows\.\d+\.objective",
    r"\.trend\.years\.\d+\.year",
    r"\.reviews\.\d+\.forum",
    r"\.moved\.\d+\.objective",
    r"\.topics\.\d+\.number",
    r"\.world\.markers\.[A-Z]{3}\.\d",
    r"(\..*)?\.objectives\.\d+",  # the numbers of the objectives a record names
]


def asked(asking, path):
    """What the API says of that figure; raises LookupError where nobody has said how it is asked for."""
    if any(re.fullmatch(pattern, path) for pattern in NO_FIGURES):
        return None
    for pattern, ask in ASKED.items():
        if found := re.fullmatch(pattern, path):
            return ask(asking, **found.groupdict())
    raise LookupError(f"nobody has said how the API is asked for {path}")
