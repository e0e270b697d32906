"""The public as a program sees it: all rows of the API as of one publication, and what can be counted in them.

Nothing of the project's own counting is used here: a row is a row.
"""

from collections import Counter
from datetime import date, timedelta
from functools import cached_property

REGIONS = ("ECA", "ECE", "ECLAC", "ESCAP", "ESCWA", "organisations", "")
LEVELS = ("local", "national", "regional", "international")
STAGES = ("planning", "in_progress", "fulfilled", "discontinued")
NATURES = {  # what kind of support a pledge of that nature stands for: docs of the gap picture
    "financial": ("financial",),
    "human_resources": ("technical", "training", "peers", "advice"),
}
KINDS = ("financial", "technical", "training", "data", "equipment", "peers", "advice", "other")
A_YEAR = timedelta(days=365)


class Site:
    """All resources as of a publication; publication 0 is before there was anything."""

    def __init__(self, client, number):
        self.client, self.number = client, number
        self.day = date.min

    def rows(self, name, **asked):
        """Every row of a resource."""
        if self.number == 0:
            return []
        found, query = [], {"as_of": self.number, "limit": 100, **asked}
        address = f"/api/v1/{name}/?" + "&".join(f"{key}={value}" for key, value in query.items())
        while address:
            answer = self.client.get(address)
            assert answer.status_code == 200, answer.content
            said = answer.json()
            self.day = date.fromisoformat(said["day"])
            found += said["results"]
            address = said["next"]
        return found

    @cached_property
    def pledges(self):
        return self.rows("pledges")

    @cached_property
    def updates(self):
        return self.rows("progress")

    @cached_property
    def measures(self):
        return self.rows("measures")

    @cached_property
    def plans(self):
        return self.rows("plans")

    @cached_property
    def tools(self):
        return self.rows("tools")

    @cached_property
    def needs(self):
        return self.rows("needs")

    @cached_property
    def reviews(self):
        said = "challenges,agenda_2030,capacity_building,emerging_issues,partnerships,statements"
        return self.rows("reviews", fields=f"reference,owner,forum,region_year,published_in,{said}")

    @cached_property
    def publications(self):
        return self.rows("publications")

    @cached_property
    def states(self):
        return {row["iso3"]: row for row in self.rows("states")}

    @cached_property
    def home_of(self):
        """Organisations by address: the State each is at home in."""
        return {row["slug"]: row["state"] for row in self.rows("organisations")}

    @cached_property
    def tables(self):
        return {row["id"]: row for row in self.rows("round-tables")}

    @cached_property
    def forums(self):
        return sorted(row["year"] for row in self.rows("forums"))

    def place(self, row):
        """The region a pledge counts in: its State's, `organisations`, or none."""
        owner = row["owner"]
        if owner is None:
            return ""
        return self.states[owner["code"]]["review_region"] if owner["kind"] == "state" else "organisations"

    def figures(self, rows):
        """The figures of a set of pledges."""
        owners = {(row["owner"]["kind"] == "state", str(row["owner"]["code"])) for row in rows if row["owner"]}
        stages = Counter(row["stage"] for row in rows if row["stage"])
        fresh = [row for row in rows if row["stage"] and date.fromisoformat(row["stage_on"]) > self.day - A_YEAR]
        told = sum(stages.values())
        return {
            "pledges": len(rows),
            "states": sum(is_state for is_state, _code in owners),
            "organisations": sum(not is_state for is_state, _code in owners),
            "with_update": told,
            "without_update": len(rows) - told,
            "fresh": len(fresh),
            **{stage: stages[stage] for stage in STAGES},
        }

    def on(self, *numbers, of=None):
        """The pledges that name any of these objectives."""
        return [row for row in (self.pledges if of is None else of) if {*row["objectives"]} & {*numbers}]

    def naming(self, rows, number):
        """How many of other records name an objective."""
        return sum(number in row["objectives"] for row in rows)

    def owned_by(self, rows, code):
        """Those of one State."""
        return [row for row in rows if row["owner"] and row["owner"]["code"] == code]

    def in_region(self, region, rows=None):
        return [row for row in (self.pledges if rows is None else rows) if self.place(row) == region]

    def at_level(self, level):
        return [row for row in self.pledges if (level in row["levels"] if level else not row["levels"])]

    def gaps(self, numbers):
        """Needs, tools and pledges for each objective and kind of support."""
        found = {}
        for number in numbers:
            for kind in KINDS:
                found[number, kind] = self._gap(number, kind)
        return found

    def _gap(self, number, kind):
        natures = [nature for nature, kinds in NATURES.items() if kind in kinds]
        needs = sum(number in row["objectives"] and kind in row["kinds"] for row in self.needs)
        tools = sum(number in row["objectives"] and kind in row["support_kinds"] for row in self.offering_tools)
        pledges = sum(len({*natures} & {*row["natures"]}) for row in self.on(number, of=self.offering_pledges))
        return {"needs": needs, "tools": tools, "pledges": pledges}

    @property
    def offering_tools(self):
        return [row for row in self.tools if row["offers_support"]]

    @property
    def offering_pledges(self):
        return [row for row in self.pledges if {*row["natures"]} & {*NATURES}]

    def members_with_review(self, year):
        """Members of the United Nations, and others, with a review for that Forum."""
        found = {row["owner"]["code"] for row in self.reviews if row["forum"] == year}
        members = {code for code in found if self.states[code]["membership"] == "member"}
        return members, found - members

    @property
    def members(self):
        return [code for code, row in self.states.items() if row["membership"] == "member"]

    def towards(self, year):
        """Reviews for the Forum, or for the regional reviews since the one before."""
        before = max((each for each in self.forums if each < year), default=0)
        return [
            row
            for row in self.reviews
            if row["forum"] == year or (row["region_year"] and before < row["region_year"] <= year)
        ]

    def published_after(self, other):
        """The publications after another's, up to this one's."""
        return [row for row in self.publications if row["number"] > other.number]

    def latest_naming(self, column):
        """Of each public pledge and measure the latest update that says something there."""
        public = {row["reference"] for row in [*self.pledges, *self.measures]}
        found = {}
        for row in sorted(self.updates, key=lambda each: (each["speaks_for_on"], each["reference"])):
            if row["about"] in public and row[column]:
                found[row["about"]] = row
        return found
