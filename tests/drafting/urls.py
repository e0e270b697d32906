"""The portal's addresses and those of the sample kind."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from drafting.urls import desk_urls
from gcm_portal.urls import handler500
from gcm_portal.urls import urlpatterns as portal
from tests.drafting.sample import SAMPLE

__all__ = ["handler500", "urlpatterns"]
urlpatterns = [*i18n_patterns(path("desk/sample/", include((desk_urls(SAMPLE), "desk_sample")))), *portal]
