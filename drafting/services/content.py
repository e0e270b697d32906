"""What a version says, as plain values by the names of its questions: read, written, compared and copied one way."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from workflow.models import Moderated

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """An answer that is not a column of the version's own row: how it is read, and how it is written."""

    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None]


@dataclass(frozen=True)
class Content:
    """The questions of one kind of record. Values are plain: text, numbers, days, lists and dicts of them.

    A foreign key among the columns is its key's value. Private parts (contact persons) are never exported, compared
    in public, or part of the audit trail.
    """

    columns: tuple[str, ...]
    parts: Mapping[str, Part] = field(default_factory=dict)
    private: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Every question."""
        return (*self.columns, *self.parts)

    def read(self, item: Moderated, names: Iterable[str] | None = None) -> dict[str, Any]:
        """What the version answers to these questions, or to all; an unsaved one has no parts yet."""
        asked = self.names if names is None else tuple(names)
        return {name: self._value(item, name) for name in asked}

    def write(self, item: Moderated, values: Values) -> list[str]:
        """Put these answers into the version: columns unsaved on the instance, parts in their tables.

        Answers the names of the columns, for the caller to save. Only inside a transaction that holds the lock.
        """
        columns = [name for name in self.columns if name in values]
        for name in columns:
            setattr(item, item._meta.get_field(name).attname, values[name])  # type: ignore[union-attr]
        for name, part in self.parts.items():
            if name in values:
                part.write(item, values[name])
        return columns

    def _value(self, item: Moderated, name: str) -> Any:
        if name in self.parts:
            return self.parts[name].read(item) if item.pk else None
        return getattr(item, item._meta.get_field(name).attname)  # type: ignore[union-attr]


def stamp(values: Values) -> str:
    """The same few letters for the same answers: what a form was filled in on top of."""
    plain = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:24]
