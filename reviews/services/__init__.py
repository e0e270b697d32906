"""What a review's drafts are written with: `drafting.services` saves them, the verbs are the kernel's."""

from reviews.services.content import REVIEW_CONTENT

__all__ = ["REVIEW_CONTENT"]
