"""The mark a document carries: which draft of which party it is a copy of, and what each answer was then.

Signed, so that a document of another record or State is recognised; it holds no text and nobody's name.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core import signing

from drafting.exceptions import NotFromHere
from drafting.services.documents.paper import Answer
from workflow.models import Moderated

SALT = "drafting.documents"
DIGEST = 3  # bytes for each answer: enough to see that it was changed, by no means its content


@dataclass(frozen=True)
class Seal:
    """What the mark says. `was` tells whether an answer is still what it was; `form` names the questions asked."""

    kind: str
    item: int
    party: str
    form: str
    was: str

    def unchanged(self, name: str, answer: Answer, *, names: tuple[str, ...]) -> bool:
        """True where the answer is the one the document was made with; False where that cannot be known."""
        if name not in names or self.form != _form(names):
            return False
        digests = base64.urlsafe_b64decode(self.was)
        at = names.index(name) * DIGEST
        return digests[at : at + DIGEST] == _digest(answer)


def party_of(item: Moderated) -> str:
    """Whose it is, as the mark says it."""
    return item.state_id or f"organisation {item.organisation_id}"


def seal(kind: str, item: Moderated, answers: Mapping[str, Answer]) -> str:
    """The mark for a document of this version, as it is now."""
    was = base64.urlsafe_b64encode(b"".join(map(_digest, answers.values()))).decode()
    made = Seal(kind=kind, item=item.pk or 0, party=party_of(item), form=_form(tuple(answers)), was=was)
    return signing.dumps(asdict(made), salt=SALT, compress=True)


def unseal(given: str) -> Seal:
    """What the mark says; raises NotFromHere where it is not ours or was tampered with."""
    try:
        return Seal(**signing.loads(given, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise NotFromHere from error


def _form(names: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:8]


def _digest(answer: Answer) -> bytes:
    return hashlib.sha256(json.dumps(answer, ensure_ascii=False).encode()).digest()[:DIGEST]
