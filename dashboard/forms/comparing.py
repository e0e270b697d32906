"""What is put side by side."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _

from dashboard.selectors.comparing import LEAST, MOST


class Compared(forms.Form):
    """Two to four of a kind to put side by side: `?state=PRT&state=MEX`. An empty one is one not chosen."""

    def __init__(self, data, *, name: str, choices: list[tuple[str, str]]):
        super().__init__({name: [value for value in dict.fromkeys(data.getlist(name)) if value]})
        self.name = name
        self.fields[name] = forms.MultipleChoiceField(
            required=False, choices=choices, validators=[MaxLengthValidator(MOST, _("Choose at most four."))]
        )

    def chosen(self) -> list[str]:
        """What was chosen, each once."""
        return self.cleaned_data[self.name]

    def is_enough(self) -> bool:
        """True where there is something to compare."""
        return len(self.chosen()) >= LEAST

    def places(self) -> list[tuple[int, str, list[tuple[str, str]]]]:
        """One place for each that can be chosen: its number, what is chosen there, the choices."""
        chosen = [*self.chosen(), *[""] * MOST][:MOST]
        return [(at, value, self.fields[self.name].choices) for at, value in enumerate(chosen, start=1)]
