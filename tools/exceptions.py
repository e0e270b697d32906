"""Why something about a call was refused: one class per reason, each with a sentence that says what to do."""

from django.utils.translation import gettext as _


class CallError(Exception):
    """Something about a call was refused and nothing was changed."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class AlreadyPublished(CallError):
    """It is public: a second click, or a second administrator."""

    @property
    def message(self) -> str:
        return _("This call is published already; nothing was done twice.")


class NotOpenYet(CallError):
    """It was never published, or is over: there is nothing to close."""

    @property
    def message(self) -> str:
        return _("Only a published call that is not over can be closed.")


class CallOvertaken(CallError):
    """Somebody else changed it since the form was opened."""

    @property
    def message(self) -> str:
        return _("Somebody else changed this call while you wrote. Compare with what is saved, then save again.")


class AddressIsFixed(CallError):
    """The address of a published call was given out."""

    @property
    def message(self) -> str:
        return _("The address of a published call cannot change: others have linked to it.")


class DeadlinePassed(CallError):
    """What would be published is over before it begins."""

    @property
    def message(self) -> str:
        return _("The deadline is over. Set a later one before you publish the call.")
