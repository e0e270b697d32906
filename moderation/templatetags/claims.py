"""Who holds the submission a page shows."""

from django import template

from moderation.selectors import claim_on

register = template.Library()


@register.simple_tag
def standing_claim(item):
    """The claim in force on a submission; None where nobody holds it."""
    return claim_on(item)
