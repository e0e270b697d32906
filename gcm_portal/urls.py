"""All addresses. Pages carry a language prefix; what machines ask for does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from gcm_portal.health import healthz, readyz
from gcm_portal.languages import choose_language

handler500 = "gcm_portal.middleware.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", choose_language, name="choose_language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("accounts.urls")),
    path("desk/pledges/", include("pledges.urls")),
    path("desk/progress/", include("progress.urls")),
    path("desk/", include("desk.urls")),
    path("moderation/", include("moderation.urls")),
    path("reports/", include("reports.urls")),
    path("styleguide/", include("ui.urls")),
    path("", include("dashboard.urls")),
)
