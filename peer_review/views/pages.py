"""Who is let in where: whoever may not gets the page of what is not there."""

from functools import wraps

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render

from drafting.views.pages import of_the_desk

PAGE_SIZE = 25


def let_in(permission):
    """Signed out: to the sign-in, and what was posted waits. Signed in without the permission: 404. Never cached."""

    def decorator(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has_perm(permission):
                raise Http404
            return view(request, *args, **kwargs)

        return of_the_desk(guarded)

    return decorator


of_reviewers = let_in("peer_review.review")
of_moderators = let_in("peer_review.run")
of_the_roster = let_in("peer_review.see_roster")
of_keepers = let_in("peer_review.keep_roster")


def page_of(request, rows):
    """The page of the rows that the address asks for; 404 for one there is not."""
    try:
        return Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error


def refused(request, template, context, form, error, *, status=409):
    """The page again, everything typed still there, with the reason at its top."""
    form.add_error(None, error.message)
    return render(request, template, context | {"form": form}, status=status)
