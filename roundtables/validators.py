"""What must hold for a Forum's dates, split, calendar and papers: sentences for forms, and for verbs that refuse."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roundtables.models import CalendarEntry, Edition, Paper
from roundtables.states import OBJECTIVES, ROUND_TABLES, EntryKind, Precision

Problems = dict[str, str]


def problems_with_dates(edition: Edition, values: Mapping[str, Any], *, today: date) -> Problems:
    """What is wrong with these days for the Forum, question to sentence; nothing where all is in order.

    `edition` is the Forum as it stands: one that is over keeps its dates (they may be corrected, not taken away).
    """
    starts, ends, hearing = values.get("starts_on"), values.get("ends_on"), values.get("hearing_on")
    found: Problems = {}
    for name in ("starts_on", "ends_on"):
        if edition.ends_on is not None and edition.ends_on < today and values.get(name) is None:
            found[name] = _("This Forum is over, so its days stay on record. They can be corrected, not taken away.")
    if starts and not ends:
        found.setdefault("ends_on", _("Give the last day too, or leave both days empty."))
    if ends and not starts:
        found.setdefault("starts_on", _("Give the first day too, or leave both days empty."))
    if starts and ends and ends < starts:
        found["ends_on"] = _("The last day is before the first.")
    if hearing and not starts:
        found["hearing_on"] = _("Set the Forum’s own days first: the hearing is held before them.")
    elif hearing and starts and hearing >= starts:
        found["hearing_on"] = _("The hearing is held before the Forum begins.")
    for name, day in (("starts_on", starts), ("ends_on", ends), ("hearing_on", hearing)):
        if day and day.year != edition.year:
            words = _("This Forum is named by its year: give a day in %(year)s.")
            found.setdefault(name, words % {"year": edition.year})
    return found


def problems_with_split(split: Mapping[int, int]) -> Problems:
    """What is wrong with a split: each of the 23 objectives at one of four round tables, and none of these empty."""
    found = {
        f"objective_{number}": _("Choose a round table for this objective.")
        for number in OBJECTIVES
        if split.get(number) not in ROUND_TABLES
    }
    empty = [table for table in ROUND_TABLES if table not in split.values()]
    if not found and empty:
        words = _("Round table %(number)s would have no objective. Give each of the four at least one.")
        found[f"objective_{OBJECTIVES[0]}"] = words % {"number": empty[0]}
    return found


def problems_with_entry(entry: CalendarEntry | None, values: Mapping[str, Any], *, forum: Edition | None) -> Problems:
    """What is wrong with a step of the calendar. `forum` is the edition of the year in which it begins, if any."""
    starts, ends = values.get("starts_on"), values.get("ends_on")
    found: Problems = {}
    if starts and ends and ends < starts:
        found["ends_on"] = _("The last day is before the first.")
    own = _own_days(values.get("kind"), forum) if forum else None
    if starts and own and not found and (starts, ends or starts, values.get("precision")) != (*own, Precision.DAY):
        words = _("The Forum’s own page says %(day)s. Change the day there: the calendar follows.")
        found["starts_on"] = words % {"day": date_format(own[0], "DATE_FORMAT")}
    if starts and values.get("title") and not found and _is_twice(entry, values):
        found["title"] = _("The calendar has this step on this day already.")
    return found


def _own_days(kind: str | None, forum: Edition) -> tuple[date, date] | None:
    """The days that a step of this kind has from the Forum itself, where they are set."""
    if kind == EntryKind.FORUM and forum.starts_on and forum.ends_on:
        return forum.starts_on, forum.ends_on
    return (forum.hearing_on, forum.hearing_on) if kind == EntryKind.HEARING and forum.hearing_on else None


def _is_twice(entry: CalendarEntry | None, values: Mapping[str, Any]) -> bool:
    same = CalendarEntry.objects.standing().filter(**{name: values[name] for name in ("kind", "starts_on", "title")})
    return same.exclude(pk=entry.pk if entry else None).exists()


def problems_with_paper(paper: Paper, values: Mapping[str, Any]) -> Problems:
    """What is wrong with a note or topic among its like: another has its number."""
    like = Paper.objects.standing().filter(
        edition=paper.edition_id, round_table=paper.round_table_id, number=values.get("number")
    )
    if like.exclude(pk=paper.pk).exists():
        return {"number": _("Another one has this number already. Choose another.")}
    return {}
