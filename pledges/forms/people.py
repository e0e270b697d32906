"""Partners, who are public, and contact persons, who are not."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import State
from accounts.states import OrganisationKind
from drafting.forms import BLANK, TOO_LONG, RowForm, RowsField, StepForm, short_text
from pledges.selectors.partners import partner_standings
from pledges.states import PARTNERS_MAX, PledgeType

NOT_AN_ADDRESS = gettext_lazy("Write the address in full, for example name@example.org.")


def address(**kwargs) -> forms.EmailField:
    """An e-mail address."""
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
        error_messages={"invalid": NOT_AN_ADDRESS, "max_length": TOO_LONG},
        **kwargs,
    )


class PartnerRow(RowForm):
    """One party of a joint pledge."""

    name = short_text(gettext_lazy("Name of the partner"), 200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("State")), *OrganisationKind.choices]
    )
    state = forms.ChoiceField(label=gettext_lazy("State, or country of its seat"), required=False)

    def __init__(self, *args, states=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.names = dict(states)
        self.fields["state"].choices = [*BLANK, *states]

    def clean(self):
        given = super().clean()
        if given.get("name") or self.has_error("name"):
            return given
        if not given.get("kind") and given.get("state"):
            given["name"] = self.names[given["state"]]
        else:
            self.add_error("name", _("Name this partner, or clear its row."))
        return given


class PartnersStep(StepForm):
    """With whom it is made."""

    key = "partners"
    title = gettext_lazy("Partners")
    hint = gettext_lazy("For a common pledge or one in partnership: recorded once, by you, for all of you.")

    partners = RowsField(
        PartnerRow,
        maximum=PARTNERS_MAX,
        label=gettext_lazy("Partners"),
        required=False,
        help_text=gettext_lazy(
            "They are told when you submit, and may confirm or decline being named. A State needs no name beside its"
            " choice."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = list(State.objects.order_by("name").values_list("iso3", "name"))
        self.fields["partners"].row_kwargs = {"states": states}

    def clean(self):
        given = super().clean()
        rows = given.get("partners") or []
        if rows and self.item.pledge_type == PledgeType.INDIVIDUAL:
            self.add_error(
                "partners",
                _("You chose an individual pledge, made by you alone: clear the partners, or change its type first."),
            )
        self._refuse_twice(rows)
        self._refuse_oneself(rows)
        return given

    def _refuse_twice(self, rows):
        seen: set[str] = set()
        for row in rows:
            keys = {row["name"].casefold()} | ({row["state"]} if row["state"] and not row["kind"] else set())
            if keys & seen:
                self.add_error("partners", _("%(name)s is named twice.") % {"name": row["name"]})
            seen |= keys

    def _refuse_oneself(self, rows):
        for row in rows:
            is_state = self.item.state_id and not row["kind"] and row["state"] == self.item.state_id
            if is_state or row["name"].casefold() == str(self.item.owner or "").casefold():
                self.add_error("partners", _("The pledge is yours: name only those who make it with you."))


class ContactRow(RowForm):
    """One person to ask."""

    name = short_text(gettext_lazy("Name"), 150, required=False)
    position = short_text(gettext_lazy("Position"), 150, required=False)
    email = address()

    def clean(self):
        given = super().clean()
        if not given.get("name") and not given.get("email") and not self.errors:
            self.add_error("name", _("Name this person, or clear the row."))
        return given


class AddressRow(RowForm):
    """Where to write to one partner."""

    partner = forms.ChoiceField(label=gettext_lazy("Partner"), required=False)
    email = address()

    def __init__(self, *args, partners=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [*BLANK, *partners]

    def clean(self):
        given = super().clean()
        if given.get("email") and not given.get("partner") and not self.has_error("partner"):
            self.add_error("partner", _("Choose the partner this address belongs to."))
        return given


class ContactsStep(StepForm):
    """Whom to ask, and where to write to partners. None of it is ever published."""

    key = "contacts"
    title = gettext_lazy("Contact persons")
    hint = gettext_lazy("Never published. Only those who speak for you and the secretariat see it.")

    contacts = RowsField(
        ContactRow,
        maximum=2,
        label=gettext_lazy("Whom may the secretariat ask?"),
        required=False,
        help_text=gettext_lazy("The first is asked first; the second stands in."),
    )
    partner_contacts = RowsField(
        AddressRow,
        maximum=PARTNERS_MAX,
        label=gettext_lazy("Where do we write to your partners?"),
        required=False,
        help_text=gettext_lazy(
            "For partners that nobody speaks for here. They get a letter with a link, and answer without an account."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        standings = partner_standings(self.item) if self.item.pk else []
        field = self.fields["partner_contacts"]
        field.row_kwargs = {"partners": [(each.partner.key, each.partner.name) for each in standings]}
        field.maximum = field.widget.maximum = len(standings)
        saved = list(self.initial.get("partner_contacts") or [])
        waiting = [each.partner.key for each in standings if each.is_out_of_reach]
        self.initial["partner_contacts"] = saved + [{"partner": key, "email": ""} for key in waiting]

    def clean_partner_contacts(self) -> list[dict]:
        """One address for each partner, in their order; a partner without one is no answer."""
        rows = [row for row in self.cleaned_data["partner_contacts"] if row["email"]]
        order = [key for key, _name in self.fields["partner_contacts"].row_kwargs["partners"]]
        keys = [row["partner"] for row in rows]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError(_("Give one address for each partner."))
        return sorted(rows, key=lambda row: order.index(row["partner"]))
