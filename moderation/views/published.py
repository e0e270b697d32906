"""Published records: where staff find one of them to act on."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.rules import is_administrator
from moderation.forms import PublishedFilter
from moderation.pages import for_moderators, page_asked_for
from moderation.selectors.published import published, with_what_is_asked


@for_moderators
@require_safe
def published_records(request):
    """What is public now, by reference, title or owner; a filter nobody could have chosen is answered 400."""
    form = PublishedFilter(request.GET)
    trail = [(_("Moderation queue"), reverse("moderation:queue")), (_("Published records"), "")]
    if not form.is_valid():
        return render(request, "moderation/published.html", {"form": form, "trail": trail}, status=400)
    page = page_asked_for(request, published(form.sought))
    context = {
        "form": form,
        "trail": trail,
        "page_obj": page,
        "lines": with_what_is_asked(list(page)),
        "querystring": form.querystring(),
        "decides_erasures": is_administrator(request.user),
    }
    return render(request, "moderation/published.html", context)
