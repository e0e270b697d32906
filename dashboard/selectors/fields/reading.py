"""How values are read in SQL: the few ways all resources share."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    DateField,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from dashboard.selectors.fields.columns import (
    DATE,
    INTEGER,
    TEXT,
    Field,
    Leaf,
    nested,
    value,
)
from workflow.selectors import Moment

Expression = Callable[[Moment], Any]


def or_null(path: str) -> Expression:
    """The text of that column, null where it is empty."""
    return lambda moment: NullIf(F(path), Value(""), output_field=TextField())


def decimal(path: str) -> Expression:
    """An amount as text with its decimals, so that no reader rounds it."""
    return lambda moment: Cast(path, TextField())


def day_of(path: str) -> Expression:
    """The day (UTC) of a moment."""
    return lambda moment: Func(
        F(path), template="(%(expressions)s AT TIME ZONE 'UTC')::date", output_field=DateField()
    )


def instant(path: str) -> Expression:
    """A moment as text in ISO 8601, in UTC to the second."""
    as_text = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    return lambda moment: Func(F(path), template=as_text, output_field=TextField())


def address_of(page: str, path: str = "record__reference") -> Expression:
    """The whole address of a page of the record, in the language of the request; `page` is the name of its list."""
    return lambda moment: Concat(
        Value(f"{settings.SITE_URL}{reverse(page)}"), F(path), Value("/"), output_field=TextField()
    )


def in_language(path: str, language: str | None = None) -> Any:
    """A translated column in the language of the request, in English where it is missing."""
    localized = NullIf(
        F(build_localized_fieldname(path, language or get_language() or "en")), Value(""), output_field=TextField()
    )
    return Coalesce(localized, F(build_localized_fieldname(path, "en")), output_field=TextField())


def list_of(rows: Callable[[Moment], QuerySet], path: str) -> Expression:
    """The values of one column of these rows, as an array in their order; the rows refer to the outer row."""
    return lambda moment: ArraySubquery(rows(moment).values(path))


def first_of(rows: Callable[[Moment], QuerySet], path: str) -> Expression:
    """The value of one column of the first of these rows; null where there is none."""
    return lambda moment: Subquery(rows(moment).values(path)[:1])


def through(model: Any, name: str, to: str, *, order: str = "") -> Expression:
    """The keys a many-to-many field leads to, in order; `name` is what the row is called in the table between."""
    rows = model.objects.filter(**{name: OuterRef("pk")}).order_by(order or to)
    return lambda moment: ArraySubquery(rows.values(to))


def owner(state: str = "state", *, states_only: bool = False) -> Field:
    """Whose record it is; `state` is the path of its State."""
    return nested(
        "owner",
        _("The State or organisation the record belongs to; nothing where an imported source does not say."),
        Leaf("kind", TEXT, _("“state” or “organisation”."), _state_kind if states_only else _kind),
        Leaf(
            "code",
            TEXT,
            _("ISO 3166 alpha-3 of a State; of an organisation its name in addresses."),
            f"{state}_id" if states_only else _code,
        ),
        Leaf(
            "name",
            TEXT,
            _("Its name, of a State in the language of the page."),
            (lambda moment: in_language(f"{state}__name")) if states_only else _name,
        ),
    )


def record_fields() -> tuple[Field, ...]:
    """What every record begins with."""
    return (
        value(
            "reference",
            TEXT,
            _("The public reference: given once, kept through all versions."),
            "record__reference",
            is_optional=False,
        ),
        value("title", TEXT, _("The title, as its owner wrote it."), is_optional=False),
        value("language", TEXT, _("The language the record is written in (ISO 639-1)."), is_optional=False),
    )


def publication_fields(page: str, *, source: bool = True) -> tuple[Field, ...]:
    """What every record ends with: since when it is public, where it stands, where it came from."""
    fields = (
        value("published_on", DATE, _("The day this version became public (UTC)."), day_of("published_at")),
        value("published_in", INTEGER, _("The publication that made this version public."), "published_in_id"),
        value("url", TEXT, _("The record’s page."), address_of(page), is_optional=False),
    )
    where = value(
        "source_url", TEXT, _("The page of the public registry it was taken from."), or_null("record__source_url")
    )
    return (*fields, where) if source else fields


def _kind(moment: Moment) -> Any:
    state = When(state__isnull=False, then=Value("state"))
    organisation = When(organisation__isnull=False, then=Value("organisation"))
    return Case(state, organisation, output_field=CharField())


def _code(moment: Moment) -> Any:
    return Coalesce(F("state_id"), F("organisation__slug"), output_field=TextField())


def _name(moment: Moment) -> Any:
    return Coalesce(in_language("state__name"), F("organisation__name"), output_field=TextField())


def _state_kind(moment: Moment) -> Any:
    return Value("state", output_field=CharField())
