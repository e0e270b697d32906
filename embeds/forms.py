"""What oEmbed can be asked, checked."""

from django import forms

FORMATS = ("json", "xml")
LARGEST = 10_000
NARROW, FURTHER_LINES = 480, 140


class OEmbedForm(forms.Form):
    """The parameters of oEmbed 1.0, section 2.2; which format is answered elsewhere, for it has a code of its own."""

    url = forms.CharField(max_length=2000)
    maxwidth = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    maxheight = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def within(self, width: int, height: int) -> tuple[int, int]:
        """The size, as far as the asker has room for it; in a narrow frame the same words need more height."""
        width = min(width, self.cleaned_data["maxwidth"] or width)
        height += FURTHER_LINES if width < NARROW else 0
        return width, min(height, self.cleaned_data["maxheight"] or height)
