"""A submission's content as words, field by field: to be read, and to be compared with what is published."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy, pgettext

from moderation.states import Kind
from pledges.models import Pledge
from pledges.states import Weight
from ui.templatetags.ui.language import name_of
from workflow.models import Moderated

PLEDGE = {
    "title": gettext_lazy("Title"),
    "language": gettext_lazy("Language of the text"),
    "pledge_type": gettext_lazy("Type of pledge"),
    "matched_record": gettext_lazy("Pledge it matches"),
    "natures": gettext_lazy("Kind of commitment"),
    "covers_whole_compact": gettext_lazy("The Compact as a whole"),
    "main_objectives": gettext_lazy("Main objectives"),
    "related_objectives": gettext_lazy("Related objectives"),
    "principles": gettext_lazy("Guiding principles"),
    "levels": gettext_lazy("Level"),
    "countries": gettext_lazy("Countries"),
    "region": gettext_lazy("Region"),
    "description": gettext_lazy("Description"),
    "lead_institution": gettext_lazy("Lead institution"),
    "partners": gettext_lazy("Partners"),
    "starts_on": gettext_lazy("Start"),
    "ends_on": gettext_lazy("End"),
    "is_open_ended": gettext_lazy("Open-ended"),
    "novelty": gettext_lazy("New, scaling up or continuing"),
    "continuing_since": gettext_lazy("Continuing since"),
    "indicator": gettext_lazy("Indicator"),
    "baseline": gettext_lazy("Baseline"),
    "target": gettext_lazy("Target"),
    "budget_amount": gettext_lazy("Budget"),
    "budget_currency": gettext_lazy("Currency"),
    "budget_is_secured": gettext_lazy("Budget secured"),
    "sdg_targets": gettext_lazy("SDG targets"),
    "is_mirror": gettext_lazy("Also relevant to the Global Compact on Refugees"),
    "forum": gettext_lazy("Announced for the Forum of"),
    "attachments": gettext_lazy("Attachments"),
}
TOOL = {
    "title": gettext_lazy("Title"),
    "language": gettext_lazy("Language of the text"),
    "provider": gettext_lazy("Provider"),
    "kind": gettext_lazy("Kind"),
    "scope": gettext_lazy("Scope"),
    "standing": gettext_lazy("In place or wished for"),
    "objectives": gettext_lazy("Objectives"),
    "languages": gettext_lazy("Languages"),
    "where_used": gettext_lazy("Where it is used"),
    "summary": gettext_lazy("Summary"),
    "results": gettext_lazy("Results"),
    "lessons": gettext_lazy("Lessons"),
    "replication": gettext_lazy("What replication takes"),
    "link": gettext_lazy("Link"),
    "offers_support": gettext_lazy("The provider offers support"),
}
UPDATE = {
    "language": gettext_lazy("Language of the text"),
    "about": gettext_lazy("Pledge it is about"),
    "speaks_for_on": gettext_lazy("Date it speaks for"),
    "stage": gettext_lazy("Stage"),
    "discontinued_because": gettext_lazy("Why it was discontinued"),
    "narrative": gettext_lazy("What was done"),
    "barriers": gettext_lazy("Barriers"),
    "next_steps": gettext_lazy("Next steps"),
    "indicator_value": gettext_lazy("New value of the indicator"),
    "assurance": gettext_lazy("How well it is supported"),
}
LABELS = {Kind.PLEDGE: PLEDGE, Kind.TOOL: TOOL, Kind.UPDATE: UPDATE}
LONG = frozenset(
    {"description", "summary", "results", "lessons", "replication", "narrative", "barriers", "next_steps"}
)
WRITTEN = LONG | {"title", "provider", "where_used", "discontinued_because", "indicator_value"}


@dataclass(frozen=True)
class Content:
    """One answer of a submission, as words; empty where nothing was said."""

    name: str
    label: str
    text: str

    @property
    def is_long(self) -> bool:
        """True for running text, which is read in paragraphs."""
        return self.name in LONG

    @property
    def is_written(self) -> bool:
        """True for what its owner wrote, in the language of the submission; the rest is ours, in the page's."""
        return self.name in WRITTEN


@dataclass(frozen=True)
class Difference:
    """One field that an amendment changes."""

    label: str
    before: str
    after: str


def contents(item: Moderated, *, kind: Kind) -> list[Content]:
    """Everything the public will read, in the order of the form. Contact persons are not part of it."""
    return [Content(name, str(label), _words(item, name)) for name, label in LABELS[kind].items()]


def differences(before: Moderated | None, after: Moderated, *, kind: Kind) -> list[Difference]:
    """What an amendment changes, field by field; nothing where there is nothing to compare with."""
    if before is None:
        return []
    pairs = zip(contents(before, kind=kind), contents(after, kind=kind), strict=True)
    return [Difference(new.label, old.text, new.text) for old, new in pairs if old.text != new.text]


def _words(item: Moderated, name: str) -> str:
    if isinstance(item, Pledge) and name in {"main_objectives", "related_objectives"}:
        weight = Weight.MAIN if name == "main_objectives" else Weight.RELATED
        return _listed(each.objective for each in item.placements.all() if each.weight == weight)
    value = getattr(item, name)
    if name == "languages":
        return _listed(name_of(code) for code in value)
    if hasattr(value, "all"):
        return _listed(value.all())
    field: Any = item._meta.get_field(name)
    if isinstance(value, list):
        labels = dict(field.base_field.flatchoices or ())
        return _listed(labels.get(each, each) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return _plain(value)


def _listed(things) -> str:
    return "\n".join(str(each) for each in things)


def _plain(value: Model | date | Decimal | bool | str | None) -> str:
    match value:
        case None:
            return ""
        case bool():
            return pgettext("answer", "Yes") if value else pgettext("answer", "No")
        case Decimal():
            return number_format(value, use_l10n=True, force_grouping=True)
        case date():
            return date_format(value)
    return str(value)
