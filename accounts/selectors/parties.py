"""Every State and organisation that is spoken for, or was, or will be; and one of them in full, for administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from accounts.models import AccountEvent, Delegation, Invitation, Nomination, Organisation, ReturnedMail, State
from accounts.states import DelegationRole

ENDED_SHOWN = 20  # the latest; older ones stay on the people's own pages

Party = State | Organisation


@dataclass(frozen=True)
class Mandated:
    """One party in the list: how many speak and draft for it today, the first last day, how many are proposed."""

    party: Party
    focal_points: int
    drafters: int
    first_to_end: date | None
    proposed: int


@dataclass(frozen=True)
class PartyInFull:
    """Who speaks for a party, since when, on which letter, until when; what is under way; what ended."""

    party: Party
    speaking: Sequence[Delegation]
    coming: Sequence[Delegation]
    ended: Sequence[Delegation]
    nominations: Sequence[Nomination]
    invitations: Sequence[Invitation]

    @property
    def focal_points(self) -> list[Delegation]:
        """Those who can submit today."""
        return [each for each in self.speaking if each.role == DelegationRole.FOCAL_POINT and each.person.is_active]


def parties_spoken_for(words: str = "") -> QuerySet:
    """States and organisations with a delegation, an invitation or a proposal, as plain values, by name.

    `with_mandates` makes lines of a page of them. `words` narrows to names that contain them.
    """
    named = Q(name__icontains=words)
    states = _known(State, "state").filter(named | Q(name_en__icontains=words) | Q(pk__iexact=words))
    organisations = _known(Organisation, "organisation").filter(named)
    localized = build_localized_fieldname("name", get_language() or "en")
    # not rewritten: modeltranslation hands on the names of `values` in no particular order, and a union needs one
    plain = states.rewrite(False)  # type: ignore[attr-defined]
    arms = (("state", plain, localized), ("organisation", organisations, "name"))
    rows = [
        each.order_by()
        .annotate(what=Value(what), key=Cast("pk", CharField()), called=Cast(name, CharField()))
        .values("what", "key", "called")
        for what, each, name in arms
    ]
    return rows[0].union(*rows[1:], all=True).order_by("called", "what", "key")


def with_mandates(rows: Sequence[dict]) -> list[Mandated]:
    """Lines to show, in the order of the rows; four queries for any number of them."""
    states = State.objects.in_bulk([row["key"] for row in rows if row["what"] == "state"])
    organisations = Organisation.objects.in_bulk([int(row["key"]) for row in rows if row["what"] == "organisation"])
    today = timezone.localdate()
    here = Q(state__in=states) | Q(organisation__in=organisations)
    speaking = Delegation.objects.in_force(today).of_open_accounts().filter(here).order_by()
    focal = Count("pk", filter=Q(role=DelegationRole.FOCAL_POINT))
    drafters = Count("pk", filter=Q(role=DelegationRole.DRAFTER))
    counted = {
        (row["state_id"], row["organisation_id"]): row
        for row in speaking.values("state_id", "organisation_id").annotate(
            focal=focal, drafters=drafters, first=Min("ends_on")
        )
    }
    waiting = Nomination.objects.undecided().filter(here).order_by()
    proposed = {
        (state, organisation): n
        for state, organisation, n in waiting.values_list("state_id", "organisation_id").annotate(n=Count("pk"))
    }
    found = []
    for row in rows:
        is_state = row["what"] == "state"
        party: Party = states[row["key"]] if is_state else organisations[int(row["key"])]
        at = (party.pk, None) if is_state else (None, party.pk)
        line = counted.get(at, {})
        found.append(
            Mandated(party, line.get("focal", 0), line.get("drafters", 0), line.get("first"), proposed.get(at, 0))
        )
    return found


def party_in_full(party: Party) -> PartyInFull:
    """One party with everything about who speaks for it, in three queries."""
    own = {"state": party} if isinstance(party, State) else {"organisation": party}
    today = timezone.localdate()
    returned = ReturnedMail.objects.filter(email=OuterRef("person__email"))
    delegations = Delegation.objects.filter(**own).with_parties().select_related("person", "letter")
    known = list(delegations.annotate(mail_came_back=Exists(returned)).order_by("-role", "starts_on", "pk"))
    ended = sorted((each for each in known if each.is_over), key=lambda each: (each.ends_on, each.pk), reverse=True)
    nominations = Nomination.objects.filter(**own).select_related("proposed_by", "decided_by", "letter")
    invitations = Invitation.objects.filter(**own).unaccepted().select_related("invited_by")
    return PartyInFull(
        party=party,
        speaking=[each for each in known if each.starts_on <= today and not each.is_over],
        coming=[each for each in known if each.starts_on > today and not each.is_over],
        ended=ended[:ENDED_SHOWN],
        nominations=list(nominations.order_by(F("decided_at").desc(nulls_first=True), "-pk")[:ENDED_SHOWN]),
        invitations=list(invitations.order_by("-created_at", "-pk")[:ENDED_SHOWN]),
    )


def party_story(party: Party) -> QuerySet[AccountEvent]:
    """What was done about who speaks for the party, the latest first."""
    name = "state" if isinstance(party, State) else "organisation"
    about = [f"{each}__{name}" for each in ("delegation", "invitation", "nomination")]
    where = Q(**{about[0]: party}) | Q(**{about[1]: party}) | Q(**{about[2]: party})
    found = AccountEvent.objects.filter(where)
    return found.select_related("actor", "person", "nomination", "invitation").order_by("-at", "-pk")


def _known(model: type, name: str) -> QuerySet:
    about = {name: OuterRef("pk")}
    known = Q(Exists(Delegation.objects.filter(**about)))
    known |= Q(Exists(Invitation.objects.filter(**about))) | Q(Exists(Nomination.objects.filter(**about)))
    return model.objects.filter(known)  # type: ignore[attr-defined]
