"""The owner's side of questions: what waits for an answer, and one thread with the place to answer it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.selectors import mandates_of
from correspondence import selectors, services
from correspondence.forms import AnswerForm
from workflow.exceptions import WorkflowError

PAGE_SIZE = 25


@never_cache
@login_required
@require_safe
def list_(request):
    """Every question about what one's party submitted, the latest moved first."""
    mandates = mandates_of(request.user)
    try:
        page = Paginator(selectors.threads_of_parties(mandates), PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    context = {"page_obj": page, "trail": _trail(), "account_delegations": mandates.spoken}
    return render(request, "correspondence/questions.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, pk):
    """One submission's questions and answers; whoever drafts or speaks for its owner answers them."""
    mandates = mandates_of(request.user)
    found = get_object_or_404(selectors.threads_of_parties(mandates), pk=pk)
    item = selectors.version_of(found)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(item, by=request.user, text=form.cleaned_data["text"])
        except WorkflowError as refused:
            form.add_error(None, refused.message)
            status = 409
        else:
            messages.success(request, _("Sent: the secretariat is told that you answered."))
            return redirect(found)
    context = {
        "thread": selectors.thread_of(item),
        "title": found.title,
        "title_language": found.language,
        "is_open": selectors.is_open(item),
        "form": form,
        "trail": [*_trail(), (item.reference, "")],
        "account_delegations": mandates.spoken,
    }
    return render(request, "correspondence/thread.html", context, status=status)


def _trail():
    return [(_("Desk"), reverse("desk:home")), (_("Questions"), reverse("questions:list"))]
