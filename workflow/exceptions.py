"""Why a verb said no: one class per reason, with a sentence for the person who asked."""

from django.utils.translation import gettext as _


class WorkflowError(Exception):
    """A verb was refused and nothing happened."""

    @property
    def message(self) -> str:
        """What to tell the person, in their language."""
        return str(self)


class TransitionNotAllowed(WorkflowError):
    """The record is not in a state this verb starts from."""

    def __init__(self, verb, status):
        super().__init__(verb, status)
        self.verb, self.found_in = verb, status

    @property
    def message(self) -> str:
        return _("This cannot be done now: the record is “%(status)s”. Somebody may have been faster.") % {
            "status": self.found_in.label
        }


class OwnWork(WorkflowError):
    """Nobody decides on their own work."""

    @property
    def message(self) -> str:
        return _("You drafted or submitted this record, so somebody else has to decide on it.")


class SecondDecisionMissing(WorkflowError):
    """This kind is published by the second of two moderators, and no other one has approved what lies here now."""

    @property
    def message(self) -> str:
        return _(
            "This kind of submission needs two decisions: another moderator has to approve it before you can publish "
            "it. An approval counts for the text that was approved, not for one submitted later."
        )


class ApprovedAlready(WorkflowError):
    """The first of two decisions was taken; the second publishes."""

    @property
    def message(self) -> str:
        return _("A moderator has approved this already. The second decision is to publish it, or to give it back.")


class OneDecisionSuffices(WorkflowError):
    """This kind is published by one decision: there is nothing to approve beforehand."""

    @property
    def message(self) -> str:
        return _("One decision is enough for this kind of submission: publish it, return it or reject it.")


class ReasonMissing(WorkflowError):
    """The verb needs a reason and got none."""

    @property
    def message(self) -> str:
        return _("Say why: the person who submitted this will read your reason.")


class Incomplete(WorkflowError):
    """Something a submission cannot do without is missing; `missing` maps field names to sentences."""

    def __init__(self, missing):
        super().__init__(missing)
        self.missing = missing

    @property
    def message(self) -> str:
        return _("Some answers are still missing.")


class NotEditable(WorkflowError):
    """A record that was submitted or decided on is not edited; a published one is amended."""

    @property
    def message(self) -> str:
        return _("This record can no longer be edited.")


class Overtaken(WorkflowError):
    """Somebody else saved the same draft in the meantime; nothing was overwritten."""

    @property
    def message(self) -> str:
        return _(
            "Somebody else saved this draft while you were writing. Your text is still here: compare before you save."
        )


class AmendmentOpen(WorkflowError):
    """The record already has an amendment under way."""

    @property
    def message(self) -> str:
        return _("An amendment of this record is already under way.")


class FileRefused(WorkflowError):
    """A file to import has problems, named one by one in `problems`; nothing of it was taken."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems

    @property
    def message(self) -> str:
        return "\n".join(map(str, self.problems))


class RecordClosed(WorkflowError):
    """The record was withdrawn or retracted; no later version brings it back."""

    @property
    def message(self) -> str:
        return _("This record was withdrawn or retracted. What is to be public again is a new record.")


class UnknownMoment(WorkflowError):
    """An address asks for a publication there is not; `form` says what is wrong with it."""

    def __init__(self, form):
        super().__init__(form)
        self.form = form
