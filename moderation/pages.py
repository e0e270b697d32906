"""Who is let into the moderators' pages, and how one comes back to where one was."""

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.pages import for_holders_of

PAGE_SIZE = 25

for_moderators = for_holders_of("workflow.moderate")
for_auditors = for_holders_of("accounts.search_audit")  # who may read what was done by whom


def way_back(request):
    """To the page of this site the form names as where one came from; to the queue where it names none."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "moderation:queue")


def page_asked_for(request, rows) -> Page:
    """The page of the rows that the address asks for; 404 for one there is not."""
    try:
        return Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
