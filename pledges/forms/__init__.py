"""The forms of a pledge: what is typed, checked and read as one thing."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import State
from pledges.forms.drafts import Difference, DraftForm, day, long_text, revision_typed_on
from pledges.forms.partners import PartnerRows
from pledges.forms.pledge import PledgeForm
from pledges.models import Pledge
from pledges.selectors import draft_values, partner_values
from pledges.services.drafting import PledgeContent
from workflow.states import Change

__all__ = ["DraftForm", "WithdrawalForm", "WrittenPledge", "day", "long_text", "revision_typed_on"]


class WrittenPledge:
    """The form and its partner rows as one thing. `pledge` is the draft as it is saved now; None for a new one."""

    def __init__(self, data: Mapping | None = None, *, parties: Mapping[str, object], pledge: Pledge | None = None):
        states = list(State.objects.order_by("name").values_list("iso3", "name"))
        self.form = PledgeForm(
            data,
            initial=draft_values(pledge) if pledge else None,
            parties=parties,
            is_amendment=bool(pledge) and pledge.change == Change.AMENDMENT,
            own_record=pledge.record if pledge else None,
        )
        self.partners = PartnerRows(
            data,
            prefix="partner",
            initial=partner_values(pledge) if pledge else [],
            form_kwargs={"states": states},
        )

    def is_valid(self) -> bool:
        """True where nothing exceeds a limit or contradicts itself; what is missing does not count."""
        return all([self.form.is_valid(), self.partners.is_valid()])

    @property
    def content(self) -> PledgeContent:
        """All of it, for the drafting services; only of a valid one."""
        given = self.form.cleaned_data
        return PledgeContent(
            values=self.form.values,
            objectives=given["objectives"],
            related_objectives=given["related_objectives"],
            principles=given["principles"],
            partners=self._partners,
            contact=self.form.contact,
        )

    def differences(self) -> Sequence[Difference]:
        """Where what was typed is not what is saved, the partners as one question."""
        found = self.form.differences()
        if self.partners.has_changed():
            saved = [row["name"] for row in self.partners.initial]
            typed = [str(row["name"].value() or "") for row in self.partners.forms]
            found.append(Difference(_("Partners"), "\n".join(saved), "\n".join(filter(None, typed))))
        return found

    @property
    def names_partners(self) -> bool:
        """True where partner rows are filled, so that they stand open."""
        return bool(self.partners.initial) or self.partners.has_changed()

    @property
    def _partners(self) -> list[dict]:
        rows = [row.cleaned_data for row in self.partners.forms]
        return [
            {"name": row["name"], "kind": row["kind"], "state_id": row["state"] or None}
            for row in rows
            if row.get("name")
        ]


class WithdrawalForm(forms.Form):
    """Why a published pledge is to be withdrawn; the sentence stands on its tombstone."""

    reason = long_text(
        gettext_lazy("Why is it withdrawn?"),
        1000,
        rows=5,
        help_text=gettext_lazy("This will stand on the pledge’s page, which stays as a note that it was withdrawn."),
        error_messages={"required": gettext_lazy("Say why it is withdrawn.")},
    )
