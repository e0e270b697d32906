"""Why an edit of the reference data was refused: one class per reason, each with a sentence that says what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class EditRefused(Exception):
    """An edit was refused and nothing was changed."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class EditedMeanwhile(EditRefused):
    """Somebody else changed it since the form was opened."""

    @property
    def message(self) -> str:
        return _(
            "Somebody else changed this while you wrote. What you typed is still here: compare it with what is saved "
            "now, then save again."
        )


class ReasonMissing(EditRefused):
    """What the public reads changes for a reason that stays on record."""

    @property
    def message(self) -> str:
        return _("Say why. The reason stays in the history.")


class NotInOrder(EditRefused):
    """Values that contradict each other, or the rules; `problems` maps the question to a sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(problems)
        self.problems = problems

    @property
    def message(self) -> str:
        return " ".join(self.problems.values())


class AlreadyPublic(EditRefused):
    """It is published: a second click, or a second administrator."""

    @property
    def message(self) -> str:
        return _("This is published already; nothing was done twice.")


class NotPublic(EditRefused):
    """There is nothing to take off the site."""

    @property
    def message(self) -> str:
        return _("This is not published, so there is nothing to take off the site.")


class StillPublic(EditRefused):
    """What the public reads is taken off the site before it is removed."""

    @property
    def message(self) -> str:
        return _("This is published. Take it off the site first, then remove it.")


class NoLongerThere(EditRefused):
    """It was removed meanwhile."""

    @property
    def message(self) -> str:
        return _("This was removed meanwhile; nothing was changed.")
