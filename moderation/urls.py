"""Addresses of the moderators' desk, and of the broker's (`matching_urls`, namespace `matching`)."""

from django.urls import path

from moderation.views import audit, bulk, claims, decision, matching, overdue, published, queue

app_name = "moderation"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("shortcuts/", queue.shortcuts, name="shortcuts"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("bulk/<uuid:key>/", bulk.batch, name="batch"),
    path("overdue/", overdue.overdue, name="overdue"),
    path("published/", published.published_records, name="published"),
    path("audit/", audit.search, name="audit"),
    path("audit/records/<slug:reference>/", audit.record, name="audit_record"),
    path("audit/people/<int:pk>/", audit.person, name="audit_person"),
    path("audit/people/<int:pk>/look-up/", audit.look_up, name="audit_look_up"),
    path("<kind>/<int:pk>/", decision.record, name="record"),
    path("<kind>/<int:pk>/ask/", decision.ask, name="ask"),
    path("<kind>/<int:pk>/claim/", claims.claim, name="claim"),
    path("<kind>/<int:pk>/corroborate/", decision.corroborate, name="corroborate"),
    path("<kind>/<int:pk>/release/", claims.release, name="release"),
    path("<kind>/<int:pk>/take-over/", claims.take_over, name="take_over"),
    path("<kind>/<int:pk>/<verb>/", decision.decide, name="decide"),
    path("<kind>/<int:pk>/files/<int:file_pk>/", decision.file, name="file"),
]

matching_urls = [
    path("", matching.needs, name="needs"),
    path("matches/", matching.matches, name="matches"),
    path("needs/<slug:reference>/", matching.need, name="need"),
    path("offers/<slug:reference>/", matching.offer, name="offer"),
    path("suggest/", matching.suggest, name="suggest"),
    path("<int:pk>/", matching.detail, name="detail"),
    path("<int:pk>/put/", matching.put, name="put"),
    path("<int:pk>/drop/", matching.drop, name="drop"),
    path("<int:pk>/confirm/<slug:side>/", matching.confirm, name="confirm"),
    path("<int:pk>/erase/", matching.erase, name="erase"),
]
