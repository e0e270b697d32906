"""What a State or organisation has written, in every status, and the verbs: by token, as on the desk."""

from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import Organisation, State
from api.exceptions import FieldError, Invalid, NotFound
from api.forms.answers import values_from
from api.pages.kinds import KINDS
from api.pages.own import line_of, own_page, owners_of, version_of
from api.services.drafts import act_on, begin_draft, begin_update_on, number_of, save_answers, tag_of
from api.validators import REFERENCE
from api.views.bearer import OwnView, answers_in, body_of, key_of, seen_by, text_of
from drafting.forms.acts import REASON_MAX
from drafting.selectors import of_parties
from drafting.services import draft_amendment
from progress.forms import UPDATE
from progress.selectors import public_subject
from workflow.models import Record

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Whoami(OwnView):
    """For whom the bearer speaks, and what the token opens."""

    http_method_names = ["get", "head"]
    described_as = "own"

    def get(self, request):
        """The parties, by the names requests use for them."""
        token, mandates = self.bearer.token, self.bearer.mandates
        names = {party: name for name, party in owners_of(mandates).items()}
        parties = [
            {"owner": names[each.party], "name": str(each.party), "role": each.role} for each in mandates.delegations
        ]
        about = {"name": token.name, "scope": token.scope, "expires_at": token.expires_at}
        return self.answer({"parties": parties, "token": about})


class OfKind(OwnView):
    """An address of one kind of submission."""

    name = ""

    @property
    def kind(self):
        """Its declaration."""
        return KINDS[self.name]

    def mine(self) -> QuerySet:
        """Every version of the bearer's parties; nobody else's."""
        return of_parties(self.kind.model._default_manager.all(), self.bearer.mandates)

    def version(self, pk: int):
        """One of them; 404 for any other, as for one that is not there."""
        return get_object_or_404(self.mine(), pk=pk)

    def shown(self, item, *, status: int = 200):
        """The version in full, with its revision."""
        body = version_of(self.name, item, mandates=self.bearer.mandates)
        return self.answer(body, status=status, tag=tag_of(item), location=body["api_url"] if status == 201 else "")


class OwnList(OfKind):
    """The versions there are, and where one begins."""

    http_method_names = ["get", "post", "head"]
    acts = {"GET": "list", "POST": "begin"}

    def get(self, request):
        """A page of them, the latest begun first."""
        page = own_page(self.name, self.mine(), request.GET)
        lines = [line_of(self.name, item, mandates=self.bearer.mandates) for item in page.items]
        return self.answer({"next": page.next, "results": lines})

    def post(self, request):
        """Begin a record with its first answers: 201; sent again with the same key: 200 and what it began."""
        members = {"language", "answers"} | ({"about"} if self.kind is UPDATE else {"owner"})
        body = body_of(request, frozenset(members))
        answers, person, key = answers_in(body), self.bearer.person, key_of(request)
        begun = {
            "by": person,
            "content": self.kind.content,
            "language": _language(answers, text_of(body, "language")),
            "key": number_of(key, by=person) if key else None,
            "checked": lambda item: values_from(self.kind, item, answers),
        }
        if self.kind is UPDATE:
            item, is_new = begin_update_on(_subject(text_of(body, "about"), self.bearer.mandates), **begun)
        else:
            party = _party(text_of(body, "owner"), self.bearer.mandates, states_only=self.kind.for_states_only)
            item, is_new = begin_draft(self.kind.model, party, **begun)
        return self.shown(self.version(item.pk), status=201 if is_new else 200)


class OwnVersion(OfKind):
    """One version."""

    http_method_names = ["get", "patch", "head"]
    acts = {"GET": "read", "PATCH": "save"}

    def get(self, request, pk):
        """All it says, what is missing, and what can be done with it."""
        return self.shown(self.version(pk))

    def patch(self, request, pk):
        """Save these answers on top of the revision named by If-Match; the others stay as they are."""
        item, seen = self.version(pk), seen_by(request)
        answers = answers_in(body_of(request, frozenset({"answers"})))
        values = values_from(self.kind, item, answers)
        save_answers(item, by=self.bearer.person, content=self.kind.content, values=values, seen=seen)
        return self.shown(self.version(pk))


class OwnVerb(OfKind):
    """Submit or withdraw one version."""

    http_method_names = ["post"]
    verb = ""

    @property
    def acts(self) -> dict[str, str]:
        """What it is in the description."""
        return {"POST": self.verb}

    def post(self, request, pk):
        """Do it to the revision named by If-Match; the answer says where it stands now."""
        act_on(self.verb, self.version(pk), by=self.bearer.person, seen=seen_by(request))
        return self.shown(self.version(pk))


class OwnAmendments(OfKind):
    """Where the next version of a published record begins."""

    http_method_names = ["post"]
    acts = {"POST": "amend"}

    def post(self, request):
        """A copy of what is public, as a draft, for a reason that will be public."""
        body = body_of(request, frozenset({"reference", "reason"}))
        reference, reason = text_of(body, "reference"), text_of(body, "reason")
        if not reason.strip():
            raise Invalid(errors=[FieldError("reason", _("Say why it is amended."))])
        if len(reason) > REASON_MAX:
            raise Invalid(errors=[FieldError("reason", _("Use at most %(most)d characters.") % {"most": REASON_MAX})])
        public = of_parties(self.kind.model._default_manager.published(), self.bearer.mandates)
        item = public.filter(record__reference=reference).first() if REFERENCE.fullmatch(reference) else None
        if item is None:
            raise NotFound(_("No public record of yours of this kind has this reference."))
        draft = draft_amendment(item, by=self.bearer.person, content=self.kind.content, reason=reason)
        return self.shown(self.version(draft.pk), status=201)


def _language(answers: dict, said: str) -> str:
    language = answers.get("language") or said or "en"
    if not isinstance(language, str) or language not in LANGUAGES:
        words = _("Choose one of: %(names)s.") % {"names": ", ".join(LANGUAGES)}
        raise Invalid(errors=[FieldError("language", words)])
    return language


def _party(owner: str, mandates, *, states_only: bool) -> State | Organisation:
    """The party named; the only one there is where none is named."""
    parties = {
        name: party for name, party in owners_of(mandates).items() if isinstance(party, State) or not states_only
    }
    if not owner and len(parties) == 1:
        return next(iter(parties.values()))
    if owner not in parties:
        words = _("Say in whose name you write. You can write in the name of: %(names)s.")
        raise Invalid(errors=[FieldError("owner", words % {"names": ", ".join(parties) or "–"})])
    return parties[owner]


def _subject(reference: str, mandates) -> Record:
    """The record an update is about: public, and of a party spoken for."""
    record = Record.objects.filter(reference=reference).first() if reference else None
    subject = public_subject(record) if record else None
    if subject is None or subject.owner not in owners_of(mandates).values():
        words = _("Give the reference of a public pledge of yours, or of a measure of your plan.")
        raise Invalid(errors=[FieldError("about", words)])
    return subject.record
