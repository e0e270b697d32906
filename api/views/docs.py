"""The documentation: a page of ours, made of the description, in any of the six languages."""

from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from api.exceptions import PROBLEMS
from api.pages.documentation import own_shown, resources_shown, shared_parameters
from api.states import PAGE_SIZE_MAX, TOKEN_DAYS_MAX, VERSION, Scope
from api.views.schema import description
from workflow.pages import public_page
from workflow.selectors import Moment


def in_chosen_language(view):
    """The page in the language `lang` names, English without: its address says all it depends on."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked = request.GET.get("lang", "")
        with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
            response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    return answer


@in_chosen_language
@public_page
def docs(request: HttpRequest, *, moment: Moment) -> HttpResponse:
    """How to, examples, resources, own work, problems, limits, changes."""
    document = description()
    context = {
        "moment": moment,
        "version": VERSION,
        "languages": settings.LANGUAGES,
        "resources": resources_shown(document),
        "own": own_shown(document),
        "shared": shared_parameters(document),
        "problems": [(each.kind, each.status, each.title, each.meaning) for each in PROBLEMS],
        "scopes": Scope.choices,
        "page_size_max": PAGE_SIZE_MAX,
        "token_days_max": TOKEN_DAYS_MAX,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
    }
    return render(request, "api/docs.html", context)
