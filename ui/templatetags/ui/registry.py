"""The one library all components register in, and the two ways a component is drawn."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


def draw(component: str, **context: object) -> SafeString:
    """The component's markup; everything in `context` that is not markup already comes out escaped."""
    return render_to_string(f"components/{component}.html", context)
