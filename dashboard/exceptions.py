"""Why something cannot be taken away."""

from django.utils.translation import gettext as _


class UnknownField(Exception):
    """A field was asked for that the resource does not have."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name

    @property
    def message(self) -> str:
        return _("There is no field “%(name)s” here. The data page lists the fields.") % {"name": self.name[:60]}
