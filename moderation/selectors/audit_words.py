"""The audit trail in plain sentences: one for each thing that can be done, to a new record, an amendment or a
withdrawal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.states import Act
from tools.states import CallAct
from workflow.states import Change, Status, Verb

ISOLATED, UNTIL_HERE = "\u2068", "\u2069"  # a name in another script does not turn the sentence around it


@dataclass(frozen=True)
class Sentence:
    """A sentence with names and numbers in it, to be worded in the reader's language."""

    words: str | Promise
    parts: Mapping[str, str]

    def __str__(self) -> str:
        return str(self.words) % self.parts

    @property
    def isolated(self) -> str:
        """For a page: each name set apart, whichever way its script runs."""
        return str(self.words) % {name: f"{ISOLATED}{part}{UNTIL_HERE}" for name, part in self.parts.items()}

    @property
    def names(self) -> frozenset[str]:
        """What its words ask to be filled in with."""
        return frozenset(re.findall(r"%\((\w+)\)s", str(self.words)))


Told = Mapping[Change, str | Promise]


def _same(words: str | Promise) -> Told:
    return dict.fromkeys(Change, words)


OF_RECORDS: Mapping[Verb, Told] = {
    Verb.DRAFT: {
        Change.NEW: _("%(who)s started the first draft."),
        Change.AMENDMENT: _("%(who)s started an amendment."),
        Change.WITHDRAWAL: _("%(who)s began to ask that it be withdrawn."),
    },
    Verb.SUBMIT: {
        Change.NEW: _("%(who)s submitted it, and it got the reference %(reference)s."),
        Change.AMENDMENT: _("%(who)s submitted the amendment."),
        Change.WITHDRAWAL: _("%(who)s asked that it be withdrawn."),
    },
    Verb.WITHDRAW: {
        Change.NEW: _("%(who)s took it back before it was published."),
        Change.AMENDMENT: _("%(who)s gave the amendment up."),
        Change.WITHDRAWAL: _("%(who)s no longer asked that it be withdrawn."),
    },
    Verb.RETURN: {
        Change.NEW: _("%(who)s returned it for changes."),
        Change.AMENDMENT: _("%(who)s returned the amendment for changes."),
        Change.WITHDRAWAL: _("%(who)s returned the request to withdraw it."),
    },
    Verb.REJECT: {
        Change.NEW: _("%(who)s rejected it."),
        Change.AMENDMENT: _("%(who)s rejected the amendment."),
        Change.WITHDRAWAL: _("%(who)s refused to withdraw it."),
    },
    Verb.PUBLISH: {
        Change.NEW: _("%(who)s published it, in publication %(number)s."),
        Change.AMENDMENT: _(
            "%(who)s published the amendment in publication %(number)s; "
            "it replaced the version of publication %(replaced)s."
        ),
        Change.WITHDRAWAL: _("%(who)s withdrew it as asked, in publication %(number)s."),
    },
    Verb.RETRACT: _same(_("%(who)s retracted it, in publication %(number)s.")),
    Verb.IMPORT: {
        Change.NEW: _("%(who)s imported it from a public registry, in publication %(number)s."),
        Change.AMENDMENT: _(
            "%(who)s imported what the public registry says now, in publication %(number)s; "
            "it replaced the version of publication %(replaced)s."
        ),
        Change.WITHDRAWAL: _("%(who)s withdrew it, in publication %(number)s: the public registry lists it no more."),
    },
    Verb.NAME: _same(_("By the submission of %(who)s, the partners named in it were told.")),
    Verb.CONFIRM: _same(_("%(who)s entered that a partner confirmed being named in it.")),
    Verb.DECLINE: _same(_("%(who)s entered that a partner declined to be named in it.")),
    Verb.APPROVE: _same(_("%(who)s approved it, as the first of two.")),
    Verb.CORROBORATE: _same(_("%(who)s said whether it is independently corroborated.")),
    Verb.ASK: _same(_("%(who)s asked a question about it.")),
    Verb.ANSWER: _same(_("%(who)s answered a question about it.")),
    Verb.PEER_REVIEW: _same(_("%(who)s handed over the result of its peer review.")),
    Verb.ASK_ERASURE: _same(_("%(who)s asked that personal data about it be erased.")),
    Verb.ERASE: _same(_("%(who)s erased personal data about it.")),
    Verb.REFUSE_ERASURE: _same(_("%(who)s refused to erase personal data about it.")),
    Verb.TAKE_BACK_ERASURE: _same(_("%(who)s no longer asked that personal data about it be erased.")),
    Verb.MATCH: _same(_("%(who)s brought it together with another record: both sides consented.")),
    Verb.CONCLUDE: _same(_("%(who)s entered what came of the match.")),
    Verb.EDIT_REFERENCE: _same(_("%(who)s edited reference data, in publication %(number)s.")),
}
AGAIN: Told = {
    Change.NEW: _("%(who)s corrected it and submitted it again."),
    Change.AMENDMENT: _("%(who)s corrected the amendment and submitted it again."),
    Change.WITHDRAWAL: _("%(who)s asked again that it be withdrawn."),
}
OF_PEOPLE: Mapping[Verb, str | Promise] = {  # where no record is concerned, but an account or a letter
    Verb.ASK_ERASURE: _("%(who)s asked that the personal data of an account or in a letter be erased."),
    Verb.ERASE: _("%(who)s erased the personal data of an account or in a letter."),
    Verb.REFUSE_ERASURE: _("%(who)s refused to erase the personal data of an account or in a letter."),
    Verb.TAKE_BACK_ERASURE: _("%(who)s no longer asked that the data of an account or in a letter be erased."),
}
OTHERWISE = _("%(who)s did this: %(what)s.")
OF_ACCOUNTS: Mapping[Act, str | Promise] = {
    Act.INVITED: _("%(who)s invited %(whom)s."),
    Act.RENEWED: _("%(who)s invited %(whom)s again."),
    Act.REVOKED: _("%(who)s revoked the invitation of %(whom)s."),
    Act.ACCEPTED: _("%(who)s accepted an invitation."),
    Act.DELEGATION_ENDED: _("%(who)s set the last day of the delegation of %(whom)s."),
    Act.FACTOR_RESET: _("%(who)s reset the second factor of %(whom)s."),
    Act.CLOSED: _("%(who)s closed the account of %(whom)s."),
    Act.REOPENED: _("%(who)s opened the account of %(whom)s again."),
    Act.SAMPLE_MADE: _("%(who)s made the sample account of %(whom)s."),
    Act.NOMINATED: _("%(who)s proposed %(whom)s as focal point."),
    Act.CONFIRMED: _("%(who)s confirmed the proposal of %(whom)s as focal point."),
    Act.REFUSED: _("%(who)s refused the proposal of %(whom)s as focal point."),
    Act.TAKEN_BACK: _("%(who)s took the proposal of %(whom)s as focal point back."),
    Act.LETTER_ERASED: _("%(who)s erased an authority letter."),
    Act.MAIL_CAME_BACK: _("%(who)s noted that mail to %(whom)s came back."),
    Act.ADDRESS_WORKS: _("%(who)s noted that mail to %(whom)s arrives again."),
    Act.ADDRESS_CHANGED: _("%(who)s changed the e-mail address of %(whom)s."),
    Act.ERASED: _("%(who)s erased the personal data of %(whom)s."),
    Act.ROSTER_CHANGED: _("%(who)s changed the place of %(whom)s on the roster of peer reviewers."),
    Act.NOTICES_CHANGED: _("%(who)s changed how often %(whom)s is written to."),
    Act.PROFILE_CHANGED: _("%(who)s changed their own name or language."),
    Act.LOOKED_UP: _("%(who)s looked up what %(whom)s did."),
    Act.TOKEN_MADE: _("%(who)s made an access token for the API."),
    Act.TOKEN_REVOKED: _("%(who)s revoked an access token for the API."),
}
OF_CALLS: Mapping[CallAct, str | Promise] = {
    CallAct.DRAFTED: _("%(who)s drafted the call for tools “%(what)s”."),
    CallAct.CHANGED: _("%(who)s changed the call for tools “%(what)s”."),
    CallAct.PUBLISHED: _("%(who)s published the call for tools “%(what)s”."),
    CallAct.CLOSED: _("%(who)s closed the call for tools “%(what)s”."),
}


def of_record(verb: Verb, change: Change, *, before: str, parts: Mapping[str, str]) -> Sentence:
    """What was done to a record: the verb's sentence for that change, another one where it came a second time."""
    told = AGAIN if verb == Verb.SUBMIT and before == Status.RETURNED else OF_RECORDS.get(verb, {})
    return Sentence(told.get(change, OTHERWISE), {"what": str(verb.label), **parts})


def of_nobody(verb: Verb, *, parts: Mapping[str, str]) -> Sentence:
    """What was done where no record is concerned."""
    return Sentence(OF_PEOPLE.get(verb, OTHERWISE), {"what": str(verb.label), **parts})


def of_account(act: Act, *, parts: Mapping[str, str]) -> Sentence:
    """What was done to somebody's standing."""
    return Sentence(OF_ACCOUNTS.get(act, OTHERWISE), {"what": str(act.label), **parts})
