"""What is asked for: of whom or beside what, and why; and the reason of a refusal."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DateInput
from accounts.models import AuthorityLetter, User
from accounts.selectors import letters_open_to
from accounts.states import Holding
from erasure import selectors
from erasure.services import Received
from erasure.states import BESIDE_A_RECORD, REASON_MAX, Channel


class LetterChoice(forms.ModelChoiceField):
    """An authority letter by its party and the day it was kept."""

    def label_from_instance(self, obj):
        party = obj.state or obj.organisation
        return f"{party}, {obj.kept_at:%Y-%m-%d} ({obj.get_kind_display()})"


class AskForm(forms.Form):
    """What a person asks for themselves or for their party."""

    what = forms.ChoiceField(
        label=_("What is to be erased"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to be erased.")},
    )
    reference = forms.CharField(
        label=_("Reference of the record"),
        max_length=20,
        required=False,
        help_text=_("For what is held beside a record, for example GCM-PL-2026-00042."),
    )
    letter = LetterChoice(
        AuthorityLetter.objects.none(),
        label=_("Authority letter"),
        empty_label=_("None"),
        required=False,
        help_text=_("For a letter only."),
    )
    reason = forms.CharField(
        label=_("Anything the secretariat should know"),
        max_length=REASON_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": REASON_MAX}),
        help_text=_("It is erased with the rest. You need not give a reason."),
    )

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["what"].choices = [(each.value, each.label) for each in self.holdings()]
        self.fields["letter"].queryset = self.letters()

    def holdings(self) -> list[Holding]:
        """What this person can ask for: of records and letters only focal points."""
        speaks = self.by.delegations.in_force(timezone.localdate()).of_focal_points().exists()
        return [each for each in selectors.holdings_offered() if speaks or each == Holding.ACCOUNT]

    def letters(self):
        """The letters to choose from."""
        return letters_open_to(self.by).select_related("state", "organisation").order_by("kept_at", "pk")

    def account(self) -> User | None:
        """Whose account it is; says what is wrong where none is found."""
        return self.by

    def clean(self):
        """What it is about, by what was chosen."""
        data = super().clean()
        what = data.get("what")
        if what == Holding.ACCOUNT:
            data["about"] = self.account()
        elif what == Holding.LETTER:
            data["about"] = data.get("letter")
            if not data["about"] and not self.has_error("letter"):
                self.add_error("letter", _("Choose the letter."))
        elif what in BESIDE_A_RECORD and not self.has_error("reference"):
            data["about"] = self._record(data.get("reference", ""))
        return data

    def _record(self, reference: str):
        if not reference:
            self.add_error("reference", _("Enter the reference of the record."))
            return None
        record = selectors.record_of(reference.strip().upper())
        owned = selectors.latest_version(record) if record else None
        if owned is None or not self.by.has_perm("erasure.ask_about_party", owned):
            self.add_error("reference", self.no_such_record)
            return None
        return record

    no_such_record = _("None of those you speak for has a record of this reference.")


class OnBehalfForm(AskForm):
    """What an administrator asks for somebody who wrote, called or came."""

    no_such_record = _("No record has this reference.")
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_("For a person’s account only. Make sure, by another way than e-mail, that it is this person."),
    )
    how = forms.ChoiceField(
        label=_("How it was asked for"),
        choices=Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how it was asked for.")},
    )
    on = forms.DateField(
        label=_("When it was received"),
        widget=DateInput,
        error_messages={"required": _("Say on which day it was received: the time to answer counts from it.")},
    )

    field_order = ("what", "email", "reference", "letter", "how", "on", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What other administrators should know")
        self.fields["reason"].help_text = _("It is erased with the rest. Do not name anybody.")

    def holdings(self):
        """Everything that is held."""
        return selectors.holdings_offered()

    def letters(self):
        """All of them."""
        return selectors.open_letters()

    def account(self):
        """The account of that address."""
        email = self.cleaned_data.get("email", "")
        found = User.objects.filter(email=email.lower(), is_system=False).first() if email else None
        if found is None and not self.has_error("email"):
            self.add_error("email", _("Enter the address of an account.") if not email else _("No account has it."))
        return found

    def clean_on(self):
        """Not a day to come, and not before there was anything to erase."""
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        if day.year < 2018:
            raise forms.ValidationError(_("This is too long ago. Enter the day it was received."))
        return day

    @property
    def received(self) -> Received:
        """How and when; only of a valid form."""
        return Received(how=Channel(self.cleaned_data["how"]), on=self.cleaned_data["on"])


class CarryOutForm(forms.Form):
    """The stamp of what the page listed."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class RefuseForm(forms.Form):
    """Why it is refused."""

    reason = forms.CharField(
        label=_("Why it is refused"),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 4, "data-maxlength": REASON_MAX}),
        help_text=_("Whoever asked reads this word for word."),
        error_messages={"required": _("Say why: the person who asked will read your reason.")},
    )
