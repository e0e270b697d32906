"""The form of a voluntary national review. Import from here."""

from reviews.forms.review import REVIEW

__all__ = ["REVIEW"]
