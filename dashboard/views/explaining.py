"""How the figures are made, and what the words mean."""

from django.http import HttpRequest, HttpResponse

from dashboard.selectors.glossary import GLOSSARY
from dashboard.selectors.method import RULES
from dashboard.views.answers import show
from progress.selectors import compact_figures, coverage
from workflow.pages import public_page
from workflow.selectors import Moment


@public_page
def method(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """How each figure is made and what it cannot say, beside how much the figures rest on now."""
    return show(
        request,
        "dashboard/method.html",
        moment=moment,
        rules=RULES,
        parts=[(rule.title, rule.anchor) for rule in RULES],
        figures=compact_figures(moment),
        coverage=coverage(moment),
    )


@public_page
def glossary(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """The words of the Compact and of the portal, by what they are about."""
    return show(request, "dashboard/glossary.html", moment=moment, groups=GLOSSARY)
