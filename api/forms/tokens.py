"""The form on which a token is made."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from api.states import TOKEN_DAYS_MAX, TOKEN_NAME_MAX, Scope

DAYS = ngettext_lazy("%(days)d day", "%(days)d days", "days")


class TokenForm(forms.Form):
    """What it is for, what it opens, for how long. Sent twice, it makes one token."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=TOKEN_NAME_MAX,
        help_text=_("A name by which you will know it again, for example the program that uses it."),
        error_messages={"required": _("Say what it is for.")},
    )
    scope = forms.ChoiceField(
        label=_("What may it do?"),
        choices=Scope.choices,
        initial=Scope.READ_OWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        initial=90,
        help_text=_("Afterwards it opens nothing. As short as will do."),
        error_messages={"required": _("Choose for how long.")},
    )
    made_with = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["days"].choices = [(days, DAYS % {"days": days}) for days in (7, 30, 90, 180, TOKEN_DAYS_MAX)]
        self.fields["made_with"].initial = uuid4
