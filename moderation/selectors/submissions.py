"""One submission: what it is, what stands published beside it, what may be done with it now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from accounts.models import User
from moderation.states import DECIDABLE, Kind
from pledges.models import Pledge, PledgeContact
from pledges.selectors import WHAT_HAPPENED, with_content
from progress.models import ProgressUpdate
from tools.models import Tool
from workflow.models import Moderated
from workflow.selectors import record_story
from workflow.states import DECISIONS, TRANSITIONS, Change, Verb


@dataclass(frozen=True)
class Happening:
    """One line of a record's history."""

    heading: str | Promise
    at: datetime
    actor: str
    note: str
    publication: int | None


MODELS: dict[Kind, type[Moderated]] = {Kind.PLEDGE: Pledge, Kind.TOOL: Tool, Kind.UPDATE: ProgressUpdate}


def submission(kind: Kind, pk: int) -> Moderated:
    """A version that once reached the desk or the public; raises DoesNotExist for all else, drafts above all."""
    everything = with_content(Pledge.objects.all()) if kind == Kind.PLEDGE else MODELS[kind]._default_manager.all()
    found = everything.filter(Q(submitted_at__isnull=False) | Q(published_in__isnull=False))
    return found.select_related(
        "record", "record__closed_in", "state", "organisation", "author", "submitted_by", "published_in"
    ).get(pk=pk)


def contacts(item: Moderated, *, kind: Kind) -> QuerySet[PledgeContact]:
    """Whom to ask about a pledge: read here and on the owner's own form, nowhere else."""
    found = PledgeContact.objects.filter(record=item.record) if kind == Kind.PLEDGE else PledgeContact.objects.none()
    return found.order_by("-is_primary", "pk")


def live_version(item: Moderated) -> Moderated | None:
    """The version of the same record the public reads now, where an amendment would replace it."""
    if item.change != Change.AMENDMENT:
        return None
    return type(item)._default_manager.published().filter(record=item.record).exclude(pk=item.pk).first()


def headline(item: Moderated) -> tuple[str, str]:
    """What the submission is called, and in which language: an update goes by the title of its pledge."""
    if isinstance(item, Pledge | Tool):
        return item.title, item.language
    if isinstance(item, ProgressUpdate) and (pledge := Pledge.objects.published().filter(record=item.about).first()):
        return pledge.title, pledge.language
    return item.reference, item.language


def story(item: Moderated) -> list[Happening]:
    """Everything done to the record, newest first."""
    return [
        Happening(WHAT_HAPPENED[Verb(event.verb)], event.at, str(event.actor), event.note, event.publication_id)
        for event in record_story(item.record).reverse()
    ]


def decisions_open_to(item: Moderated, *, by: User) -> tuple[Verb, ...]:
    """The verbs the desk offers this person on this version now. The verbs themselves refuse; this only hides."""
    open_now = (verb for verb in DECIDABLE if item.status in TRANSITIONS[verb][0])
    if item.replaced_in_id is not None:
        return ()
    return tuple(verb for verb in open_now if not (verb in DECISIONS and item.is_work_of(by)))
