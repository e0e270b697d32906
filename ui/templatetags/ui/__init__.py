"""The components every page is composed of; a builtin, so no template loads it.

Parameters are keyword-only: a misspelt one is a TemplateSyntaxError, not an empty heading.
"""

from ui.templatetags.ui import content, forms, language, marks, numbers, page  # noqa: F401  (each registers its tags)
from ui.templatetags.ui.registry import register

__all__ = ["register"]
