"""Why the desk said no before the verb was asked."""

from django.utils.translation import gettext as _

from workflow.exceptions import WorkflowError


class ChangedMeanwhile(WorkflowError):
    """The submission on the moderator's screen is not the one that lies on the desk now."""

    @property
    def message(self) -> str:
        return _("This was changed and submitted again since you opened it. Read it as it is now, then decide.")
