"""A pledge: "a measurable commitment to advance the implementation of one or more GCM guiding principles, objectives,
or actions" (UN Network on Migration, pledging initiative). Limits are those of the Network's own form."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import State, User
from attachments.models import hindrances
from objectives.models import Objective, Principle
from pledges.models.naming import focal_points_told, name_partners
from pledges.querysets import PledgeQuerySet
from pledges.states import (
    DESCRIPTION_MAX,
    DESCRIPTION_MIN,
    JOINT,
    MAIN_OBJECTIVES_MAX,
    Level,
    Nature,
    Novelty,
    PledgeType,
    Weight,
)
from roundtables.models import Edition
from workflow.models import Moderated, Record
from workflow.states import Change, Verb

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)

EVER_PUBLIC = Q(published_in__isnull=False)
ORDERS = {  # the lists' orders, for any moment: whether a version was public then stands beside its place
    "pledge_newest": (F("published_at").desc(), F("id").desc()),
    "pledge_newest_of_state": (F("state"), F("published_at").desc(), F("id").desc()),
    "pledge_by_title": (Lower("title"), F("id")),
}
NARROWED_BY = [  # what lists are narrowed and counted by, without the texts, which are a hundred times as long
    *("published_in", "replaced_in", "record", "state", "organisation"),
    *("forum", "pledge_type", "natures", "levels", "covers_whole_compact"),
]


class Pledge(Moderated):
    """One version of a pledge. Empty means "not known" on imported records, which may lack what the form demands."""

    REFERENCE_KIND = "PL"

    title = models.CharField(gettext_lazy("title"), max_length=200)
    title_is_descriptive = models.BooleanField(default=False, help_text="the registry's own title was not seen")
    pledge_type = models.CharField(gettext_lazy("type"), max_length=20, choices=PledgeType, blank=True)
    matched_record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="matching_pledges"
    )
    is_mirror = models.BooleanField(default=False, help_text="also relevant to the Global Compact on Refugees")
    natures = ArrayField(models.CharField(max_length=20, choices=Nature), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=20, choices=Level), default=list, blank=True)
    covers_whole_compact = models.BooleanField(default=False)
    objectives = models.ManyToManyField(Objective, through="PledgeObjective", related_name="pledges")
    principles = models.ManyToManyField(Principle, blank=True, related_name="pledges")
    countries = models.ManyToManyField(State, blank=True, related_name="pledges_carried_out")
    region = models.CharField(max_length=120, blank=True)
    description = models.TextField(gettext_lazy("description"), validators=[MaxLengthValidator(DESCRIPTION_MAX)])
    lead_institution = models.CharField(gettext_lazy("lead institution"), max_length=200, blank=True)
    starts_on = models.DateField(gettext_lazy("start"), null=True, blank=True)
    ends_on = models.DateField(gettext_lazy("end"), null=True, blank=True)
    is_open_ended = models.BooleanField(default=False)
    timeframe_as_listed = models.CharField(max_length=120, blank=True, help_text="an imported source's own words")
    stage_as_listed = models.CharField(max_length=60, blank=True, help_text="an imported source's own words")
    pledged_on = models.DateField(null=True, blank=True, help_text="when it was handed in elsewhere")
    pledged_in_year = models.PositiveSmallIntegerField(null=True, blank=True)
    novelty = models.CharField(max_length=20, choices=Novelty, blank=True)
    continuing_since = models.DateField(null=True, blank=True)
    indicator = models.CharField(max_length=300, blank=True)
    baseline = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=300, blank=True)
    budget_amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    budget_currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217")
    budget_is_secured = models.BooleanField(null=True, blank=True)
    plan_measure = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges_of_measure"
    )
    sdg_targets = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    forum = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges")
    announced_at = models.CharField(max_length=120, blank=True, help_text="where, in an imported source's own words")
    listing = models.CharField(max_length=200, blank=True, help_text="where the imported record stands")
    listing_is_partial = models.BooleanField(default=False, help_text="named by a third party, or cut text")
    attachments = models.ManyToManyField("attachments.Attachment", blank=True, related_name="+")

    objects = PledgeQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            *Moderated.Meta.indexes,
            *(
                models.Index(
                    *columns, condition=EVER_PUBLIC, include=["published_in", "replaced_in", "record"], name=name
                )
                for name, columns in ORDERS.items()
            ),
            models.Index(fields=["id"], condition=EVER_PUBLIC, include=NARROWED_BY, name="pledge_narrowed"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(pledge_type=PledgeType.MATCHING, matched_record__isnull=False)
                | (~Q(pledge_type=PledgeType.MATCHING) & Q(matched_record__isnull=True))
                | Q(status__in=["draft", "returned", "withdrawn"]),
                name="pledge_matching_cites_a_pledge",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="pledge_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(is_open_ended=False) | Q(ends_on__isnull=True), name="pledge_open_ended_has_no_end"
            ),
            models.CheckConstraint(
                condition=Q(budget_amount__isnull=True, budget_currency="")
                | Q(budget_amount__isnull=False, budget_amount__gte=0, budget_currency__length=3),
                name="pledge_budget_has_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(continuing_since__isnull=True) | Q(novelty=Novelty.CONTINUING),
                name="pledge_since_only_when_continuing",
            ),
            models.CheckConstraint(
                condition=Q(description__length__lte=DESCRIPTION_MAX), name="pledge_description_max"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pledges:detail", args=[self.record.reference])

    @property
    def nature_labels(self) -> list[str]:
        """The natures in words."""
        return [str(Nature(nature).label) for nature in self.natures]

    @property
    def level_labels(self) -> list[str]:
        """The levels in words."""
        return [str(Level(level).label) for level in self.levels]

    @property
    def silences(self) -> list[str]:
        """What its owner could have said and did not: shown in one line, so that silence is seen and is no wall."""
        unsaid = {
            _("nature"): not self.natures,
            _("level"): not self.levels,
            _("lead institution"): not self.lead_institution,
            _("indicator"): not self.indicator,
            _("budget"): self.budget_amount is None,
        }
        return [word for word, is_unsaid in unsaid.items() if is_unsaid]

    @property
    def measure_shown(self):
        """The measure of the national plan it belongs to as the public may read it, of a row read with content."""
        versions = getattr(self.plan_measure, "public_versions", []) if self.plan_measure_id else []
        return versions[0] if versions else None

    def reference_year(self) -> int | None:
        """The year an imported pledge was made, where the source says."""
        return self.pledged_in_year

    def missing(self) -> dict[str, str]:
        """What the form demands before a pledge can be submitted, each with what to do.

        A request to withdraw needs its reason only: an imported pledge may lack the rest and still be withdrawn.
        """
        if self.change == Change.WITHDRAWAL:
            return {} if self.change_reason.strip() else {"change_reason": _("Say why it is withdrawn.")}
        found: dict[str, str] = {}
        if not self.title.strip():
            found["title"] = _("Give the pledge a title.")
        if len(self.description.strip()) < DESCRIPTION_MIN:
            found["description"] = _("Describe the pledge in at least %(min)s characters; it has %(now)s so far.") % {
                "min": DESCRIPTION_MIN,
                "now": len(self.description.strip()),
            }
        if not self.natures:
            found["natures"] = _("Choose what kind of commitment this is.")
        about = (self._missing_about_type, self._missing_about_time, self._missing_about_objectives)
        for part in (*about, self._missing_about_measuring):
            found |= part()
        return found | hindrances(self.attachments.all())

    def _missing_about_type(self) -> dict[str, str]:
        if not self.pledge_type:
            return {"pledge_type": _("Say whether you pledge alone or with others.")}
        if self.pledge_type == PledgeType.MATCHING and self.matched_record is None:
            return {"matched_record": _("Cite the pledge this one matches by its reference.")}
        if self.matched_record and self.matched_record.closing and self.change == Change.NEW:
            return {"matched_record": _("The pledge you cite is no longer public: cite another, or change the type.")}
        names_partners = self.partners.exists()
        if self.pledge_type in JOINT and not names_partners:
            return {"partners": _("Name at least one partner: you said that you pledge with others.")}
        if self.pledge_type == PledgeType.INDIVIDUAL and names_partners:
            return {"partners": _("An individual pledge names no partner: take the partners off, or change its type.")}
        return {}

    def _missing_about_time(self) -> dict[str, str]:
        if self.starts_on is None:
            return {"starts_on": _("Say when the work starts.")}
        if self.ends_on is None and not self.is_open_ended:
            return {"ends_on": _("Say when the work ends, or that it is open-ended.")}
        return {}

    def _missing_about_objectives(self) -> dict[str, str]:
        main = self.placements.filter(weight=Weight.MAIN).count()
        if self.covers_whole_compact or 1 <= main <= MAIN_OBJECTIVES_MAX:
            return {}
        return {"objectives": _("Choose one to three main objectives, or the Compact as a whole.")}

    def _missing_about_measuring(self) -> dict[str, str]:
        if self.budget_amount is not None and self.budget_is_secured is None:
            return {"budget_is_secured": _("Say whether the budget is secured.")}
        return {}

    def after(self, verb: Verb) -> None:
        """Note who is named in what is handed in, so that each party is told of it once."""
        if verb == Verb.SUBMIT and self.change != Change.WITHDRAWAL:
            name_partners(self)

    def audience(self, verb: Verb) -> models.QuerySet[User]:
        """Its owner also hears of a partner that declines to be named."""
        return super().audience(Verb.RETURN if verb == Verb.DECLINE else verb)

    def further_audiences(self, verb: Verb) -> dict[Verb, models.QuerySet[User]]:
        """The focal points of States and organisations that are named in it and do not know yet."""
        return focal_points_told(self) if verb == Verb.SUBMIT else {}

    def snapshot(self) -> dict:
        """Content with what hangs on it; contact persons and addresses are elsewhere and stay out."""
        return super().snapshot() | {
            "objectives": list(self.placements.order_by("objective_id").values_list("objective_id", "weight")),
            "principles": sorted(self.principles.values_list("key", flat=True)),
            "countries": sorted(self.countries.values_list("iso3", flat=True)),
            "partners": list(self.partners.order_by("pk").values("name", "kind", "state_id")),
            "attachments": sorted(self.attachments.values_list("sha256", flat=True)),
        }
