"""What schedules write to people about a Forum: the call, the reminder, and what is due from the secretariat.

Each is worded when it is sent, from the Forum's dates as they are then; about a Forum that has begun nothing is sent.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import Delegation, User
from accounts.selectors import mandates_of
from notices.models import Notice
from notices.services import Message, Topic, owe_unwritten
from notices.states import Group
from progress.selectors import due_reports
from reminders.selectors import teams
from reports.models import Report
from reports.states import Deed
from roundtables.models import Edition
from workflow.selectors import current_moment

REPORT_OUT = timedelta(weeks=12)  # before the Forum, at least: see reports/services/usual.py


def tell(deed: Deed, edition: Edition, *, key: str) -> int:
    """Owe everybody concerned the message; told once by that key. How many are owed it that were not before."""
    people = _secretariat() if deed == Deed.DEADLINE else _focal_points()
    topic, facts = f"reports.{deed}", {"forum": edition.year}
    return owe_unwritten(Notice(topic=topic, key=key, recipient_id=person, facts=facts) for person in people)


def has_begun(edition: Edition) -> bool:
    """True from the Forum's first day on; without dates it has not."""
    return edition.starts_on is not None and edition.starts_on <= timezone.localdate()


def topics() -> list[Topic]:
    """One for each deed that writes to people."""
    return [
        Topic("reports.call", pgettext_lazy("topic", "What a Forum calls for"), compose=compose_call, group=Group.DUE),
        Topic(
            "reports.reminder",
            pgettext_lazy("topic", "What is still due before a Forum"),
            compose=compose_reminder,
            group=Group.DUE,
        ),
        Topic(
            "reports.deadline",
            pgettext_lazy("topic", "The Secretary-General’s report before a Forum"),
            compose=compose_deadline,
        ),
    ]


def compose_call(notice: Notice) -> Message | None:
    """What can be submitted for the Forum; None once it has begun, or where its reader is no focal point any more."""
    edition = _ahead(notice)
    if edition is None or not _is_focal_point(notice):
        return None
    return Message(
        subject=_("The International Migration Review Forum of %(year)s: what to submit") % {"year": edition.year},
        paragraphs=[
            _when(edition),
            _(
                "What your State or organisation submits before it begins can be seen there: pledges, progress on "
                "them, a national plan, a voluntary review, practices, needs and offers. The reports for the round "
                "tables are made from what is published here."
            ),
            _("Begin, or go on, at your desk:"),
        ],
        link=reverse("desk:home"),
        action=_("Go to your desk"),
        summary=_when(edition),
    )


def compose_reminder(notice: Notice) -> Message | None:
    """The same, with what is due from the reader's parties before it begins."""
    edition = _ahead(notice)
    if edition is None or not _is_focal_point(notice):
        return None
    waiting = _due_before(notice, edition)
    if waiting:
        said = ngettext(
            "%(n)s report on your published pledges and measures falls due before it begins.",
            "%(n)s reports on your published pledges and measures fall due before it begins.",
            waiting,
        ) % {"n": waiting}
    else:
        said = _("No report on anything you have published falls due before it begins.")
    return Message(
        subject=_("The International Migration Review Forum of %(year)s: what is still due") % {"year": edition.year},
        paragraphs=[
            _when(edition),
            said,
            _("Pledges, plans, reviews and practices that are not submitted yet can still be."),
            _("All of it is at your desk:"),
        ],
        link=reverse("desk:home"),
        action=_("Go to your desk"),
        summary=said,
    )


def compose_deadline(notice: Notice) -> Message | None:
    """By when the Secretary-General's report has to be out, and how many finished reports wait for their release."""
    edition = _ahead(notice)
    if edition is None:
        return None
    waiting = Report.objects.waiting_for_release().filter(edition=edition).count()
    waits = ngettext(
        "%(n)s finished report for this Forum waits for its release.",
        "%(n)s finished reports for this Forum wait for their release.",
        waiting,
    ) % {"n": waiting}
    return Message(
        subject=_("The Secretary-General’s report before the Forum of %(year)s is due") % {"year": edition.year},
        paragraphs=[_when(edition), *_report_out(edition), waits],
        link=reverse("reports:production"),
        action=_("Go to the making of reports"),
        summary=waits,
    )


def _ahead(notice: Notice) -> Edition | None:
    """The Forum, where it has not begun."""
    edition = Edition.objects.filter(year=notice.facts["forum"]).first()
    return None if edition is None or has_begun(edition) else edition


def _when(edition: Edition) -> str:
    if edition.starts_on is None:
        return _("The dates of the Forum of %(year)s are not set yet.") % {"year": edition.year}
    words = {"year": edition.year, "day": date_format(edition.starts_on, "DATE_FORMAT"), "place": edition.place}
    if edition.place:
        return _("The Forum of %(year)s begins on %(day)s. Place: %(place)s.") % words
    return _("The Forum of %(year)s begins on %(day)s.") % words


def _report_out(edition: Edition) -> Iterable[str]:
    if edition.starts_on is None:
        return []
    day = date_format(edition.starts_on - REPORT_OUT, "DATE_FORMAT")
    return [_("The Secretary-General’s report has to be out twelve weeks before: by %(day)s.") % {"day": day}]


def _due_before(notice: Notice, edition: Edition) -> int:
    due = due_reports(mandates_of(notice.recipient), current_moment())
    return sum(edition.starts_on is None or each.due_on <= edition.starts_on for each in due)


def _focal_points() -> set[int]:
    """Everybody who speaks for a State or organisation today and whom mail reaches."""
    working = teams(timezone.localdate()).by_party.values()
    return {person for team in working for person in team.reached(team.focal_points)}


def _is_focal_point(notice: Notice) -> bool:
    speaking = Delegation.objects.in_force(timezone.localdate()).of_focal_points()
    return speaking.filter(person=notice.recipient_id).exists()


def _secretariat() -> set[int]:
    """Moderators and administrators."""
    staff = User.objects.filter(is_active=True, is_system=False).exclude(staff_role="")
    return set(staff.values_list("pk", flat=True))
