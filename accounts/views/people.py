"""People, for administrators; and where somebody is missing, for all staff."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import exceptions, selectors, services
from accounts.forms import EndDelegationForm, NewAddressForm
from accounts.models import AuthorityLetter, Delegation, User
from accounts.states import ReviewRegion
from accounts.views.answers import PER_PAGE, REFUSALS, may_look_after_people, may_see_vacancies
from notices.selectors import waiting_for


@require_safe
@never_cache
@login_required
@may_look_after_people
def person_list(request):
    """Everybody with an account."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    page = selectors.page_of(selectors.people(words), request.GET.get("page"), per_page=PER_PAGE)
    query = urlencode({"q": words}) if words else ""
    return render(request, "accounts/person_list.html", {"page_obj": page, "q": words, "querystring": query})


@require_safe
@never_cache
@login_required
@may_look_after_people
def person(request, pk):
    """One person: for whom they speak, what was done to the account, and what can be done for them."""
    person = get_object_or_404(selectors.people(), pk=pk)
    return _person_page(request, person)


@require_POST
@login_required
@may_look_after_people
def look_after(request, pk, verb):
    """Reset a second factor, close an account or open it again, take the mark off an address."""
    person = get_object_or_404(User, pk=pk, is_system=False)
    service, done = {
        "reset": (services.reset_second_factor, _("The second factor is reset.")),
        "close": (services.close_account, _("The account is closed.")),
        "reopen": (services.reopen_account, _("The account is open again.")),
        "clear": (services.clear_address, _("The mark is gone: mail arrives again.")),
    }[verb]
    try:
        service(person=person, by=request.user)
        messages.success(request, done)
    except (exceptions.OwnAccount, exceptions.AccountErased) as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("people:person", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@may_look_after_people
def end_delegation(request, pk):
    """Asks for the last day, and makes it the last."""
    delegation = get_object_or_404(Delegation.objects.select_related("person", "state", "organisation"), pk=pk)
    form = EndDelegationForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_delegation(delegation=delegation, on=form.cleaned_data["on"], by=request.user)
        except (exceptions.DelegationEnded, exceptions.EndsBeforeStart) as refusal:
            form.add_error("on", REFUSALS[type(refusal)])
        else:
            messages.success(request, _("The last day of the delegation is set."))
            return redirect("people:person", pk=delegation.person_id)
    return render(request, "accounts/end_delegation.html", {"form": form, "delegation": delegation})


@require_POST
@login_required
@may_look_after_people
def change_address(request, pk):
    """Give an account another address."""
    person = get_object_or_404(selectors.people(), pk=pk)
    form = NewAddressForm(request.POST)
    if not form.is_valid():
        return _person_page(request, person, address_form=form)
    try:
        services.change_address(person=person, email=form.cleaned_data["email"], by=request.user)
    except (exceptions.AddressTaken, exceptions.OwnAccount, exceptions.AccountErased) as refusal:
        form.add_error("email", REFUSALS[type(refusal)])
        return _person_page(request, person, address_form=form)
    messages.success(request, _("The address is changed. The person is signed out everywhere."))
    return redirect("people:person", pk=pk)


@require_POST
@login_required
@may_look_after_people
def erase_letter(request, pk):
    """Delete the file of an authority letter for good."""
    letter = get_object_or_404(AuthorityLetter, pk=pk)
    try:
        services.erase_letter(letter=letter, by=request.user)
        messages.success(request, _("The letter is erased. That there was one stays on record."))
    except exceptions.LetterGone as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("people:list")


@require_safe
@never_cache
@login_required
@may_see_vacancies
def vacancies(request):
    """States nobody speaks for, those for which soon nobody will, and those mail does not reach."""
    region = request.GET.get("region", "")
    if region and region not in ReviewRegion.values:
        raise Http404
    context = {
        "page_obj": selectors.page_of(selectors.vacant_states(region), request.GET.get("page"), per_page=PER_PAGE),
        "ending": list(selectors.states_ending_soon(region)),
        "out_of_reach": list(selectors.states_out_of_reach(region)),
        "states": selectors.count_of_states(region),
        "regions": ReviewRegion.choices,
        "region": region,
        "querystring": urlencode({"region": region}) if region else "",
    }
    return render(request, "accounts/vacancies.html", context)


def _person_page(request, person, *, address_form=None):
    context = {
        "person": person,
        "story": selectors.account_story(person),
        "returned": selectors.returned_mail_of(person),
        "waiting": waiting_for(person.pk),
        "address_form": address_form or NewAddressForm(),
    }
    return render(request, "accounts/person.html", context)
