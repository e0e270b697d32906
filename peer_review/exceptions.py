"""Why something about a peer review was refused: one class per reason, each with a sentence that says what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from peer_review.states import Hindrance
from workflow.exceptions import WorkflowError


class PeerReviewError(WorkflowError):
    """A verb of peer review was refused and nothing happened."""


class PeerReviewMissing(PeerReviewError):
    """This installation publishes no tool that was not peer reviewed (`PEER_REVIEW_REQUIRED`)."""

    @property
    def message(self) -> str:
        return _("A tool is published here only after its peer review is complete. Open one, or wait for its result.")


class OwnAssessment(PeerReviewError):
    """Who assessed a tool as a peer reviewer does not decide on it as a moderator."""

    @property
    def message(self) -> str:
        return _("You assessed this tool as a peer reviewer, so somebody else has to decide on it.")


class NotOnTheDesk(PeerReviewError):
    """Only a tool that lies on the moderators' desk is reviewed; a request to withdraw one is not."""

    @property
    def message(self) -> str:
        return _("Only a tool that awaits a decision can be peer reviewed. This one does not, now.")


class OpenAlready(PeerReviewError):
    """The tool has a peer review under way."""

    @property
    def message(self) -> str:
        return _("A peer review of this tool is under way already.")


class ReviewedAlready(PeerReviewError):
    """The text that lies on the desk was peer reviewed to the end."""

    @property
    def message(self) -> str:
        return _("This text was peer reviewed already. Another review can be opened once it was changed.")


class ReviewOver(PeerReviewError):
    """The peer review is complete or was called off."""

    @property
    def message(self) -> str:
        return _("This peer review is over: it is complete, or was called off.")


class NobodyChosen(PeerReviewError):
    """An invitation needs somebody to invite."""

    @property
    def message(self) -> str:
        return _("Choose whom to ask.")


class NoPlaceFree(PeerReviewError):
    """More were chosen of one side than the peer review has places for."""

    @property
    def message(self) -> str:
        return _("There are fewer free places than you chose reviewers. Look at the places above and choose again.")


class MayNotReview(PeerReviewError):
    """Somebody who was chosen cannot be asked about this tool, for the reason in `hindrance`."""

    def __init__(self, name: str, hindrance: Hindrance):
        super().__init__(name, hindrance)
        self.name, self.hindrance = name, hindrance

    @property
    def message(self) -> str:
        words = _("%(name)s cannot be asked. %(reason)s Nobody was asked; choose again.")
        return words % {"name": self.name, "reason": self.hindrance.label}


class NothingToRelease(PeerReviewError):
    """The reviewer has answered for good, or was released already."""

    @property
    def message(self) -> str:
        return _("Only somebody who still owes an answer or an assessment can be released.")


class AnsweredAlready(PeerReviewError):
    """The reviewer said yes, no or declared a conflict before, or was released."""

    @property
    def message(self) -> str:
        return _("This request was answered already, or is no longer open. Nothing was changed.")


class ConflictUnsaid(PeerReviewError):
    """A conflict of interest was declared without a word about it."""

    @property
    def message(self) -> str:
        return _("Say in a sentence what the conflict is. Only the secretariat reads it.")


class NotAccepted(PeerReviewError):
    """An assessment is written by somebody who declared no conflict and accepted, and only until it is handed in."""

    @property
    def message(self) -> str:
        return _("This assessment is handed in, or the request was not accepted. Nothing was changed.")


class ToolChanged(PeerReviewError):
    """The text that was read is not the one that lies on the desk now."""

    @property
    def message(self) -> str:
        return _(
            "The tool was changed and submitted again since you opened this page. Your answers are kept as a draft: "
            "read the tool as it is now, then hand in."
        )


class DraftOvertaken(PeerReviewError):
    """The same draft was saved elsewhere after this page was opened."""

    @property
    def message(self) -> str:
        return _(
            "You saved this assessment elsewhere since you opened this page. What you typed here is still here: save "
            "again to keep it instead."
        )


class Unfinished(PeerReviewError):
    """Something an assessment cannot do without is missing; `missing` maps question to sentence."""

    def __init__(self, missing: Mapping[str, str]):
        super().__init__(missing)
        self.missing = missing

    @property
    def message(self) -> str:
        return _("Some answers are still missing.")


class NoSuchAccount(PeerReviewError):
    """Nobody with an open account has this address."""

    @property
    def message(self) -> str:
        return _("No open account has this address. Invite the person first; once they accept, enter them here.")


class OnTheRosterAlready(PeerReviewError):
    """The person has a place on the roster."""

    @property
    def message(self) -> str:
        return _("This person is on the roster already. Change their entry instead.")
