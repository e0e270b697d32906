"""A life of the portal for tests: acts that change what the public sees, one after the other, chosen by a seed."""

import random
from datetime import date, timedelta

from accounts.models import User
from pledges.models import Pledge
from progress.models import ProgressUpdate
from progress.states import Stage
from roundtables.selectors import editions, mark_of
from roundtables.services import change_split
from roundtables.states import EditKind
from tests.factories import accounts, pledges
from tests.factories import progress as updates
from workflow import services

TODAY = date(2026, 11, 22)


class Life:
    """A portal on which much happens, chosen by a seed: who pledges, amends, withdraws, reports and thinks better."""

    def __init__(self, seed, *, retracts):
        self.random, self.retracts = random.Random(seed), retracts
        self.moderator, self.administrator = accounts.moderator(), accounts.administrator()
        codes = ["PRT", "KEN", "MEX", "EGY", "PHL"]
        self.parties = [(accounts.focal_point(code), {"state": code}) for code in codes]
        city = accounts.organisation()
        contributor = accounts.delegate("city@example.org", role="focal_point", organisation=city)
        self.parties.append((contributor, {"state": None, "organisation": city}))
        self.owners = {}

    def live(self, by):
        mine = [pk for pk, owner in self.owners.items() if owner is by]
        found = list(Pledge.objects.published().filter(pk__in=mine).order_by("pk"))
        return self.random.choice(found) if found else None

    def happen(self):
        """One act that changes what the public sees, or nothing where there is nothing to act on."""
        acts = [self.pledge, self.pledge, self.amend, self.withdraw, self.retract, self.bring, self.split]
        self.random.choice([*acts, *[self.report] * 5, self.correct, self.take_back])()

    def content(self):
        objectives = self.random.sample(range(1, 24), self.random.choice([1, 1, 2, 3]))
        if self.random.random() < 0.2:
            return {"objectives": [], "covers_whole_compact": True}
        return {"objectives": objectives, "covers_whole_compact": self.random.random() < 0.1}

    def publish(self, by, **fields):
        item = pledges.published(by, self.moderator, **fields)
        self.owners[item.pk] = by

    def pledge(self):
        by, owner = self.random.choice(self.parties)
        self.publish(by, **owner, **self.content())

    def amend(self):
        by, owner = self.random.choice(self.parties)
        if item := self.live(by):
            self.publish(by, **owner, **self.content(), record=item.record, change="amendment")

    def withdraw(self):
        by, _owner = self.random.choice(self.parties)
        if item := self.live(by):
            services.publish(services.submit(pledges.withdrawal(item, by), by=by), by=self.moderator)

    def retract(self):
        by, _owner = self.random.choice(self.parties)
        item = self.live(by)
        if item and self.retracts:
            services.retract(item, by=self.moderator, note="A sample reason.")

    def bring(self):
        """An import: several at once, one without an owner and one that names nothing."""
        by, owner = self.random.choice(self.parties)
        drafts = [pledges.draft(by, **owner, **self.content()) for _ in range(3)]
        drafts.append(pledges.draft(by, **owner, objectives=()))
        Pledge.objects.filter(pk=drafts[0].pk).update(state=None, organisation=None)
        services.publish_imported(drafts, by=User.objects.system(), note="sample.csv")

    def report(self):
        by, owner = self.random.choice(self.parties)
        if item := self.live(by):
            self.say(by, item.record, **self.named(owner))

    def say(self, by, about, **fields):
        stage = self.random.choice(list(Stage))
        reason = "A sample reason." if stage == Stage.DISCONTINUED else ""
        day = TODAY - timedelta(days=self.random.randrange(900))
        fields = {"stage": stage, "discontinued_because": reason, "speaks_for_on": day} | fields
        updates.published(by, moderator=self.moderator, about=about, **fields)

    def named(self, owner):
        organisation = owner.get("organisation")
        return {"state_id": owner["state"], "organisation": organisation}

    def update_of(self, by):
        mine = [pk for pk, owner in self.owners.items() if owner is by]
        records = Pledge.objects.published().filter(pk__in=mine).values("record")
        found = list(ProgressUpdate.objects.published().filter(about__in=records).order_by("pk"))
        return self.random.choice(found) if found else None

    def correct(self):
        by, owner = self.random.choice(self.parties)
        if item := self.update_of(by):
            self.say(by, item.about, record=item.record, change="amendment", **self.named(owner))

    def take_back(self):
        by, _owner = self.random.choice(self.parties)
        item = self.update_of(by)
        if item and self.retracts:
            services.retract(item, by=self.moderator, note="A sample reason.")

    def split(self):
        """A Forum's objectives are placed anew: two of them change their tables."""
        edition = self.random.choice(editions())
        one, other = self.random.sample(range(1, 24), 2)
        split = {**edition.split, one: edition.split[other], other: edition.split[one]}
        seen = mark_of(edition, EditKind.SPLIT)
        change_split(edition, by=self.administrator, split=split, is_carried_over=False, reason="Sample", seen=seen)
