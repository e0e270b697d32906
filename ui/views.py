"""The style guide: every component, with samples."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ui import samples


@require_safe
def styleguide(request):
    """All components on one page, for who builds pages and for the tests that look at them."""
    return render(request, "styleguide.html", samples.context())
