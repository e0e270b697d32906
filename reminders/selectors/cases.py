"""What is on the ladder: reports that fall due and nobody has handed in, and submissions that came back and lie.

A report that is with the secretariat is answered as far as its owner goes; one that came back is on the ladder as what
came back. Each is read as one thing, a case.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.utils import timezone

from accounts.models import Organisation, State
from pledges.models import Pledge
from progress.selectors import Due, due_dates, public_subjects, subjects_of
from reminders.selectors.people import Party, Team
from reminders.states import LATE, STEPS, Rung, Step, Subject
from workflow.models import AuditEvent, Moderated
from workflow.selectors import Moment
from workflow.states import Status, Verb


@dataclass(frozen=True)
class Case:
    """One thing somebody is reminded of.

    `identity` is the same for as long as it is the same thing to be done: it begins the keys of its reminders.
    `answer_for_it` are the accounts that handed it in before.
    """

    subject: Subject
    identity: str
    since: date
    day: date
    party: Party
    owner: State | Organisation | None
    answer_for_it: frozenset[int]
    title: str
    language: str
    reference: str
    facts: dict[str, Any] = field(default_factory=dict)
    due: Due | None = None
    version: Moderated | None = None

    @property
    def days(self) -> int:
        """How many days ago it was due or came back; less than nothing before."""
        return (self.day - self.since).days

    @property
    def step(self) -> Step | None:
        """The last step that was reached; None before the first."""
        return max((step for step in STEPS[self.subject] if step.after <= self.days), key=_after, default=None)

    def recipients(self, team: Team) -> tuple[Rung, frozenset[int]]:
        """Which rung is written to now, and whom of it; where mail reaches nobody on a rung, the next one.

        The focal points who handed it in before answer for it, or, where none of them is left, all of the party. Where
        there is nobody beside them, the second rung is theirs too. Where nobody works for the party nobody is written
        to before the secretariat's step: that is a vacancy, and on the list of those.
        """
        rung = self.step.rung if self.step else Rung.RESPONSIBLE
        responsible = (team.focal_points & self.answer_for_it) or team.focal_points or team.everybody
        others = (team.everybody - responsible) or responsible
        if rung == Rung.RESPONSIBLE and (reached := team.reached(responsible)):
            return rung, reached
        if rung != Rung.SECRETARIAT and (reached := team.reached(others)):
            return Rung.OTHERS, reached
        return Rung.SECRETARIAT, frozenset()

    def is_for_the_secretariat(self, team: Team) -> bool:
        """True where it is late, or is asked about and mail reaches nobody of those who work for the party."""
        if self.step is None:
            return False
        return self.days >= LATE or self.reaches_nobody(team)

    def reaches_nobody(self, team: Team) -> bool:
        """True where somebody works for the party, and mail to all of them comes back."""
        return bool(team.everybody) and not team.reached(team.everybody)


def report_cases(moment: Moment, *, records: Collection[int] | None = None) -> list[Case]:
    """Reports from thirty days before they are due that nobody has handed in; of these records, or of all."""
    if records is None:
        subjects = public_subjects(moment)
    else:
        subjects = [each for each in subjects_of(records, moment=moment).values() if each.is_public]
    found = (_report(due) for due in due_dates(subjects, moment) if _is_open(due))
    return [case for case in found if case.step is not None]


def returned_cases(day: date, *, events: Collection[int] | None = None) -> list[Case]:
    """Submissions that came back to be changed and lie there since, by the event that returned them; of all kinds."""
    return [case for model in _moderated() for case in _returned(model, day, events)]


def _after(step: Step) -> int:
    return step.after


def _is_open(due: Due) -> bool:
    return due.under_way is None or due.under_way.status == Status.DRAFT


def _report(due: Due) -> Case:
    version = due.subject.version
    source: Moderated = version if isinstance(version, Pledge) else version.plan
    handed_in = {source.submitted_by_id, source.author_id}
    if due.last is not None:
        handed_in |= {due.last.submitted_by_id, due.last.author_id}
    return Case(
        subject=Subject.REPORT,
        identity=f"{Subject.REPORT}:{due.subject.record.pk}:{due.due_on.isoformat()}",
        since=due.due_on,
        day=due.day,
        party=(source.state_id, source.organisation_id),
        owner=due.subject.owner,
        answer_for_it=frozenset(person for person in handed_in if person),
        title=due.subject.title,
        language=due.subject.language,
        reference=due.subject.reference,
        facts={"record": due.subject.record.pk},
        due=due,
    )


def _moderated() -> list[type[Moderated]]:
    """Every kind of submission there is, in a fixed order."""
    kinds = [model for model in apps.get_models() if issubclass(model, Moderated)]
    return sorted(kinds, key=lambda model: model._meta.label_lower)


def _returned(model: type[Moderated], day: date, events: Collection[int] | None) -> Iterator[Case]:
    versions = model._default_manager.filter(status=Status.RETURNED).select_related("record", "state", "organisation")
    returns = AuditEvent.objects.filter(verb=Verb.RETURN, target_type=model._meta.label_lower)
    if events is not None:
        asked_for = AuditEvent.objects.filter(pk__in=events, target_type=model._meta.label_lower)
        versions = versions.filter(pk__in=asked_for.values("target_id"))
    lying = {version.pk: version for version in versions}
    latest = returns.filter(target_id__in=lying).order_by("target_id", "-pk").distinct("target_id") if lying else ()
    for event in latest:
        version = lying[event.target_id]
        yield Case(
            subject=Subject.RETURNED,
            identity=f"{Subject.RETURNED}:{event.pk}",
            since=timezone.localdate(event.at),
            day=day,
            party=(version.state_id, version.organisation_id),
            owner=version.owner,
            answer_for_it=frozenset(each for each in (version.submitted_by_id, version.author_id) if each),
            title=event.snapshot.get("title", ""),
            language=version.language,
            reference=version.reference,
            facts={"event": event.pk},
            version=version,
        )
