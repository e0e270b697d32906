"""Taking records over from a public registry: each row is a record, each later change of a row a new version of it.

What is common to every kind of record is here; what a row says is the importing app's business.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import transaction

from accounts.models import Organisation, User
from accounts.states import OrganisationKind
from workflow.models import Moderated, Publication, Record
from workflow.services.slugs import free_slug
from workflow.services.verbs import publish_imported
from workflow.states import OPEN, Change

ContentT = TypeVar("ContentT")


@dataclass(frozen=True)
class Entry(Generic[ContentT]):
    """One checked row: which record it is in its registry, a fingerprint of what it says, and what it says."""

    source_id: str
    digest: str
    source_url: str
    other_url: str
    content: ContentT
