"""The bare address leads to the site in the visitor's own language."""

from django.http import HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers


def choose_language(request):
    """Redirect `/` by the visitor's Accept-Language (or the cookie of an earlier choice) to one of six."""
    answer = HttpResponseRedirect(f"/{translation.get_language_from_request(request)}/")
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer
