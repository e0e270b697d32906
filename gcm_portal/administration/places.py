"""Everything that is administered, in one list: what it is, where, and what waits there today."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import selectors as accounts
from accounts.models import User
from erasure import selectors as erasure
from gcm_portal.administration.mail import mail_owed
from matching.selectors.pages import UNMET, needs_waiting
from moderation.selectors import backlog
from peer_review import selectors as peer_review
from reports import selectors as reports
from roundtables import selectors as roundtables
from tools.selectors import calls_waiting


@dataclass(frozen=True)
class Place:
    """One thing to administer: its page, a sentence about it, who may; where something can, what waits, in words."""

    label: str | Promise
    sentence: str | Promise
    page: str
    permission: str
    waiting: Callable[[], tuple[int, str]] | None = None


@dataclass(frozen=True)
class Line:
    """A place as one person finds it today. `count` is how many wait; `words` says so."""

    label: str
    sentence: str
    url: str
    count: int
    words: str

    @property
    def is_quiet(self) -> bool:
        """True where nothing waits."""
        return self.count == 0


def proposals() -> tuple[int, str]:
    """Focal points that wait for an administrator."""
    n = accounts.proposals_waiting()
    return n, ngettext("%(n)s proposal to confirm", "%(n)s proposals to confirm", n) % {"n": n}


def invitations() -> tuple[int, str]:
    """Invitations nobody has accepted yet."""
    n = accounts.invitations_open()
    return n, ngettext("%(n)s not accepted yet", "%(n)s not accepted yet", n) % {"n": n}


def unreached() -> tuple[int, str]:
    """Accounts that mail does not reach."""
    n = accounts.accounts_out_of_reach()
    return n, ngettext("mail to %(n)s person comes back", "mail to %(n)s people comes back", n) % {"n": n}


def ending() -> tuple[int, str]:
    """Delegations that end soon."""
    n = accounts.delegations_ending_soon()
    return n, ngettext("%(n)s ends within 60 days", "%(n)s end within 60 days", n) % {"n": n}


def vacancies() -> tuple[int, str]:
    """States nobody speaks for."""
    n = accounts.vacant_states().count()
    return n, ngettext("%(n)s State without a focal point", "%(n)s States without a focal point", n) % {"n": n}


def submissions() -> tuple[int, str]:
    """What waits for a decision."""
    n = backlog().waiting
    return n, ngettext("%(n)s submission to decide on", "%(n)s submissions to decide on", n) % {"n": n}


def unmet() -> tuple[int, str]:
    """Capacity needs nobody has brought together with an offer."""
    n = needs_waiting({"standing": UNMET}).count()
    return n, ngettext("%(n)s need without a match", "%(n)s needs without a match", n) % {"n": n}


def reviews_without_a_reviewer() -> tuple[int, str]:
    """Peer reviews with a place nobody has taken."""
    n = peer_review.reviews(which="free", day=timezone.localdate()).count()
    return n, ngettext("%(n)s review with a free place", "%(n)s reviews with a free place", n) % {"n": n}


def not_placed() -> tuple[int, str]:
    """People who came as reviewers and are not on the roster yet."""
    n = peer_review.waiting_for_a_place().count()
    return n, ngettext("%(n)s person to enter", "%(n)s people to enter", n) % {"n": n}


def to_erase() -> tuple[int, str]:
    """Requests that personal data be erased which nobody has answered."""
    n = erasure.requests().waiting().count()  # type: ignore[attr-defined]
    return n, ngettext("%(n)s request to answer", "%(n)s requests to answer", n) % {"n": n}


def drafts() -> tuple[int, str]:
    """Background notes and topics that are not published."""
    n = roundtables.draft_count()
    return n, ngettext("%(n)s draft to publish", "%(n)s drafts to publish", n) % {"n": n}


def calls() -> tuple[int, str]:
    """Calls for tools that are written and not published."""
    n = calls_waiting()
    return n, ngettext("%(n)s call to publish", "%(n)s calls to publish", n) % {"n": n}


def paused() -> tuple[int, str]:
    """Schedules that ask for nothing."""
    n = reports.schedules_paused()
    return n, ngettext("%(n)s schedule is paused", "%(n)s schedules are paused", n) % {"n": n}


def failed() -> tuple[int, str]:
    """Reports that could not be built."""
    n = reports.failed_reports().count()
    return n, ngettext("%(n)s report failed", "%(n)s reports failed", n) % {"n": n}


def failing_mail() -> tuple[int, str]:
    """Messages that could not be sent so far."""
    n = sum(each.failing for each in mail_owed())
    return n, ngettext("%(n)s message could not be sent yet", "%(n)s messages could not be sent yet", n) % {"n": n}


LOOK_AFTER, REFERENCE = "accounts.look_after_people", "workflow.edit_reference"
GROUPS: list[tuple[str | Promise, list[Place]]] = [
    (
        _("People"),
        [
            Place(
                _("Proposals"),
                _("Focal points propose who follows them. You read the letter, then confirm or refuse."),
                "people:nominations",
                LOOK_AFTER,
                proposals,
            ),
            Place(
                _("Delegations"),
                _("For each State and organisation: who speaks, since when, on which letter, until when."),
                "people:delegations",
                LOOK_AFTER,
                ending,
            ),
            Place(
                _("States without a focal point"),
                _("Where nobody can submit today, and where soon nobody will."),
                "people:vacancies",
                "accounts.see_vacancies",
                vacancies,
            ),
            Place(
                _("Invitations"),
                _("Accounts exist by invitation only. Who was invited, by whom, and whether they came."),
                "invitations:list",
                "accounts.invite",
                invitations,
            ),
            Place(
                _("People"),
                _("Everybody with an account: their role, their second factor, whether mail arrives."),
                "people:list",
                LOOK_AFTER,
                unreached,
            ),
            Place(
                _("Reviewers of tools"),
                _("The roster: from the United Nations or outside, what each knows, and who has none yet."),
                "roster:list",
                "peer_review.see_roster",
                not_placed,
            ),
            Place(
                _("Requests to erase personal data"),
                _("Who asked, by when an answer is due, and exactly what would be erased."),
                "erasure:list",
                "erasure.decide",
                to_erase,
            ),
            Place(
                _("Audit trail"),
                _("What was done to a record, as a story; what a person did. Looking somebody up is written down."),
                "moderation:audit",
                "accounts.search_audit",
            ),
        ],
    ),
    (
        _("What the public reads"),
        [
            Place(
                _("Submissions"),
                _("What States and organisations handed in, the longest waiting first."),
                "moderation:queue",
                "workflow.moderate",
                submissions,
            ),
            Place(_("Published records"), _("What is asked about each."), "moderation:published", "workflow.moderate"),
            Place(
                _("What is late"),
                _("Reports that are due and records that came back, of which nobody has heard for long."),
                "moderation:overdue",
                "workflow.moderate",
            ),
            Place(
                _("Needs and offers"),
                _("Capacity needs beside the offers that could meet them; both sides are asked."),
                "matching:needs",
                "matching.broker",
                unmet,
            ),
            Place(
                _("Peer reviews of tools"),
                _("One reviewer of the United Nations and two from outside for each, and what came of it."),
                "peer_reviews:list",
                "peer_review.run",
                reviews_without_a_reviewer,
            ),
            Place(
                _("Reasons kept ready"),
                _("What moderators say often, in six languages."),
                "reasons:list",
                "correspondence.write_reasons",
            ),
            Place(
                _("Forums and calendar"),
                _("Dates, round tables, background notes, topics of the policy debate, and the steps between Forums."),
                "desk_forums:list",
                REFERENCE,
                drafts,
            ),
            Place(
                _("Calls for tools"),
                _("Each with its text, criteria and deadline; it opens and closes by itself."),
                "desk_calls:list",
                "tools.write_calls",
                calls,
            ),
        ],
    ),
    (
        _("Reports, and how the portal is doing"),
        [
            Place(
                _("Report schedules"),
                _("Which booklets are asked for, how often, in which languages, and when next."),
                "schedules:list",
                "reports.keep_schedules",
                paused,
            ),
            Place(
                _("Reports"),
                _("Ask for reports outside the schedules, see how far they are, release them, try again what failed."),
                "reports:production",
                "reports.request_report",
                failed,
            ),
            Place(
                _("Health"),
                _("Worker, clock, database, mail, files, disk: what works, and what needs somebody."),
                "administration:health",
                "gcm_portal.see_health",
                failing_mail,
            ),
        ],
    ),
]


def places_of(person: User) -> list[tuple[str, list[Line]]]:
    """The places this person may go to, by group; a fixed number of queries for each place."""
    found = [
        (str(title), [_line(place) for place in places if person.has_perm(place.permission)])
        for title, places in GROUPS
    ]
    return [(title, lines) for title, lines in found if lines]


def _line(place: Place) -> Line:
    count, words = place.waiting() if place.waiting else (0, "")
    return Line(str(place.label), str(place.sentence), reverse(place.page), count, words)
