"""How often a person is written to about what: their own choice, or what holds until they choose.

What counts is the choice at the moment of sending, not at the moment something was owed.
"""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from notices.exceptions import LinkInvalid
from notices.models import Choice
from notices.querysets import NoticeQuerySet
from notices.services.topics import all_topics
from notices.states import UNLESS_CHOSEN, Frequency, Group

SALT = "notices.stop"


def with_frequency(notices: NoticeQuerySet) -> NoticeQuerySet:
    """These notices with the `frequency` that holds for each now; what is urgent goes out at once."""
    by_group: dict[Group, list[str]] = {}
    urgent = []
    for topic in all_topics():
        by_group.setdefault(topic.group, []).append(topic.name)
        if topic.is_urgent:
            urgent.append(topic.name)
    group = Case(
        *(When(topic__in=names, then=Value(group.value)) for group, names in by_group.items()),
        default=Value(Group.OTHER.value),
        output_field=CharField(),
    )
    unless_chosen = Case(
        *(When(of_group=each.value, then=Value(frequency.value)) for each, frequency in UNLESS_CHOSEN.items()),
        output_field=CharField(),
    )
    chosen = Choice.objects.filter(person=OuterRef("recipient"), group=OuterRef("of_group")).values("frequency")[:1]
    return notices.annotate(of_group=group).annotate(
        frequency=Case(
            When(topic__in=urgent, then=Value(Frequency.IMMEDIATE.value)),
            default=Coalesce(Subquery(chosen), unless_chosen),
            output_field=CharField(),
        )
    )


def frequencies_of(person_id: int) -> dict[Group, Frequency]:
    """What holds for this person now, for every group."""
    chosen = dict(Choice.objects.filter(person=person_id).values_list("group", "frequency"))
    return {group: Frequency(chosen.get(group, unless)) for group, unless in UNLESS_CHOSEN.items()}


@transaction.atomic
def choose(person_id: int, choices: Mapping[Group, Frequency]) -> dict[Group, tuple[Frequency, Frequency]]:
    """Keep what a person chose; answers what changed, as before and after."""
    before = frequencies_of(person_id)
    changed = {group: (before[group], chosen) for group, chosen in choices.items() if before[group] != chosen}
    for group, (_old, chosen) in changed.items():
        _keep(person_id, group, chosen, before="")
    return changed


@transaction.atomic
def stop(person_id: int, groups: Iterable[Group]) -> dict[Group, tuple[Frequency, Frequency]]:
    """Never write about these groups, and remember what held before; what was stopped already stays as it is."""
    before = frequencies_of(person_id)
    changed = {group: (before[group], Frequency.NONE) for group in groups if before[group] != Frequency.NONE}
    for group, (old, never) in changed.items():
        _keep(person_id, group, never, before=old)
    return changed


@transaction.atomic
def resume(person_id: int, groups: Iterable[Group]) -> dict[Group, tuple[Frequency, Frequency]]:
    """Write about these groups again, as often as before they were stopped; what was not stopped stays as it is."""
    stopped = Choice.objects.filter(person=person_id, group__in=list(groups), frequency=Frequency.NONE)
    changed = {}
    for row in stopped.select_for_update():
        group = Group(row.group)
        again = Frequency(row.before) if row.before else UNLESS_CHOSEN[group]
        changed[group] = (Frequency.NONE, again)
        _keep(person_id, group, again, before="")
    return changed


def stop_link(person_id: int, groups: Iterable[Group]) -> str:
    """The whole address, in the active language, that stops these groups for this person without signing in."""
    token = signing.Signer(salt=SALT, sep=".").sign_object([person_id, sorted(groups)])
    return settings.SITE_URL + reverse("notices:stop", args=[token])


def read_stop_token(token: str) -> tuple[int, list[Group]]:
    """Whose the link is, and which groups it stops; raises LinkInvalid where it was not made here for that."""
    try:
        person_id, groups = signing.Signer(salt=SALT, sep=".").unsign_object(token)
        return int(person_id), [Group(each) for each in groups]
    except (signing.BadSignature, ValueError, TypeError) as invalid:
        raise LinkInvalid from invalid


def _keep(person_id: int, group: Group, frequency: Frequency, *, before: str) -> None:
    kept = {"frequency": frequency, "before": before, "chosen_at": timezone.now()}
    Choice.objects.update_or_create(person_id=person_id, group=group, defaults=kept)
