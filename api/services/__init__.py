"""Personal access tokens: made, shown once, used, revoked, erased."""

from api.services.tokens import Bearer, TooManyTokens, make_token, open_with, revoke_token

__all__ = ["Bearer", "TooManyTokens", "make_token", "open_with", "revoke_token"]
