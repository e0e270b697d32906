"""The fields of a progress update, on a pledge or on a measure of a national plan."""

from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields.columns import BOOLEAN, DATE, INTEGER, TEXT, TEXTS, Leaf, Table, nested, value
from dashboard.selectors.fields.reading import day_of, list_of, or_null, owner
from plans.states import MEASURE
from progress.models import EvidenceLink, ProgressUpdate
from progress.states import Assurance, Stage
from workflow.selectors import Moment


def public_updates(moment: Moment) -> QuerySet:
    """The updates public at that moment, newest first, on whatever record they are."""
    return ProgressUpdate.objects.as_of(moment.publication).order_by("-published_at", "-pk")


def _links(path: str) -> Any:
    return list_of(lambda moment: EvidenceLink.objects.filter(update=OuterRef("pk")).order_by("place"), path)


def _subject(moment: Moment) -> Any:
    return Case(When(about__kind=MEASURE, then=Value("measure")), default=Value("pledge"), output_field=CharField())


def _address(moment: Moment) -> Any:
    pledges, plans = (Value(f"{settings.SITE_URL}{reverse(page)}") for page in ("pledges:list", "plans:list"))
    section = Case(When(about__kind=MEASURE, then=plans), default=pledges, output_field=TextField())
    return Concat(section, F("about__reference"), Value("/#"), F("record__reference"), output_field=TextField())


PROGRESS = Table(
    name="progress",
    title=_("Progress updates"),
    about=_("What owners say became of a pledge or of a measure: every update that is public, not only the latest."),
    public=public_updates,
    fields=(
        value("reference", TEXT, _("The public reference of the update."), "record__reference", is_optional=False),
        value("about", TEXT, _("The pledge or measure it is about."), "about__reference", is_optional=False),
        value("about_kind", TEXT, _("“pledge” or “measure”."), _subject, is_optional=False),
        value("language", TEXT, _("The language it is written in (ISO 639-1)."), is_optional=False),
        owner(),
        value("speaks_for_on", DATE, _("The day it speaks for."), is_optional=False),
        value("stage", TEXT, _("How far the work has come."), or_null("stage"), choices=Stage),
        value("unchanged", BOOLEAN, _("Says only that nothing has changed."), "is_unchanged", is_optional=False),
        value("narrative", TEXT, _("What was done."), or_null("narrative")),
        value("barriers", TEXT, _("What stands in the way."), or_null("barriers")),
        value("next_steps", TEXT, _("What comes next."), or_null("next_steps")),
        value("discontinued_because", TEXT, _("Why the work was given up."), or_null("discontinued_because")),
        value("indicator_value", TEXT, _("The indicator’s value that day."), or_null("indicator_value")),
        value("assurance", TEXT, _("How well it is supported."), choices=Assurance, is_optional=False),
        nested(
            "links",
            _("Evidence on the web."),
            Leaf("title", TEXTS, _("What it is called."), _links("title"), is_optional=False),
            Leaf("address", TEXTS, _("Where it is."), _links("address"), is_optional=False),
            many=True,
        ),
        value("published_on", DATE, _("The day this version became public (UTC)."), day_of("published_at")),
        value("published_in", INTEGER, _("The publication that made this version public."), "published_in_id"),
        value("url", TEXT, _("Where it stands on the page of its pledge or measure."), _address, is_optional=False),
    ),
)
