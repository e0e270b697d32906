"""Why a request got no answer: one class per reason, each a problem as RFC 9457 describes it.

`kind` names the problem in its `type`; the documentation page has a paragraph on each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from api.states import TOKENS_MAX

Words = str | Promise


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one parameter or field, and what to do about it."""

    name: str
    message: Words


class Problem(Exception):
    """A request that was refused. `more` are further members of its answer, `headers` further headers."""

    status = 500
    kind = "unexpected"
    title: Words = gettext_lazy("Something went wrong here")
    meaning: Words = gettext_lazy("An error of ours, which was noted. Ask again later.")

    def __init__(
        self,
        message: Words = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ):
        super().__init__(message)
        self.said, self.errors, self.headers, self.more = message, errors, headers or {}, more

    @property
    def message(self) -> str:
        """What happened and what to do, in the language of the request."""
        return str(self.said or self.meaning)


class BadRequest(Problem):
    """A parameter or a body that means nothing here."""

    status = 400
    kind = "bad-request"
    title = gettext_lazy("The request cannot be understood")
    meaning = gettext_lazy("A parameter, or the body, is not what this address takes; “errors” says which.")


class NotSignedIn(Problem):
    """No token, or one that opens nothing."""

    status = 401
    kind = "unauthorized"
    title = gettext_lazy("A token is needed")
    meaning = gettext_lazy("Send “Authorization: Bearer” with a token that is neither revoked nor expired.")

    def __init__(self, message: Words = "", **more: Any):
        super().__init__(message, headers={"WWW-Authenticate": 'Bearer realm="GCM Implementation Portal"'}, **more)


class NotAllowed(Problem):
    """The token, or the person, may not do this."""

    status = 403
    kind = "forbidden"
    title = gettext_lazy("This is not yours to do")
    meaning = gettext_lazy("The token lacks the scope, or its owner may not do this for that State or organisation.")


class NotFound(Problem):
    """Nothing is here, or nothing that may be seen: the answer is the same."""

    status = 404
    kind = "not-found"
    title = gettext_lazy("Nothing is at this address")
    meaning = gettext_lazy("There is no such record, or it is not public. The documentation lists every address.")


class MethodNotAllowed(Problem):
    """The address exists and does not take this method."""

    status = 405
    kind = "method-not-allowed"
    title = gettext_lazy("This address does not take that method")
    meaning = gettext_lazy("The header “Allow” names the methods it takes.")


class NotAcceptable(Problem):
    """Something else than JSON was asked for."""

    status = 406
    kind = "not-acceptable"
    title = gettext_lazy("The API answers in JSON only")
    meaning = gettext_lazy("Leave out “Accept”, or let it include “application/json”. Pages offer CSV and XLSX.")


class Conflict(Problem):
    """It cannot be done as things stand."""

    status = 409
    kind = "conflict"
    title = gettext_lazy("This cannot be done as things stand")
    meaning = gettext_lazy("Read the record again: its status, or what it says, is not what the request expects.")


class Gone(Problem):
    """It was public and is no longer."""

    status = 410
    kind = "gone"
    title = gettext_lazy("This record is no longer public")
    meaning = gettext_lazy("It was withdrawn, retracted or superseded; the answer says when and why.")


class Overtaken(Problem):
    """Somebody saved a later revision than the one the request was made on."""

    status = 412
    kind = "overtaken"
    title = gettext_lazy("Somebody saved a later revision")
    meaning = gettext_lazy(
        "Nothing was overwritten. Read the record again, compare, and send the change with its new “ETag”."
    )


class TooLarge(Problem):
    """More bytes than any submission needs."""

    status = 413
    kind = "too-large"
    title = gettext_lazy("The body is too large")
    meaning = gettext_lazy("A request may have at most 200,000 bytes. Files are attached on the website.")


class UnsupportedMediaType(Problem):
    """The body is not JSON."""

    status = 415
    kind = "unsupported-media-type"
    title = gettext_lazy("The body must be JSON")
    meaning = gettext_lazy("Send the body as “application/json”.")


class Invalid(Problem):
    """The body is JSON and some of its answers are not valid."""

    status = 422
    kind = "invalid"
    title = gettext_lazy("Some answers are not valid")
    meaning = gettext_lazy("Nothing was saved. “errors” names each field with what to do; the rest was fine.")


class RevisionNeeded(Problem):
    """A change has to say which revision it was made on."""

    status = 428
    kind = "revision-needed"
    title = gettext_lazy("Say which revision you change")
    meaning = gettext_lazy(
        "Send the “ETag” of the record as you read it in “If-Match”, so that nobody is overwritten."
    )


class TooMany(Problem):
    """More requests than the limit."""

    status = 429
    kind = "too-many-requests"
    title = gettext_lazy("Too many requests")
    meaning = gettext_lazy("Wait as many seconds as “Retry-After” says. Answers with 304 are not counted.")

    def __init__(self, seconds: int):
        words = _("More than the limit in one minute. Ask again in %(seconds)d seconds.") % {"seconds": seconds}
        super().__init__(words, headers={"Retry-After": str(seconds)})


class Broken(Problem):
    """An error of ours."""


class Away(Problem):
    """The database cannot be reached."""

    status = 503
    kind = "away"
    title = gettext_lazy("The portal cannot reach its database")
    meaning = gettext_lazy("Please try again in a few seconds.")

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "5", "Cache-Control": "no-store"})


class TooManyTokens(Exception):
    """The person has as many working tokens as anybody may have."""

    @property
    def message(self) -> str:
        """What to do about it."""
        return _("You have %(most)d tokens that work. Revoke one you no longer use, then make this one.") % {
            "most": TOKENS_MAX
        }


PROBLEMS: tuple[type[Problem], ...] = (
    BadRequest, NotSignedIn, NotAllowed, NotFound, MethodNotAllowed, NotAcceptable, Conflict, Gone, Overtaken,
    TooLarge, UnsupportedMediaType, Invalid, RevisionNeeded, TooMany, Broken, Away,
)  # fmt: skip
"""Every problem there is, in the order of their numbers."""
