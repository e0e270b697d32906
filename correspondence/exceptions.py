"""Why a question, an answer or a canned reason was not taken: one class per reason, with a sentence."""

from django.utils.translation import gettext as _

from workflow.exceptions import WorkflowError


class ThreadClosed(WorkflowError):
    """The submission does not lie on the desk any more, so there is nothing to ask about."""

    @property
    def message(self) -> str:
        return _(
            "This was decided on, returned or taken back in the meantime. The questions can be read, not answered."
        )


class NothingAsked(WorkflowError):
    """An answer where the secretariat has not asked anything."""

    @property
    def message(self) -> str:
        return _("The secretariat has not asked anything about this.")


class NothingWritten(WorkflowError):
    """A question or an answer without a word."""

    @property
    def message(self) -> str:
        return _("Write something first.")


class ReasonOvertaken(WorkflowError):
    """Somebody else changed the same canned reason in the meantime; nothing was overwritten."""

    @property
    def message(self) -> str:
        return _("Somebody else changed this in the meantime. Look at what it says now, then save yours.")
