"""What any public page can be asked for."""

from django import forms
from django.core.validators import MaxValueValidator


class AsOf(forms.Form):
    """A publication, by its number: any up to the latest."""

    as_of = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data, *, latest: int):
        super().__init__(data)
        self.fields["as_of"].validators.append(MaxValueValidator(latest))
