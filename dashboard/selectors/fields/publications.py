"""The fields of the log of publications."""

from typing import Any

from django.db.models import Count, IntegerField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dashboard.selectors.fields.columns import INSTANT, INTEGER, TEXT, Table, value
from dashboard.selectors.fields.reading import instant
from dashboard.selectors.publications import publications
from workflow.models import AuditEvent
from workflow.selectors import Moment
from workflow.states import Verb


def _touched(moment: Moment) -> Any:
    """How many records it is about."""
    events = AuditEvent.objects.filter(publication=OuterRef("pk")).order_by().values("publication")
    counted = events.annotate(found=Count("record", distinct=True)).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _reference(moment: Moment) -> Any:
    """The reference of the one record it is about; nothing where it is about none or many."""
    events = AuditEvent.objects.filter(publication=OuterRef("pk")).order_by().values("publication")
    single = events.annotate(found=Count("record", distinct=True)).filter(found=1)
    return Subquery(single.annotate(name=Max("record__reference")).values("name"))


PUBLICATIONS = Table(
    name="publications",
    key="number",
    title=_("Publications"),
    about=_("Every act that changed what the public sees, numbered without gaps."),
    public=publications,
    fields=(
        value("number", INTEGER, _("The number everything public is cited with."), is_optional=False),
        value("published_at", INSTANT, _("When (UTC)."), instant("at"), is_optional=False),
        value("act", TEXT, _("What was done."), "verb", choices=Verb, is_optional=False),
        value("records", INTEGER, _("How many records it touched."), _touched, is_optional=False),
        value("reference", TEXT, _("The record, where it is one."), _reference),
    ),
)
