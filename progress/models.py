"""What became of a pledge or of a plan's measure: dated, moderated statements by its owner."""

from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attachments.models import hindrances
from progress.querysets import UpdateQuerySet
from progress.states import INDICATOR_MAX, LINK_TITLE_MAX, STILL, TEXT_MAX, Assurance, Stage
from workflow.models import Moderated, Record
from workflow.states import EDITABLE, OPEN, Change, Status, Verb

MAY_LACK_A_STAGE = sorted({*EDITABLE, Status.WITHDRAWN})


class ProgressUpdate(Moderated):
    """One version of a statement about how far a pledge or a measure had come on a day.

    One that only confirms that nothing has changed says the stage of the update before it, and need say no more.
    """

    REFERENCE_KIND = "PU"

    about = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="progress_updates")
    is_unchanged = models.BooleanField(gettext_lazy("nothing has changed"), default=False)
    speaks_for_on = models.DateField(gettext_lazy("date it speaks for"), default=timezone.localdate)
    stage = models.CharField(gettext_lazy("stage"), max_length=20, choices=Stage, blank=True)
    discontinued_because = models.TextField(blank=True)
    narrative = models.TextField(gettext_lazy("narrative"), max_length=TEXT_MAX, blank=True)
    barriers = models.TextField(blank=True, max_length=TEXT_MAX)
    next_steps = models.TextField(blank=True, max_length=TEXT_MAX)
    indicator_value = models.CharField(max_length=INDICATOR_MAX, blank=True)
    assurance = models.CharField(max_length=20, choices=Assurance, default=Assurance.SELF_REPORTED)
    attachments = models.ManyToManyField("attachments.Attachment", blank=True, related_name="+")

    objects = UpdateQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            models.Index(fields=["about", "-speaks_for_on"], name="update_latest_of_record"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(stage=Stage.DISCONTINUED) | ~Q(discontinued_because=""),
                name="update_discontinued_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage="") | Q(status__in=MAY_LACK_A_STAGE), name="update_handed_in_has_a_stage"
            ),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(change=Change.NEW, status__in=sorted(OPEN)),
                name="update_one_under_way_on_a_record",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}, {self.speaks_for_on}"

    @property
    def anchor(self) -> str:
        """Where it stands on the public page of what it is about."""
        return self.reference

    def missing(self) -> dict[str, str]:
        """What an update cannot be submitted without; a request to withdraw needs its reason only.

        That nothing has changed can only be said of work on which an update is public, and of the stage it gives.
        """
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found: dict[str, str] = {}
        if self.about.closing:
            found["stage"] = _("What this update is about was withdrawn or retracted. Nothing can be reported on it.")
        elif not self.stage:
            found["stage"] = _("Say how far the work has come.")
        if self.stage == Stage.DISCONTINUED and not self.discontinued_because.strip():
            found["discontinued_because"] = _("Say why the work is discontinued.")
        if not (self.is_unchanged or self.narrative.strip()):
            found["narrative"] = _("Say what was done, in a few sentences.")
        return found | self.unconfirmed() | hindrances(self.attachments.all())

    def unconfirmed(self) -> dict[str, str]:
        """Why it cannot say that nothing has changed: there is nothing before it, or that says another stage."""
        if not self.is_unchanged:
            return {}
        before = self.before()
        if before is None:
            return {"is_unchanged": _("Nothing was published on this yet, so nothing can be unchanged since.")}
        if self.stage != before.stage:
            words = _("The update before it says “%(stage)s”: choose that stage, or say what has changed.")
            return {"is_unchanged": words % {"stage": before.get_stage_display()}}
        return {}

    def before(self) -> "ProgressUpdate | None":
        """The public update on the same record that was the last word when this one was written, if there is one."""
        others = ProgressUpdate.objects.published().filter(about=self.about_id).exclude(record=self.record_id)
        return others.filter(speaks_for_on__lte=self.speaks_for_on).order_by("-speaks_for_on", "-pk").first()

    def after(self, verb: Verb) -> None:
        """Handed in, it says how well it is supported, as far as its own evidence goes; more is a moderator's."""
        if verb != Verb.SUBMIT:
            return
        self.assurance = self.own_assurance()
        self.save(update_fields=["assurance"])

    def own_assurance(self) -> Assurance:
        """How well its own evidence supports it."""
        is_documented = self.links.exists() or self.attachments.exists()
        return Assurance.DOCUMENTED if is_documented else Assurance.SELF_REPORTED

    def snapshot(self) -> dict:
        """Content with the evidence: links as they are, files by what they are."""
        return super().snapshot() | {
            "links": [link.as_values() for link in self.links.all()],
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }


class EvidenceLink(models.Model):
    """A public address that supports an update."""

    update = models.ForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="links")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LINK_TITLE_MAX)
    address = models.URLField(max_length=500, validators=[URLValidator(["http", "https"])])

    class Meta:
        ordering = ["update", "place"]
        constraints = [models.UniqueConstraint(fields=["update", "place"], name="evidence_link_place_once")]

    def __str__(self):
        return self.title

    @property
    def host(self) -> str:
        """Whose site it leads to."""
        return urlsplit(self.address).hostname or ""

    def as_values(self) -> dict:
        """The row as plain values by the names of its questions."""
        return {"title": self.title, "address": self.address}


class Standing(models.Model):
    """What was last heard of a version of a pledge, from a publication until another; empty where nothing was.

    Made and moved with the tallies, from the same records: a list need not look for each pledge's latest update. What
    was retracted is in it at no moment.
    """

    pledge = models.ForeignKey("pledges.Pledge", on_delete=models.CASCADE, related_name="standings", db_index=False)
    since = models.IntegerField()
    until = models.IntegerField(default=STILL)
    stage = models.CharField(max_length=20, choices=Stage, blank=True)
    spoken_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pledge"], condition=Q(until=STILL), name="standing_holds_once"),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="standing_holds_for_a_while"),
        ]
        indexes = [
            models.Index(
                fields=["pledge"], include=["since", "until", "stage", "spoken_on"], name="standing_of_pledge"
            )
        ]

    def __str__(self):
        return f"{self.pledge_id}: {self.stage or 'nothing'} from {self.since} on"


class Tallied(models.Model):
    """A row counted when a publication was made: it holds from `since` until the one that changed it, `until`.

    Only `progress.services.tallies` writes these; they can be made anew from the records at any time.
    """

    dimension = models.CharField(max_length=20, help_text="a Dimension of `progress.states`")
    key = models.CharField(max_length=80)
    since = models.IntegerField()
    until = models.IntegerField(default=STILL)
    pledges = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.dimension} {self.key}: {self.pledges} from {self.since} on"


class Tally(Tallied):
    """How many public pledges of one key, of how many parties, and what their latest updates say."""

    states = models.IntegerField(default=0)
    organisations = models.IntegerField(default=0)
    planning = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)
    fulfilled = models.IntegerField(default=0)
    discontinued = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dimension", "key"], condition=Q(until=STILL), name="tally_holds_once"),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="tally_holds_for_a_while"),
        ]
        indexes = [models.Index(fields=["dimension", "until"], name="tally_by_end")]


class TallyMonth(Tallied):
    """How many public pledges of one key have their latest update in a month, and on which of its 31 days."""

    month = models.DateField()
    days = ArrayField(models.IntegerField(), size=31)
    latest_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "month", "key"], condition=Q(until=STILL), name="tally_month_holds_once"
            ),
            models.CheckConstraint(condition=Q(since__lt=models.F("until")), name="tally_month_holds_for_a_while"),
        ]
        indexes = [models.Index(fields=["dimension", "until"], name="tally_month_by_end")]
