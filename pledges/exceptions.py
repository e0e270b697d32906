"""Why a pledge could not be cited, or an answer to being named was refused."""

from django.utils.translation import gettext as _

from workflow.exceptions import WorkflowError


class NotNamed(WorkflowError):
    """No version that was handed in names this party now."""

    @property
    def message(self) -> str:
        return _("The pledge is being revised by its owner just now, or does not name you any more.")


class SaidAlready(WorkflowError):
    """The party's last word was the same."""

    @property
    def message(self) -> str:
        return _("This was your answer already; nothing was changed.")


class LinkClosed(WorkflowError):
    """The link was answered, has expired, or a newer letter took its place."""

    @property
    def message(self) -> str:
        return _("This link was answered, has expired, or a newer letter took its place.")


class NotCitable(WorkflowError):
    """No other published pledge has this reference."""

    @property
    def message(self) -> str:
        return _("This pledge cannot be cited: it is no longer public, or it is your own draft.")
