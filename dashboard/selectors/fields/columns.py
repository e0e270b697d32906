"""What a field of a public resource is, and how rows are read by such fields. Nothing here knows a resource.

A field is one value, an object of a few, or a list of objects. Each value in it, a `Leaf`, is one column of flat
formats (CSV, XLSX) and one expression of the one SELECT the rows come from; the nested form (JSON, the API) is put
together from the same columns. So no two formats can say different things.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Choices, F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from dashboard.exceptions import UnknownField
from dashboard.selectors.fields.compiled import rows_of_page
from workflow.selectors import Moment

TEXT, INTEGER, BOOLEAN, DATE, INSTANT = "text", "integer", "boolean", "date", "date and time"
DECIMAL = "decimal"  # given as text, so that no reader rounds it
TEXTS, INTEGERS, BOOLEANS, DATES = "list of text", "list of integers", "list of booleans", "list of dates"
OBJECT, OBJECTS = "object", "list of objects"
LISTS = frozenset({TEXTS, INTEGERS, BOOLEANS, DATES})
SINGLE = {TEXT: TEXT, INTEGER: INTEGER, BOOLEAN: BOOLEAN, DATE: DATE, DECIMAL: DECIMAL, INSTANT: INSTANT}
SINGLE |= {TEXTS: TEXT, INTEGERS: INTEGER, BOOLEANS: BOOLEAN, DATES: DATE}  # of a list: what one of it is
BETWEEN = " | "  # what stands between the values of a list in one cell

TYPES = {
    TEXT: pgettext_lazy("type of a field", "text"),
    INTEGER: pgettext_lazy("type of a field", "whole number"),
    BOOLEAN: pgettext_lazy("type of a field", "true or false"),
    DATE: pgettext_lazy("type of a field", "date"),
    INSTANT: pgettext_lazy("type of a field", "date and time"),
    DECIMAL: pgettext_lazy("type of a field", "decimal number"),
    TEXTS: pgettext_lazy("type of a field", "list of texts"),
    INTEGERS: pgettext_lazy("type of a field", "list of whole numbers"),
    BOOLEANS: pgettext_lazy("type of a field", "list of true or false"),
    DATES: pgettext_lazy("type of a field", "list of dates"),
    OBJECT: pgettext_lazy("type of a field", "object"),
    OBJECTS: pgettext_lazy("type of a field", "list of objects"),
}
Words = str | Promise
Read = str | Callable[[Moment], Any]


@dataclass(frozen=True)
class Leaf:
    """One value: its type, how it is read, the codes it can have, and whether it can be missing (then it is null).

    `read` is the path of a column, or makes the expression for a moment; of a `Listing`, it reads one of its things.
    """

    name: str
    kind: str
    words: Words
    read: Any
    choices: type[Choices] | None = None
    is_optional: bool = True

    @property
    def type_words(self) -> Words:
        """Its type, for people."""
        return TYPES[self.kind]

    @property
    def codes(self) -> list[tuple[Any, Words]]:
        """The codes it can have, each with its label; none where it is free."""
        return [(each.value, each.label) for each in self.choices] if self.choices else []


@dataclass(frozen=True)
class Field:
    """One field of a resource; `is_default` where it is given unless others are asked for."""

    name: str
    kind: str
    words: Words
    leaves: tuple[Leaf, ...]
    is_default: bool = True

    @property
    def parts(self) -> tuple[Leaf, ...]:
        """The parts of an object, or of each object of a list; none where the field is one value."""
        return self.leaves if self.kind in {OBJECT, OBJECTS} else ()

    @property
    def type_words(self) -> Words:
        """Its type, for people."""
        return TYPES[self.kind]

    def nested(self, values: Sequence[Any]) -> Any:
        """The field as JSON has it, out of the values of its leaves."""
        if self.kind == OBJECT:
            known = dict(zip((leaf.name for leaf in self.leaves), values, strict=True))
            return known if values[0] is not None else None
        if self.kind == OBJECTS:
            names = [leaf.name for leaf in self.leaves]
            return [dict(zip(names, each, strict=True)) for each in zip(*values, strict=True)]
        return values[0]


@dataclass(frozen=True)
class Column:
    """One column of the flat form of a field: `owner_name` of `owner`."""

    name: str
    field: Field
    leaf: Leaf

    @property
    def words(self) -> Words:
        """What it holds."""
        return self.leaf.words


@dataclass(frozen=True, eq=False)
class Resource:
    """A kind of public thing and its fields: the data dictionary that every format and the API are made from."""

    name: str
    title: Words
    about: Words
    fields: tuple[Field, ...]
    key: str = "reference"
    by_name: Mapping[str, Field] = field(init=False, repr=False)

    def __post_init__(self):
        object.__setattr__(self, "by_name", {each.name: each for each in self.fields})

    def chosen(self, names: Iterable[str] = ()) -> tuple[Field, ...]:
        """The fields of these names, each once and in the resource's own order; without names, the default choice.

        Raises UnknownField for a name that is none of them.
        """
        wanted = set(names)
        unknown = sorted(wanted - self.by_name.keys())
        if unknown:
            raise UnknownField(unknown[0])
        return tuple(each for each in self.fields if (each.name in wanted if wanted else each.is_default))

    def columns(self, names: Iterable[str] = ()) -> tuple[Column, ...]:
        """The columns of the flat form of these fields."""
        return tuple(_column(each, leaf) for each in self.chosen(names) for leaf in each.leaves)

    def rows(self, found: Any = None, *, moment: Moment, fields: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Each as a dict of these fields, nested as JSON has it, in the order of `found` (all that is public without).

        Values are plain: text, numbers, booleans, dates, None, and lists and dicts of these. One query. Raises
        UnknownField before anything is read.
        """
        return self.assembled(self.values(found, moment=moment, fields=fields), fields=fields)

    def values(self, found: Any = None, *, moment: Moment, fields: Iterable[str] = ()) -> Iterable[tuple[Any, ...]]:
        """The same flat and unformatted: one value, or list of values, for each of `columns(fields)`."""
        raise NotImplementedError

    def assembled(self, rows: Iterable[tuple[Any, ...]], *, fields: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """Rows of values as dicts, nested as JSON has them."""
        chosen = self.chosen(fields)
        if all(len(each.leaves) == 1 and each.kind not in {OBJECT, OBJECTS} for each in chosen):
            names = [each.name for each in chosen]
            return (dict(zip(names, row, strict=True)) for row in rows)
        spans, start = [], 0
        for each in chosen:
            spans.append((each, slice(start, start := start + len(each.leaves))))
        return ({each.name: each.nested(row[span]) for each, span in spans} for row in rows)


@dataclass(frozen=True, eq=False, kw_only=True)
class Table(Resource):
    """A resource that is read by SQL: however many rows, one SELECT and no model instance."""

    public: Callable[[Moment], QuerySet]

    def query(self, found: QuerySet | None = None, *, moment: Moment, fields: Iterable[str] = ()) -> QuerySet:
        """The SELECT behind the rows: a values_list of one item for each of `columns(fields)`."""
        rows = self.public(moment) if found is None else found
        leaves = [column.leaf for column in self.columns(fields)]
        read = {f"c{place}": _expression(leaf, moment) for place, leaf in enumerate(leaves)}
        return rows.annotate(**read).values_list(*read)

    def values(self, found: QuerySet | None = None, *, moment: Moment, fields: Iterable[str] = ()):
        """One value, or list of values, for each of `columns(fields)`; a page (a sliced queryset) is read quickly."""
        if found is not None and found.query.is_sliced:
            return self._values_of(list(found.values_list("pk", flat=True)), moment=moment, fields=fields)
        return self.query(found, moment=moment, fields=fields)

    def page(self, keys: Sequence[Any], *, moment: Moment, fields: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
        """The rows of these keys in their order, as `rows` gives them; one query."""
        return self.assembled(self._values_of(keys, moment=moment, fields=fields), fields=fields)

    def _values_of(self, keys: Sequence[Any], *, moment: Moment, fields: Iterable[str]) -> list[tuple[Any, ...]]:
        names = tuple(each.name for each in self.chosen(fields))
        return rows_of_page(self, keys, moment=moment, fields=names)


@dataclass(frozen=True, eq=False, kw_only=True)
class Listing(Resource):
    """A resource of a few hundred things at most, read as objects: reference data with a history of its own."""

    public: Callable[[Moment], Iterable[Any]]

    def values(self, found: Iterable[Any] | None = None, *, moment: Moment, fields: Iterable[str] = ()):
        """One value, or list of values, for each of `columns(fields)`."""
        things = self.public(moment) if found is None else found
        reads = [column.leaf.read for column in self.columns(fields)]
        return [tuple(read(each) for read in reads) for each in things]


def flat(value: Any) -> str:
    """A value as text of one cell: dates as ISO 8601, true and false, a list with ` | ` between, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return BETWEEN.join(flat(each) for each in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def value(name: str, kind: str, words: Words, read: Any = None, **more: Any) -> Field:
    """A field of one value, read from the column of its name unless said otherwise."""
    default = more.pop("default", True)
    return Field(name, kind, words, (Leaf(name, kind, words, read or name, **more),), default)


def nested(name: str, words: Words, *leaves: Leaf, many: bool = False, default: bool = True) -> Field:
    """A field that is an object, null where its first value is; with `many`, a list of objects."""
    return Field(name, OBJECTS if many else OBJECT, words, leaves, default)


def _column(each: Field, leaf: Leaf) -> Column:
    return Column(f"{each.name}_{leaf.name}" if each.kind in {OBJECT, OBJECTS} else each.name, each, leaf)


def _expression(leaf: Leaf, moment: Moment) -> Any:
    return F(leaf.read) if isinstance(leaf.read, str) else leaf.read(moment)
