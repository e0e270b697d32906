"""Questions of a pledge that are asked in a way of their own."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import State
from accounts.states import ReviewRegion
from pledges.states import SDG_TARGETS

PIECES = re.compile(r"[\s,;،、]+")
SPACES = re.compile(r"[\s\u00a0\u2009\u202f']+")


class CitedPledge(forms.TextInput):
    """A reference, and a button that leads to the search and comes back with one."""

    template_name = "pledges/widgets/cited_pledge.html"

    def __init__(self, attrs=None):
        super().__init__({"dir": "ltr", "placeholder": "GCM-PL-2026-00042"} | (attrs or {}))


class Countries(forms.CheckboxSelectMultiple):
    """All States by region, those chosen named on the fold."""

    template_name = "pledges/widgets/countries.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["regions"] = [
            {"name": region, "options": options, "chosen": [each["label"] for each in options if each["selected"]]}
            for region, options, _number in context["widget"]["optgroups"]
        ]
        return context


def states_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """All States under the region of the Compact's reviews they belong to."""
    regions: dict[str, list[tuple[str, str]]] = {key: [] for key in [*ReviewRegion.values, ""]}
    for iso3, name, region in State.objects.order_by("name").values_list("iso3", "name", "review_region"):
        regions[region].append((iso3, name))
    labels = dict(ReviewRegion.choices) | {"": _("Other States")}
    return [(str(labels[key]), states) for key, states in regions.items() if states]


class Targets(forms.Widget):
    """Boxes for the targets that go with the objectives chosen, and a line for any others."""

    template_name = "pledges/widgets/sdg_targets.html"

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.suggested: list[str] = []

    @property
    def use_fieldset(self) -> bool:
        """One line has a label; boxes and a line are a group."""
        return bool(self.suggested)

    def id_for_label(self, id_):
        """A group has no single input to point at; a link leads to the line."""
        return f"{id_}_more" if id_ else ""

    def value_from_datadict(self, data, files, name):
        """Every code, ticked or typed, in the order given."""
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        pieces = [given] if isinstance(given, str) else list(given)
        found = [code for piece in pieces for code in PIECES.split(str(piece)) if code]
        return list(dict.fromkeys(found))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        given = list(value or [])
        context["widget"] |= {
            "boxes": [{"code": code, "chosen": code in given} for code in self.suggested],
            "more": ", ".join(code for code in given if code not in self.suggested),
            "line": {"attrs": {key: each for key, each in context["widget"]["attrs"].items() if key != "id"}},
        }
        return context


class SdgTargets(forms.Field):
    """Targets of the 2030 Agenda by their numbers, in the order of the goals."""

    widget = Targets

    def to_python(self, value):
        """The codes as the Agenda writes them (8.8, 10.c), each once."""
        codes = {str(code).strip().lower().rstrip(".") for code in value or []}
        return [code for code in SDG_TARGETS if code in codes] + sorted(codes.difference(SDG_TARGETS))

    def validate(self, value):
        super().validate(value)
        if unknown := [code for code in value if code not in SDG_TARGETS]:
            raise ValidationError(
                _("No target of the 2030 Agenda has the number %(numbers)s. Write them as 8.8 or 10.c.")
                % {"numbers": ", ".join(unknown)}
            )

    def has_changed(self, initial, data):
        return self.to_python(initial) != self.to_python(data)

    def in_words(self, value) -> str:
        """The numbers, one after the other."""
        return ", ".join(value or [])


class Amount(forms.DecimalField):
    """An amount of money, with or without spaces between the thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
    default_error_messages = {
        "invalid": gettext_lazy(
            "Write the amount in figures, with a point before decimals and no other signs: 1500000 or 1500000.50."
        ),
        "min_value": gettext_lazy("An amount is zero or more."),
        "max_decimal_places": gettext_lazy("Give at most two decimals."),
        "max_digits": gettext_lazy("This amount is too large: give at most 14 figures before the point."),
        "max_whole_digits": gettext_lazy("This amount is too large: give at most 14 figures before the point."),
    }

    def __init__(self, **kwargs):
        super().__init__(min_value=0, max_digits=16, decimal_places=2, localize=False, **kwargs)

    def to_python(self, value):
        """The amount, or None; spaces are only there to be read."""
        return super().to_python(SPACES.sub("", value) if isinstance(value, str) else value)

    def clean(self, value) -> Decimal | None:
        """With two decimals, as it is kept: so the same amount always reads the same."""
        amount = super().clean(value)
        return None if amount is None else amount.quantize(Decimal("0.01"))
