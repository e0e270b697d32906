"""What is late and nobody has answered: the top of the ladder."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import selectors
from moderation.pages import for_moderators, page_asked_for
from reminders.forms import LateFilter
from reminders.selectors import late_cases
from workflow.selectors import current_moment


@for_moderators
@require_safe
def overdue(request):
    """The longest late first; a State nobody could have chosen is answered 400."""
    form = LateFilter(request.GET)
    trail = [(_("Moderation queue"), reverse("moderation:queue")), (_("What is late"), "")]
    if not form.is_valid():
        return render(request, "moderation/overdue.html", {"form": form, "trail": trail}, status=400)
    late = late_cases(current_moment(), state=form.cleaned_data["state"])
    page = page_asked_for(request, late)
    context = {
        "form": form,
        "trail": trail,
        "page_obj": page,
        "lines": selectors.late_lines(page.object_list),
        "unreached": sum(each.reaches_nobody for each in late),
        "vacant": sum(each.is_vacant for each in late),
        "querystring": form.querystring(),
    }
    return render(request, "moderation/overdue.html", context)
