"""Why the desk said no before the verb was asked."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.exceptions import WorkflowError


class ChangedMeanwhile(WorkflowError):
    """The submission on the moderator's screen is not the one that lies on the desk now."""

    @property
    def message(self) -> str:
        return _("This was changed and submitted again since you opened it. Read it as it is now, then decide.")


class FilesNotReady(WorkflowError):
    """A file of the submission is still being checked for malware, or malware was found in it."""

    @property
    def message(self) -> str:
        return _(
            "A file of this submission is still being checked for malware, or malware was found in it, so it cannot "
            "be published yet. Try again in a few minutes, or return it for changes."
        )


class HeldByAnother(WorkflowError):
    """A colleague has claimed the submission; `claim` says who and since when."""

    def __init__(self, claim):
        super().__init__(claim)
        self.claim = claim

    @property
    def message(self) -> str:
        return _(
            "%(name)s has held this submission since %(moment)s and is deciding on it. Leave it to them, or take it "
            "over first: they are told."
        ) % {"name": self.claim.holder, "moment": date_format(self.claim.since, "DATETIME_FORMAT")}


class NotOnTheDesk(WorkflowError):
    """What was to be claimed or decided on does not await a decision, or never came to the desk."""

    @property
    def message(self) -> str:
        return _("This submission no longer awaits a decision: it was decided on or taken back.")
