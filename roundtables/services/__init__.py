"""Writing the reference data: what the Compact, the United Nations and the Forum's own resolutions lay down."""

from roundtables.services.reference import load_reference

__all__ = ["load_reference"]
