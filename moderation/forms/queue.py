"""What may be asked of the queue: plain GET parameters, the same on the page, its pages and its exports."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Organisation, State, User
from moderation import selectors
from moderation.states import MINE, UNCLAIMED, WHOLE_COMPACT, Age, Kind, Order
from objectives.models import Objective
from workflow.states import Change

ANY = ("", pgettext_lazy("filter", "Any"))
FORMATS = ("csv", "xlsx")


class QueueFilter(forms.Form):
    """The filters, the order, and how the list is to be answered; a value nobody could have chosen is an error."""

    mark_optional = False
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    assignee = forms.ChoiceField(label=gettext_lazy("Claimed by"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Time left"), choices=[ANY, *Age.choices], required=False)
    q = forms.CharField(label=gettext_lazy("Reference"), max_length=40, required=False)
    state = forms.ModelChoiceField(
        label=pgettext_lazy("party", "State"), queryset=State.objects.none(), empty_label=ANY[1], required=False
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=ANY[1],
        required=False,
    )
    objective = forms.ChoiceField(label=gettext_lazy("Objective"), required=False)
    change = forms.ChoiceField(
        label=gettext_lazy("What publishing does"), choices=[ANY, *Change.choices], required=False
    )
    order = forms.ChoiceField(
        label=pgettext_lazy("list", "Order"),
        choices=[("", pgettext_lazy("sort", "Longest waiting first")), *Order.choices],
        required=False,
    )
    format = forms.ChoiceField(required=False, choices=[("", ""), *((each, each) for each in FORMATS)])
    select = forms.ChoiceField(required=False, choices=[("", ""), ("page", "page")])

    FILTERS = ("kind", "assignee", "age", "q", "state", "organisation", "objective", "change")

    def __init__(self, data, *, by: User):
        super().__init__(data)
        self.by = by
        self.fields["kind"].choices = [ANY, *Kind.choices]
        others = [(str(each.pk), str(each)) for each in selectors.moderators() if each.pk != by.pk]
        self.fields["assignee"].choices = [
            ("", pgettext_lazy("filter", "Anybody or nobody")),
            (MINE, pgettext_lazy("claim", "Me")),
            (UNCLAIMED, pgettext_lazy("claim", "Nobody")),
            *others,
        ]
        self.fields["state"].queryset = State.objects.order_by("name")
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")
        self.fields["objective"].choices = [
            ANY,
            (WHOLE_COMPACT, _("The Compact as a whole")),
            *((str(each.pk), str(each)) for each in Objective.objects.order_by("number")),
        ]

    def main_fields(self):
        """What most visits narrow by."""
        return [self[name] for name in ("kind", "assignee", "age", "q")]

    def further_fields(self):
        """The rest, and the order."""
        return [self[name] for name in ("state", "organisation", "objective", "change", "order")]

    def further_is_open(self) -> bool:
        """True where one of the rest is in force or wrong, so that it is not hidden."""
        return any(field.value() for field in self.further_fields())

    def asked(self) -> selectors.Asked:
        """What the selectors are asked for; only of a valid form."""
        given = self.cleaned_data
        assignee = str(self.by.pk) if given["assignee"] == MINE else given["assignee"]
        return selectors.Asked(
            kind=given["kind"],
            state=given["state"].pk if given["state"] else "",
            organisation=given["organisation"].pk if given["organisation"] else None,
            objective=given["objective"],
            age=given["age"],
            holder=int(assignee) if assignee not in {"", UNCLAIMED} else None,
            is_unclaimed=assignee == UNCLAIMED,
            change=given["change"],
            reference=given["q"],
            order=given["order"],
        )

    def query(self, *, without: str = "", **more: str) -> str:
        """The query of this list without its page and without one filter, and with more; only of a valid form."""
        names = [name for name in (*self.FILTERS, "order") if name != without]
        kept = {name: str(self[name].value() or "").strip() for name in names} | more
        return urlencode({name: value for name, value in kept.items() if value})

    def chips(self) -> list[tuple[str, str]]:
        """The filters in force, each with the address of the list without it."""
        words = _("%(filter)s: %(value)s")
        return [
            (words % {"filter": self.fields[name].label, "value": value}, f"?{self.query(without=name)}")
            for name, value in self._in_force()
        ]

    def formats(self) -> list[tuple[str, str]]:
        """The same list in other formats, with their addresses."""
        return [(each.upper(), f"?{self.query(format=each)}") for each in FORMATS]

    def is_filtered(self) -> bool:
        """True where anything narrows the list."""
        return any(self._in_force())

    def _in_force(self) -> Iterator[tuple[str, str]]:
        for name in self.FILTERS:
            if value := self.cleaned_data[name]:
                labels = dict(getattr(self.fields[name], "choices", ())) if isinstance(value, str) else {}
                yield name, str(labels.get(value, value))
