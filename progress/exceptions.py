"""Why an update was not begun: one class per reason, with a sentence for the person who asked."""

from django.utils.translation import gettext as _

from workflow.exceptions import WorkflowError


class UpdateUnderWay(WorkflowError):
    """An update on the same pledge or measure is open already; `update` is the one."""

    def __init__(self, update):
        super().__init__(update)
        self.update = update

    @property
    def message(self) -> str:
        return _("An update on this is under way already. Finish it, or withdraw it before you begin another.")


class NothingToConfirm(WorkflowError):
    """There is no public update yet, so nothing can be unchanged since."""

    @property
    def message(self) -> str:
        return _("Nothing was published on this yet, so nothing can be unchanged since. Write a first update.")


class ConfirmedAlready(WorkflowError):
    """The last public update speaks for today, or a later day."""

    @property
    def message(self) -> str:
        return _("The last published update speaks for today already. There is nothing to confirm.")
