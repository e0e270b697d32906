"""What is read again as it was: reference data whose earlier words stay readable by publication."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models


class Remembered(models.Model):
    """A row of which every edit keeps what it said before (`ReferenceEdit`); `REMEMBERED` names the columns."""

    REMEMBERED: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def content(self) -> dict[str, Any]:
        """What it says, as values that can be written as JSON: days as ISO text."""
        return {name: self._plain(name) for name in self.REMEMBERED}

    def say(self, content: Mapping[str, Any]) -> None:
        """Take over these words in memory: those of an earlier moment, or new ones that are then saved."""
        for name, value in content.items():
            setattr(self, name, self._meta.get_field(name).to_python(value))  # type: ignore[union-attr]

    def _plain(self, name: str) -> Any:
        value = getattr(self, name)
        if value is None and isinstance(self._meta.get_field(name), (models.CharField, models.TextField)):
            return ""
        return value.isoformat() if isinstance(value, date) else value
