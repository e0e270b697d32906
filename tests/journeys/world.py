"""One of everything, for the tests that walk all addresses: what each route needs, and who comes to it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from accounts.models import Delegation
from accounts.services import GivenLetter, invite, look_up
from accounts.states import DelegationRole, Holding
from correspondence.models import CannedReason
from correspondence.services import ask
from drafting.services import draft_amendment
from erasure.services import ask as ask_erasure
from moderation.services import decide_many
from moderation.services.batches import Pick
from moderation.states import Kind
from needs.services import NEED_CONTENT
from notices.services import stop_link
from notices.states import Group
from plans.services import PLAN_CONTENT
from pledges.models import PartnerLetter
from pledges.services.letters import token_of
from progress.services import UPDATE_CONTENT
from tests.factories import accounts, attachments, needs, plans, pledges, progress, reviews, tools
from tests.journeys import world_peer_review
from tests.journeys.world_administration import of_administration
from tests.journeys.world_api import of_the_api
from tests.journeys.world_following import of_following
from tests.journeys.world_matching import of_matches
from tests.journeys.world_reports import of_reports
from tools.services import TOOL_CONTENT
from workflow.services import publish, submit
from workflow.states import Verb


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
    """Eight visitors, and a record of Portugal's in each state that an address may ask for."""

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
    world_peer_review.enter_reviewer(people)
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
        **_of_one_person(focal, token),
        **_of_accounts(focal, people["drafter"]),
        **_of_partners(people["contributor"], draft),
        **_of_pledges(draft, waiting, reference),
        **_of_updates(focal, moderator, update, public),
        **_of_oversight(public, focal, administrator),
        **_of_the_queue(waiting, administrator),
        **_of_files(public, waiting, draft),
        **_of_reviews(focal, moderator),
        **_of_places(),
        **_of_tools_and_needs(focal, moderator, administrator),
        **_of_kind("desk_plans", plans, PLAN_CONTENT, focal, moderator),
        **_of_plans(focal, moderator),
        **_of_correspondence(focal, moderator),
        **of_matches(focal, people["another State's"], moderator),
        **world_peer_review.arguments(people),
        **of_administration(administrator, people["contributor"]),
        **of_following(),
        **of_reports(moderator),
    }
    by_name |= of_the_api(by_name, focal, draft, reference["reference"])
    by_prefix = {
        "invitations": {"pk": invitation.pk},
        "people": {"pk": focal.pk},
        "delegations": {"pk": Delegation.objects.get(person=focal).pk},
        "desk_pledges": {"pk": draft.pk},
        "desk_progress": {"pk": update.pk},
        "pledges": reference,
    }
    return {"by_name": by_name, "by_prefix": by_prefix}


def _of_one_person(focal, token):
    """What leads to somebody's own things."""
    return {
        "desk:records": {"pile": "drafts"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "no-such-key"},
        "invitations:accept": {"token": token},
        "people:end_delegation": {"pk": Delegation.objects.get(person=focal).pk},
        "notices:stop": {"token": stop_link(focal.pk, [Group.DUE]).rstrip("/").rpartition("/")[2]},
    }


def _of_oversight(public, focal, administrator):
    """A record's story, a person whom the administrator has said that they look up, and that person's request."""
    look_up(person=focal, by=administrator)
    request = ask_erasure(focal, what=Holding.ACCOUNT, by=focal).pk
    return {
        **{f"desk_erasure:{name}": {"pk": request} for name in ("detail", "take_back")},
        **{f"erasure:{name}": {"pk": request} for name in ("detail", "carry_out", "refuse")},
        "moderation:audit_record": {"reference": public.reference},
        "moderation:audit_person": {"pk": focal.pk},
        "moderation:audit_look_up": {"pk": focal.pk},
    }


def _of_places():
    """Pages of the Compact, a Forum, a State and an organisation."""
    return {
        "objectives:detail": {"number": 7},
        "forums:detail": {"year": 2026},
        "forums:round_table": {"year": 2026, "number": 4},
        "states:detail": {"iso3": "PRT"},
        "organisations:detail": {"slug": "city-of-sample"},
    }


def _of_pledges(draft, waiting, reference):
    """A draft, one that waits, and a public one; uploads that are nobody's."""
    step = {"pk": draft.pk, "step": "what"}
    return {
        "desk_pledges:step": step,
        "desk_pledges:autosave": step,
        "desk_pledges:submitted": {"pk": waiting.pk},
        "desk_pledges:receipt": {"pk": waiting.pk},
        "desk_pledges:compare": {"pk": draft.pk, "upload": UUID(int=0)},
        **{f"desk_pledges:workbook_{name}": {"upload": UUID(int=0)} for name in ("result", "annotated", "confirm")},
        "desk_pledges:amend": reference,
        "desk_pledges:request_withdrawal": reference,
    }


def _of_partners(contributor, draft):
    """A step of the draft; a city's pledge that waits, names Portugal, and names somebody who is written to."""
    named = [
        {"name": "Portugal", "kind": "", "state": "PRT"},
        {"name": "Sample school", "kind": "academia", "state": ""},
    ]
    city = contributor.delegations.get().organisation
    joint = pledges.joint(
        contributor, state=None, organisation=city, partners=named, addresses=[("Sample school", "head@example.org")]
    )
    submit(joint, by=contributor)
    return {
        "desk_pledges:named": {"pk": joint.partners.get(name="Portugal").pk},
        "desk_pledges:letter": {"token": token_of(PartnerLetter.objects.get())},
    }


def _of_the_queue(waiting, administrator):
    """What can be claimed, and a batch of the administrator's in which one decision failed."""
    batch = decide_many(UUID(int=1), Verb.PUBLISH, [Pick(Kind.PLEDGE, waiting.pk)], by=administrator)
    of_kind = {"kind": "pledge", "pk": waiting.pk}
    return {
        "moderation:record": {"kind": "pledge", "pk": waiting.pk},
        "moderation:decide": {"kind": "pledge", "pk": waiting.pk, "verb": "publish"},
        **{f"moderation:{name}": of_kind for name in ("claim", "release", "take_over")},
        "moderation:batch": {"key": batch.pk},
    }


def _of_files(public, waiting, draft):
    """One file that three records share, as versions do, and where it is handed out."""
    file = attachments.stored(draft.author, name="A sample plan.txt")
    for version in (public, waiting, draft):
        version.attachments.add(file)
    reference, own = {"reference": public.reference, "pk": file.pk}, {"pk": draft.pk, "file_pk": file.pk}
    return {
        "moderation:file": {"kind": "pledge", "pk": waiting.pk, "file_pk": file.pk},
        "desk_pledges:file": own,
        "desk_pledges:remove_file": own,
        "pledges:file": reference,
        "pledges:update_file": reference | {"update": "GCM-PU-2026-00000"},
        "tools:file": reference,
    }


def _of_updates(focal, moderator, update, public):
    """A draft on the public pledge, one that waits, one that is public, and an amendment of another public one."""
    first, second, third = (pledges.published(focal, moderator) for _ in range(3))
    waiting = progress.submitted(focal, about=first.record)
    live = progress.published(focal, about=second.record, moderator=moderator)
    amended = progress.published(focal, about=third.record, moderator=moderator)
    amendment = draft_amendment(amended, by=focal, content=UPDATE_CONTENT, reason="A slip.")
    file = attachments.stored(focal, name="A sample of evidence.txt")
    update.attachments.add(file)
    own, of_record = {"pk": update.pk}, {"reference": live.reference}
    return {
        "desk_progress:new": {"reference": public.reference},
        "desk_progress:unchanged": {"reference": public.reference},
        "desk_progress:step": own | {"step": "stage"},
        "desk_progress:autosave": own | {"step": "stage"},
        "desk_progress:as_text": own | {"purpose": "review"},
        "desk_progress:as_text_file": own | {"purpose": "review"},
        "desk_progress:file": own | {"file_pk": file.pk},
        "desk_progress:remove_file": own | {"file_pk": file.pk},
        "desk_progress:compare": own | {"upload": UUID(int=0)},
        "desk_progress:reason": {"pk": amendment.pk},
        "desk_progress:receipt": {"pk": waiting.pk},
        "desk_progress:submitted": {"pk": waiting.pk},
        "desk_progress:amend": of_record,
        "desk_progress:request_withdrawal": of_record,
        **{f"desk_progress:workbook_{name}": {"upload": UUID(int=0)} for name in ("result", "annotated", "confirm")},
    }


def _of_reviews(focal, moderator):
    """A draft, one that waits and one that is public, which share a file."""
    public = reviews.published(focal, moderator, occasion="forum:2022")
    draft, waiting = reviews.draft(focal), reviews.submitted(focal, occasion="forum:2030")
    file = attachments.stored(focal, name="A sample review.txt")
    for version in (public, draft):
        version.attachments.add(file)
    reference, own = {"reference": public.reference}, {"pk": draft.pk}
    at_desk = ("detail", "files", "gaps", "preview", "reason", "review", "submit", "withdraw")
    at_desk += ("clearance", "draft_docx", "draft_xlsx")
    return {
        **{f"desk_reviews:{name}": own for name in at_desk},
        "desk_reviews:step": own | {"step": "statements-4"},
        "desk_reviews:autosave": own | {"step": "statements-4"},
        "desk_reviews:file": own | {"file_pk": file.pk},
        "desk_reviews:remove_file": own | {"file_pk": file.pk},
        "desk_reviews:submitted": {"pk": waiting.pk},
        "desk_reviews:receipt": {"pk": waiting.pk},
        "desk_reviews:compare": own | {"upload": UUID(int=0)},
        "desk_reviews:amend": reference,
        "desk_reviews:request_withdrawal": reference,
        "reviews:detail": reference,
        "reviews:versions": reference,
        "reviews:file": reference | {"pk": file.pk},
    }


def _of_accounts(focal, drafter):
    """What a party's page and the proposals of focal points need."""
    own, party = Delegation.objects.get(person=focal).pk, accounts.portugal()
    nomination = accounts.nominated(focal, letter=GivenLetter(file=accounts.upload()))
    invitation, _ = invite(by=focal, email="second@example.org", party=party, role=DelegationRole.DRAFTER)
    sent = {"pk": own, "invitation_pk": invitation.pk}
    proposed = {"pk": nomination.pk}
    return {
        "delegations:letter": {"pk": nomination.letter_id},
        "delegations:take_back": {"pk": own, "nomination_pk": nomination.pk},
        "delegations:send_again": sent,
        "delegations:revoke": sent,
        "delegations:end_drafter": {"pk": own, "drafter_pk": Delegation.objects.get(person=drafter).pk},
        "profile:confirm_address": {"token": "no-such-token"},
        "people:erase_letter": {"pk": nomination.letter_id},
        "people:nomination": proposed,
        "people:confirm": proposed,
        "people:refuse": proposed,
    }


def _of_kind(namespace, factory, content, focal, moderator):
    """A draft with a file, one that waits, one that is public, and an amendment of another public one."""
    draft, waiting = factory.draft(focal), factory.submitted(focal)
    live, amended = (factory.published(focal, moderator) for _ in range(2))
    amendment = draft_amendment(amended, by=focal, content=content, reason="A slip.")
    file = attachments.stored(focal, name="A sample paper.txt")
    draft.attachments.add(file)
    own, of_record = {"pk": draft.pk}, {"reference": live.reference}
    of_draft = ("detail", "review", "preview", "submit", "withdraw", "clearance", "draft_docx", "draft_xlsx", "files")
    return {
        **{f"{namespace}:{name}": own for name in of_draft},
        **{f"{namespace}:{name}": own | {"step": "what"} for name in ("step", "autosave")},
        **{f"{namespace}:{name}": own | {"file_pk": file.pk} for name in ("file", "remove_file")},
        **{f"{namespace}:{name}": {"pk": waiting.pk} for name in ("receipt", "submitted")},
        **{f"{namespace}:{name}": of_record for name in ("amend", "request_withdrawal")},
        f"{namespace}:compare": own | {"upload": UUID(int=0)},
        f"{namespace}:reason": {"pk": amendment.pk},
        **{f"{namespace}:workbook_{name}": {"upload": UUID(int=0)} for name in ("result", "annotated", "confirm")},
    }


def _of_plans(focal, moderator):
    """A draft with a measure, and a public plan with a file."""
    draft, public = plans.draft(focal), plans.draft(focal)
    file = attachments.stored(focal, name="A sample plan.pdf.txt")
    public.attachments.add(file)
    publish(submit(public, by=focal), by=moderator)
    own = {"pk": draft.pk, "record": draft.measures.get().record_id}
    reference, of_measure = {"reference": public.reference}, {"reference": public.measures.get().record.reference}
    return {
        **{f"desk_plans:{name}": {"pk": draft.pk, "step": "about"} for name in ("step", "autosave")},
        "desk_plans:new_measure": {"pk": draft.pk},
        **{f"desk_plans:{name}": own for name in ("measure", "autosave_measure", "remove_measure")},
        "plans:detail": reference,
        "plans:versions": reference,
        "plans:file": reference | {"pk": file.pk},
        "plans:measure": of_measure,
        "plans:update_file": of_measure | {"update": "GCM-PU-2026-00000", "pk": file.pk},
    }


def _of_tools_and_needs(focal, moderator, administrator):
    """Tools and needs in each state, a public need with a file, a public call and one that is only written."""
    need = needs.draft(focal)
    file = attachments.stored(focal, name="A sample study.txt")
    need.attachments.add(file)
    publish(submit(need, by=focal), by=moderator)
    call, written = tools.public_call(by=administrator), tools.call(by=administrator, slug="written")
    reference, tool = {"reference": need.reference}, {"reference": tools.published(focal, moderator).reference}
    return {
        **_of_kind("desk_tools", tools, TOOL_CONTENT, focal, moderator),
        **_of_kind("desk_needs", needs, NEED_CONTENT, focal, moderator),
        "tools:detail": tool,
        "tools:versions": tool,
        "needs:detail": reference,
        "needs:versions": reference,
        "needs:file": reference | {"pk": file.pk},
        "calls:detail": {"slug": call.slug},
        "data:table": {"name": "pledges"},
        "charts:file": {"name": "stages", "ending": "svg"},
        "data:file": {"number": 1},
        "desk_calls:detail": {"pk": written.pk},
        "desk_calls:edit": {"pk": written.pk},
        "desk_calls:publish": {"pk": written.pk},
        "desk_calls:close": {"pk": call.pk},
    }


def _of_correspondence(focal, moderator):
    """A submission that is asked about, an update that waits, and a reason that came with the portal."""
    question = ask(pledges.submitted(focal, title="A sample that is asked about"), by=moderator, text="By when?")
    reason = CannedReason.objects.get(key="dates")
    update = progress.submitted(focal, about=pledges.published(focal, moderator).record)
    return {
        "moderation:ask": {"kind": "pledge", "pk": question.thread.target_id},
        "moderation:corroborate": {"kind": "update", "pk": update.pk},
        "questions:thread": {"pk": question.thread_id},
        **{f"reasons:{name}": {"pk": reason.pk} for name in ("edit", "retire", "restore")},
    }
