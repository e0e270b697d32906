"""The words and limits of the API."""

from django.db import models
from django.utils.translation import pgettext_lazy

VERSION = "1.0"
PAGE_SIZE, PAGE_SIZE_MAX = 100, 200
CURSOR_MAX = 1_000
KEPT_SECONDS = 10 * 60  # how long an answer is kept for the next who asks for the same
KEPT_BYTES = 400_000
BODY_MAX = 200_000  # bytes of one request: more than any submission's text needs
KEY_MAX = 200  # characters of an Idempotency-Key
TOKEN_PREFIX = "gcmp_"  # noqa: S105 - what every token begins with, so that one that leaked is recognised
TOKEN_DAYS_MAX = 365
TOKENS_MAX = 10  # that work at the same time, of one person
TOKEN_NAME_MAX = 80


class Scope(models.TextChoices):
    """What a token opens."""

    READ_OWN = "read", pgettext_lazy("token scope", "Read what your State or organisation has written")
    WRITE = "write", pgettext_lazy("token scope", "Write, submit and amend it, and read it")
