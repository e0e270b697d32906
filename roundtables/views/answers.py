"""Who is let in, and how a form becomes an edit: saved, sent back filled in, or told that somebody was faster."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.pages import for_holders_of
from roundtables.exceptions import EditedMeanwhile, EditRefused, NotInOrder
from roundtables.forms import changes_in_words
from roundtables.selectors import edits_of, mark_of

for_administrators = for_holders_of("workflow.edit_reference")

PER_PAGE = 25
PK_MAX = 2**63 - 1


def way(*further):
    """The way here: the hub, the Forums, and what stands between."""
    return [
        (_("Administration"), reverse("administration:home")),
        (_("Forums and calendar"), reverse("desk_forums:list")),
        *further,
    ]


def told(request, edits):
    """One page of a history, each edit with what it changed in words."""
    page = Paginator(edits, PER_PAGE).get_page(request.GET.get("page"))
    return {"page_obj": page, "story": [(edit, changes_in_words(edit)) for edit in page]}


def edit(request, form, thing, kind, *, act: Callable, done: str, back: str, page: tuple[str, dict]):
    """The form of one thing, and what follows from it. `act(seen=…)` is the verb; `page` the template and its context.

    The second of two gets 409: what was typed stays in the form, what the other changed is shown above it, and the
    next try is on top of that.
    """
    seen = request.POST.get("seen", mark_of(thing, kind))
    template, context = page
    context = {"form": form, "seen": seen} | context
    if request.method != "POST" or not form.is_valid():
        return render(request, template, context)
    try:
        act(seen=seen)
    except EditedMeanwhile as refused:
        since = int(seen) if seen.isascii() and seen.isdigit() else 0
        others = edits_of(thing, kind).filter(pk__gt=min(since, PK_MAX)).select_related("by")
        context |= {"refused": refused, "others": [(each, changes_in_words(each)) for each in others[:PER_PAGE]]}
        return render(request, template, context | {"seen": mark_of(thing, kind)}, status=409)
    except NotInOrder as refused:
        form.refuse(refused.problems)
        return render(request, template, context, status=409)
    except EditRefused as refused:
        form.add_error(None, refused.message)
        return render(request, template, context, status=409)
    messages.success(request, done)
    return redirect(back)


def attempt(request, act: Callable, *, done: str, back: str):
    """A single click: done, or told why not."""
    try:
        act()
    except EditRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(back)
