"""One of everything, for the tests that walk all addresses: what each route needs, and who comes to it."""

from dataclasses import dataclass, field

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from accounts.models import Delegation
from accounts.services import invite
from accounts.states import DelegationRole
from reports.services import request_report
from reports.states import ReportKind
from roundtables.models import Edition
from tests.factories import accounts, pledges, progress, tools


def routes(patterns=None, namespaces=()):
    """The name of every address in the URL table, with its namespaces."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name])
        else:
            deeper = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern.url_patterns, deeper)


@dataclass
class World:
    """Seven visitors, and a record of Portugal's in each state that an address may ask for."""

    people: dict = field(default_factory=dict)
    arguments: dict = field(default_factory=dict)


def make_world():
    """Build it by the project's own verbs."""
    city = accounts.organisation()
    people = {
        "visitor": None,
        "focal point": accounts.focal_point("PRT"),
        "drafter": accounts.drafter("PRT"),
        "another State's": accounts.focal_point("KEN"),
        "contributor": accounts.delegate("city@example.org", role=DelegationRole.FOCAL_POINT, organisation=city),
        "moderator": accounts.moderator(),
        "administrator": accounts.administrator(),
    }
    public = pledges.published(people["focal point"], people["moderator"])
    pledges.published(people["contributor"], people["moderator"], state=None, organisation=city)
    return World(people=people, arguments=_arguments(people, public))


def _arguments(people, public):
    focal, moderator, administrator = people["focal point"], people["moderator"], people["administrator"]
    draft, waiting = pledges.draft(focal), pledges.submitted(focal)
    update = progress.draft(focal, about=public.record)
    invitation, token = invite(
        by=administrator, email="new@example.org", party=public.state, role=DelegationRole.DRAFTER
    )
    reference = {"reference": public.reference}
    by_name = {
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "invitations:accept": {"token": token},
        "people:end_delegation": {"pk": Delegation.objects.get(person=focal).pk},
        "desk_pledges:submitted": {"pk": waiting.pk},
        "desk_pledges:amend": reference,
        "desk_pledges:request_withdrawal": reference,
        "desk_progress:new": reference,
        "moderation:record": {"kind": "pledge", "pk": waiting.pk},
        "moderation:decide": {"kind": "pledge", "pk": waiting.pk, "verb": "publish"},
        "moderation:attachment": {"pk": waiting.pk, "attachment_pk": 1},
        "objectives:detail": {"number": 7},
        "forums:detail": {"year": 2026},
        "forums:round_table": {"year": 2026, "number": 4},
        "states:detail": {"iso3": "PRT"},
        "organisations:detail": {"slug": "city-of-sample"},
        "tools:detail": {"reference": tools.published(focal, moderator).reference},
    }
    by_prefix = {
        "invitations": {"pk": invitation.pk},
        "people": {"pk": focal.pk},
        "desk_pledges": {"pk": draft.pk},
        "desk_progress": {"pk": update.pk},
        "reports": {"reference": _report(by=moderator).reference},
        "pledges": reference,
    }
    return {"by_name": by_name, "by_prefix": by_prefix}


def _report(by):
    edition = Edition.objects.get(year=2026)
    return request_report(kind=ReportKind.ROUND_TABLE, edition=edition, round_table=2, language="en", by=by)
