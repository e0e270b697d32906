"""Every number shown to the public about tools: one function per number."""

from collections.abc import Mapping

from django.db.models import Count, F, Func

from roundtables.models import Edition
from roundtables.selectors import split_at, table_of
from tools.models import Tool
from tools.querysets import ToolQuerySet
from workflow.selectors import Moment


def public_tools(moment: Moment) -> ToolQuerySet:
    """The tools public at that moment, newest first, with owner and reference."""
    return Tool.objects.as_of(moment.publication).with_parties().order_by("-published_at", "-pk")


def tool_count(moment: Moment) -> int:
    """How many tools are public, cross-cutting ones included."""
    return Tool.objects.as_of(moment.publication).count()


def tool_counts_by_objective(moment: Moment) -> Mapping[int, int]:
    """For each of the 23 objectives, how many tools name it; a tool that names several counts at each."""
    found = _counted(moment, "objectives")
    return {number: found.get(number, 0) for number in range(1, 24)}


def tool_counts_by_round_table(edition: Edition, moment: Moment) -> Mapping[int, int]:
    """For each round table of the edition, how many tools name any of its objectives, each counted once."""
    table = table_of("objectives", split_at(edition, moment.publication))
    placed = Tool.objects.as_of(moment.publication).filter(objectives__isnull=False).annotate(table=table)
    found = dict(placed.order_by().values_list("table").annotate(tools=Count("pk", distinct=True)))
    return {number: found.get(number, 0) for number in range(1, 5)}


def tool_counts_by_organisation(moment: Moment) -> Mapping[int, int]:
    """How many tools each organisation owns, by its id; those without are not listed."""
    return _counted(moment, "organisation")


def languages_of_tools(moment: Moment) -> list[str]:
    """The codes of the languages that public tools exist in."""
    codes = Tool.objects.as_of(moment.publication).order_by().annotate(code=Func(F("languages"), function="unnest"))
    return sorted(set(codes.values_list("code", flat=True)))


def _counted(moment: Moment, key: str) -> dict[int, int]:
    public = Tool.objects.as_of(moment.publication).filter(**{f"{key}__isnull": False})
    return dict(public.order_by().values_list(key).annotate(tools=Count("pk", distinct=True)))
