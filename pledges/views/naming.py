"""A partner reads the pledge it is named in and says whether it is in it: at its desk, or by the link of a letter."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.selectors import mandates_of
from drafting.views.pages import of_the_desk
from pledges import selectors, services
from pledges.exceptions import LinkClosed, NotNamed
from pledges.forms import AnswerForm
from pledges.states import Reply
from workflow.exceptions import WorkflowError

THANKS = {
    Reply.CONFIRMED: gettext_lazy("Thank you. The pledge says now that you confirmed being named."),
    Reply.DECLINED: gettext_lazy(
        "Thank you. The public no longer sees your name, and the owner of the pledge is told."
    ),
}


@of_the_desk
@require_safe
def named_list(request):
    """Where one's State or organisation is named in somebody else's pledge, and what was answered."""
    mandates = mandates_of(request.user)
    context = {"named_in": selectors.named_in(mandates), "account_delegations": mandates.spoken}
    return render(request, "pledges/named_list.html", context)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def named(request, pk):
    """One of them: the pledge as it was handed in, and the question."""
    mandates = mandates_of(request.user)
    partner = get_object_or_404(selectors.named_in(mandates), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {
            "answer": selectors.latest_reply(partner.pledge.record, partner.key),
            "may_answer": selectors.may_answer(mandates, partner),
            "account_delegations": mandates.spoken,
        }
        return _question(request, "pledges/named.html", partner, form, **context)
    try:
        services.answer_naming(partner, by=request.user, **form.cleaned_data)
    except WorkflowError as refused:
        messages.info(request, refused.message)
    else:
        messages.success(request, THANKS[form.cleaned_data["reply"]])
    return redirect("desk_pledges:named_list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, token):
    """The same without an account, by the link of a letter: once, and only as long as the link lives."""
    number = services.letter_number(token)
    if number is None:
        raise Http404
    open_letter = selectors.letter_open(number)
    if open_letter is None:
        return _closed(request, LinkClosed(), status=410)
    partner = selectors.naming_version(open_letter.naming.record, open_letter.naming.key)
    if partner is None:
        return _closed(request, NotNamed(), status=409)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _question(request, "pledges/letter.html", partner, form)
    try:
        given = services.answer_letter(open_letter, **form.cleaned_data)
    except WorkflowError as refused:
        return _closed(request, refused, status=409)
    return render(request, "pledges/letter_answered.html", {"thanks": THANKS[given.reply], "partner": partner})


def _question(request, template, partner, form, **context):
    pledge = selectors.with_content(type(partner.pledge).objects.filter(pk=partner.pledge_id)).get()
    return render(request, template, {"partner": partner, "pledge": pledge, "form": form} | context)


def _closed(request, refused, *, status):
    return render(request, "pledges/letter_closed.html", {"reason": refused.message}, status=status)
