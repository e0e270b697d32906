"""What the owner of a tool reads: the reviewers' comments to them, once it was decided on, and no names."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from drafting.views.pages import of_the_desk, own, page
from peer_review import selectors
from tools.forms import TOOL


@of_the_desk
@require_safe
def comments(request, pk):
    """The comments on a tool of one's own; 404 where there is none to read, as for somebody else's tool."""
    mandates, item = own(TOOL, request, pk)
    found = selectors.comments_to_owner(item)
    if not found:
        raise Http404
    return page(
        request, "peer_review/for_owner.html", TOOL, mandates, item=item, comments=found, label=_("Peer review")
    )
