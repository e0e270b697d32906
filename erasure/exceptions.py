"""Why a request was not taken, or not decided on, each with a sentence for the person who tried."""

from django.utils.translation import gettext as _


class ErasureError(Exception):
    """It was refused and nothing happened."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class NothingHeld(ErasureError):
    """There is nothing to erase."""

    @property
    def message(self) -> str:
        return _("Nothing of this is held here: there is nothing to erase.")


class AskedAlready(ErasureError):
    """The same was asked for and nobody has decided yet."""

    @property
    def message(self) -> str:
        return _("This was asked for already, and the secretariat has not decided yet.")


class DecidedAlready(ErasureError):
    """Somebody carried it out or refused it, or it was taken back; nothing more is erased."""

    @property
    def message(self) -> str:
        return _("This request was decided on, or taken back, already. Nothing more was erased.")


class OwnRequest(ErasureError):
    """Nobody decides on what they asked for, or on their own data."""

    @property
    def message(self) -> str:
        return _("You asked for this, or it is about yourself, so another administrator has to decide on it.")


class ReasonMissing(ErasureError):
    """Nobody is refused without being told why."""

    @property
    def message(self) -> str:
        return _("Say why: the person who asked will read your reason.")


class ChangedMeanwhile(ErasureError):
    """What is held now is not what the page showed."""

    @property
    def message(self) -> str:
        return _("What is held has changed since you opened this page. Look at it as it is now, then decide.")


class FarewellNotTaken(ErasureError):
    """No mail server took the last message to somebody whose account was erased."""

    @property
    def message(self) -> str:
        return _("No mail server took the message to the person. Tell them in another way that it is done.")
