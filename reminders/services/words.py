"""What a reminder says, looked up anew when it is sent: what has been answered by then is not asked for any more."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from notices.models import Notice
from notices.services import Message, Topic
from notices.states import Group
from progress.states import Why
from reminders.selectors import Case, Team, report_cases, returned_cases, teams
from reminders.states import Rung, Subject
from workflow.selectors import current_moment

LABELS: Mapping[tuple[Subject, Rung], str | Promise] = {
    (Subject.REPORT, Rung.RESPONSIBLE): pgettext_lazy("topic", "Progress reports that are due"),
    (Subject.REPORT, Rung.OTHERS): pgettext_lazy("topic", "Progress reports nobody has answered"),
    (Subject.REPORT, Rung.SECRETARIAT): pgettext_lazy("topic", "Late progress reports"),
    (Subject.RETURNED, Rung.RESPONSIBLE): pgettext_lazy("topic", "Returned for changes and waiting"),
    (Subject.RETURNED, Rung.OTHERS): pgettext_lazy("topic", "Returned for changes and not answered"),
    (Subject.RETURNED, Rung.SECRETARIAT): pgettext_lazy("topic", "Returned for changes and late"),
}
REASONS: Mapping[Why, str | Promise] = {
    Why.YEARLY: gettext_lazy("Once a year a report says how far the work has come."),
    Why.FORUM: gettext_lazy("Before the next Forum a report says how far the work has come."),
    Why.END: gettext_lazy("At the end of the work a report says what became of it."),
}


def topics() -> list[Topic]:
    """One for each subject and rung; what goes to the secretariat is in a group of its own."""
    return [
        Topic(
            f"reminders.{subject}_{rung}",
            label,
            compose=compose,
            compose_many=compose_many,
            group=Group.LATE if rung == Rung.SECRETARIAT else Group.DUE,
            is_reminder=True,
        )
        for (subject, rung), label in LABELS.items()
    ]


def compose(notice: Notice) -> Message | None:
    """The words for one reminder.

    None where it was answered or has changed, where a later step has taken its place, and where its reader no longer
    works for the party or cannot be reached.
    """
    return compose_many([notice])[notice.pk]


def compose_many(notices: Sequence[Notice]) -> dict[int, Message | None]:
    """The same for many reminders, in a fixed number of queries."""
    moment = current_moment()
    records = {notice.facts["record"] for notice in notices if "record" in notice.facts}
    events = {notice.facts["event"] for notice in notices if "event" in notice.facts}
    cases = [
        *(report_cases(moment, records=records) if records else ()),
        *(returned_cases(moment.day, events=events) if events else ()),
    ]
    by_identity = {case.identity: case for case in cases}
    people = teams(moment.day, party=cases[0].party if len(cases) == 1 else None) if cases else None
    found: dict[int, Message | None] = {}
    for notice in notices:
        case = by_identity.get(notice.facts["identity"])
        found[notice.pk] = _words(notice, case, people.of(case.party)) if case and people else None
    return found


def _words(notice: Notice, case: Case, team: Team) -> Message | None:
    rung = Rung(notice.topic.rpartition("_")[2])
    if rung == Rung.SECRETARIAT:
        return _late(case, team) if case.is_for_the_secretariat(team) else None
    is_reader = notice.recipient_id in team.reached(team.everybody)
    if not is_reader or case.step is None or case.step.name != notice.facts["step"]:
        return None
    return _report(case, rung) if case.subject == Subject.REPORT else _returned(case, rung)


def _report(case: Case, rung: Rung) -> Message:
    assert case.due is not None
    facts = _facts(case)
    if case.days < 0:
        subject = _("Progress report due on %(day)s: %(title)s") % facts
    elif case.days == 0:
        subject = _("Progress report due today: %(title)s") % facts
    else:
        subject = _("Progress report overdue since %(day)s: %(title)s") % facts
    if case.due.under_way:
        ending, link = _("A report has been begun. Go on with it at your desk:"), reverse("desk:home")
    else:
        ending = _("Report at your desk. Where nothing has changed since the last report, one click says so:")
        link = reverse("desk_progress:new", args=[case.reference])
    return Message(
        subject=subject,
        paragraphs=[str(REASONS[case.due.why]), *_why_you(rung), _lines(case), ending],
        link=link,
        action=_("Report progress"),
        summary=_lines(case, with_title=False),
    )


def _returned(case: Case, rung: Rung) -> Message:
    facts = _facts(case)
    subject = (
        _("Returned on %(day)s and still waiting: %(title)s")
        if case.title
        else _("Returned on %(day)s and still waiting: %(reference)s")
    )
    return Message(
        subject=subject % facts,
        paragraphs=[
            _("A moderator returned this submission for changes, with a reason. It has not been submitted again."),
            *_why_you(rung),
            _lines(case),
            _("Correct it at your desk and submit it again, or withdraw it:"),
        ],
        link=reverse("desk:home"),
        action=_("Go to your desk"),
        summary=_lines(case, with_title=False),
    )


def _late(case: Case, team: Team) -> Message:
    facts = _facts(case)
    is_report = case.subject == Subject.REPORT
    if case.reaches_nobody(team):
        subject = _("Mail reaches nobody about: %(title)s") % facts
        said = _("Mail to everybody who works for %(party)s comes back. Find another way to reach them.") % facts
    elif is_report:
        subject = ngettext("%(days)s day late: %(title)s", "%(days)s days late: %(title)s", case.days) % facts
        said = _("The reminders of this report were not answered.")
    else:
        subject = _("Returned on %(day)s and never submitted again: %(title)s") % facts
        said = _("The reminders of this submission were not answered.")
    return Message(
        subject=subject,
        paragraphs=[said, _lines(case), _("All that is late:")],
        link=reverse("moderation:overdue"),
        action=_("Go to what is late"),
        summary=_lines(case, with_title=False),
    )


def _why_you(rung: Rung) -> list[str]:
    if rung == Rung.RESPONSIBLE:
        return []
    return [_("Whoever was asked first has not answered or cannot be reached by e-mail. You work for the same party.")]


def _facts(case: Case) -> dict[str, object]:
    return {
        "day": date_format(case.since, "DATE_FORMAT"),
        "days": case.days,
        "title": case.title or case.reference,
        "reference": case.reference,
        "party": case.owner or "",
    }


def _lines(case: Case, *, with_title: bool = True) -> str:
    facts = _facts(case)
    lines = [
        with_title and case.title and _("Title: %(title)s") % facts,
        case.reference and _("Reference: %(reference)s") % facts,
        case.owner and _("Of: %(party)s") % facts,
    ]
    return "\n".join(str(line) for line in lines if line)
