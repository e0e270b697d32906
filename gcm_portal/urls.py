"""All addresses. Pages carry a language prefix; what machines ask for does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from alerts.urls import feed_urls, follow_urls
from api.urls import token_urls
from correspondence.urls import reason_urls
from embeds.urls import card_urls
from embeds.views import oembed
from erasure.urls import staff_urls as erasure_staff_urls
from gcm_portal import sitemap
from gcm_portal.health import healthz, readyz
from gcm_portal.languages import choose_language
from gcm_portal.wellknown import robots, security
from moderation.urls import matching_urls
from peer_review.urls import moderating_urls, owner_urls, reviewing_urls, roster_urls
from reports.urls import schedule_urls
from tools.urls import call_urls

handler500 = "gcm_portal.middleware.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", choose_language, name="choose_language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/<slug:section>/<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("feeds/", include((feed_urls, "feeds"))),
    path("embed/", include((card_urls, "embeds"))),
    path("oembed", oembed, name="oembed"),
    path("api/", include("api.urls")),
]
urlpatterns += i18n_patterns(  # what everybody reads comes first: finding a view is a fifth of what a known page costs
    path("", include("dashboard.urls")),
    path("accounts/tokens/", include((token_urls, "tokens"))),
    path("accounts/", include("accounts.urls")),
    path("desk/pledges/", include("pledges.urls")),
    path("desk/progress/", include("progress.urls")),
    path("desk/plans/", include("plans.urls")),
    path("desk/tools/", include(owner_urls)),
    path("desk/tools/", include("tools.urls")),
    path("desk/calls/", include((call_urls, "desk_calls"))),
    path("desk/needs/", include("needs.urls")),
    path("desk/reviews/", include("reviews.urls")),
    path("desk/questions/", include("correspondence.urls")),
    path("desk/matches/", include("matching.urls")),
    path("desk/erasure/", include("erasure.urls")),
    path("desk/", include("desk.urls")),
    path("moderation/reasons/", include((reason_urls, "reasons"))),
    path("moderation/matching/", include((matching_urls, "matching"))),
    path("moderation/peer-reviews/", include(moderating_urls)),
    path("moderation/reviewers/", include(roster_urls)),
    path("moderation/erasure/", include((erasure_staff_urls, "erasure"))),
    path("moderation/", include("gcm_portal.administration.urls")),
    path("moderation/forums/", include("roundtables.urls")),
    path("moderation/schedules/", include((schedule_urls, "schedules"))),
    path("moderation/", include("moderation.urls")),
    path("reviewing/", include(reviewing_urls)),
    path("reports/", include("reports.urls")),
    path("follow/", include((follow_urls, "alerts"))),
    path("styleguide/", include("ui.urls")),
)
