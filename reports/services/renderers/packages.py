"""A zip package whose bytes depend on its parts alone: sorted, dated by the document, packed one way."""

import io
import zipfile
from datetime import UTC, datetime

from typesetting.blocks import Block

FIRST = datetime(1980, 1, 1, tzinfo=UTC)  # what a zip file can say at the earliest
CONTENT_TYPES = "[Content_Types].xml"  # stands first, so that the kind of package is seen at once


def moment_of(document: Block) -> datetime:
    """The moment the document bears, in Greenwich's time whatever the machine's zone is."""
    return max(datetime.fromtimestamp(document["created"], UTC), FIRST)


def settled(package: bytes, moment: datetime) -> bytes:
    """The same parts in a fixed order, all of the given moment and of nobody's machine."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()
