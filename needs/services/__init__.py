"""Everything that writes capacity needs."""

from needs.services.content import NEED_CONTENT

__all__ = ["NEED_CONTENT"]
