"""A person's own account: how they are called, and whether mail reaches them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import exceptions, selectors, services
from accounts.forms import ProfileForm
from accounts.views.answers import REFUSALS


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def profile(request):
    """Name and language, to be changed; the address, to be seen."""
    person = request.user
    form = ProfileForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if form.is_valid():
        services.change_profile(person=person, by=person, **form.cleaned_data)
        messages.success(request, _("Your account is saved."))
        return redirect("profile:edit")
    return render(request, "accounts/profile.html", {"form": form, "returned": selectors.returned_mail_of(person)})


@require_POST
@login_required
def check_address(request):
    """Send a message that shows, once it is answered, that mail arrives."""
    try:
        services.send_address_check(person=request.user)
        messages.success(request, _("A message is on its way. Open the link in it to show that it arrived."))
    except exceptions.MailNotTaken as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("profile:edit")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def confirm_address(request, token):
    """Asked once more on GET, because mail scanners open links; done on POST."""
    if request.method != "POST":
        return render(request, "accounts/confirm_address.html", {"token": token})
    try:
        services.confirm_address(token=token, by=request.user)
        messages.success(request, _("Thank you: mail to you arrives."))
    except exceptions.ConfirmationInvalid as refusal:
        messages.error(request, REFUSALS[type(refusal)])
    return redirect("profile:edit")
