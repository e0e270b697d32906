"""Why an act on a match was refused: one class per reason, with a sentence for the person who asked."""

from django.utils.translation import gettext as _

from matching.states import Standing
from workflow.exceptions import WorkflowError


class NotNow(WorkflowError):
    """The match does not stand where this act starts from."""

    def __init__(self, act, standing):
        super().__init__(act, standing)
        self.act, self.found_in = act, Standing(standing)

    @property
    def message(self) -> str:
        return _("This cannot be done now: it stands at “%(standing)s”. Somebody may have been faster.") % {
            "standing": self.found_in.label
        }


class NoLongerThere(WorkflowError):
    """The need or the offer was withdrawn, or support is no longer offered with it."""

    @property
    def message(self) -> str:
        return _("The need or the offer is no longer public, so this can go no further. Nothing was recorded.")


class TooLate(WorkflowError):
    """The days to answer are over."""

    @property
    def message(self) -> str:
        return _("The time to answer is over, so nothing was recorded. The secretariat can put it to you again.")


class OneParty(WorkflowError):
    """Need and offer belong to the same State or organisation."""

    @property
    def message(self) -> str:
        return _("The need and the offer belong to the same State or organisation: there is nobody to bring together.")


class OpenAlready(WorkflowError):
    """The pair is under way already; `match` is the one."""

    def __init__(self, match):
        super().__init__(match)
        self.match = match

    @property
    def message(self) -> str:
        return _("This need and this offer are under way together already.")


class TriedBefore(WorkflowError):
    """The pair was tried and came to an end; it is tried again only knowingly."""

    @property
    def message(self) -> str:
        return _("This pair was tried before. Say that you want to try it again, if anything has changed since.")


class NobodyToAsk(WorkflowError):
    """No focal point speaks for one of the sides; `party` is whose."""

    def __init__(self, party):
        super().__init__(party)
        self.party = party

    @property
    def message(self) -> str:
        return _("Nobody speaks for %(party)s here, so nobody can answer. Invite a focal point first.") % {
            "party": self.party
        }


class SaidAlready(WorkflowError):
    """The side consented already."""

    @property
    def message(self) -> str:
        return _("Your side has consented already.")


class NothingSaid(WorkflowError):
    """The side has not said what came of it, or says something else by now."""

    @property
    def message(self) -> str:
        return _("What that side said has changed since you opened the page. Read it as it is now, then confirm.")


class NotBeforeTheMatch(WorkflowError):
    """An outcome of a day before the match was made, or of one that is still to come."""

    @property
    def message(self) -> str:
        return _("Give a day between the day of the match and today.")
