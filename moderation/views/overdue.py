"""What is late and nobody has answered: the top of the ladder."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from moderation import selectors
from moderation.pages import for_moderators
from reminders.forms import LateFilter
from reminders.selectors import late_cases
from workflow.selectors import current_moment

PAGE_SIZE = 25


@for_moderators
@require_safe
def overdue(request):
    """The longest late first; a State nobody could have chosen is answered 400."""
    form = LateFilter(request.GET)
    trail = [(_("Moderation queue"), reverse("moderation:queue")), (_("What is late"), "")]
    if not form.is_valid():
        return render(request, "moderation/overdue.html", {"form": form, "trail": trail}, status=400)
    late = late_cases(current_moment(), state=form.cleaned_data["state"])
    try:
        page = Paginator(late, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
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
