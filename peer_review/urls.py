"""Addresses of peer review, in four places: the reviewer's, the moderators', the roster's, the owner's."""

from django.urls import path

from peer_review.views import moderating, owning, profile, reviewing, roster

reviewing_urls = (
    [
        path("", reviewing.list_, name="list"),
        path("profile/", profile.profile, name="profile"),
        path("pause/", profile.pause, name="pause"),
        path("thanks/", profile.thanks, name="thanks"),
        path("thanks/record.pdf", profile.thanks_pdf, name="thanks_pdf"),
        path("<int:pk>/", reviewing.assignment, name="assignment"),
        path("<int:pk>/declare/", reviewing.declare, name="declare"),
        path("<int:pk>/decline/", reviewing.decline, name="decline"),
        path("<int:pk>/tool/", reviewing.tool, name="tool"),
        path("<int:pk>/tool/files/<int:file_pk>/", reviewing.file, name="file"),
        path("<int:pk>/assess/", reviewing.assess, name="assess"),
    ],
    "reviewing",
)
moderating_urls = (
    [
        path("", moderating.list_, name="list"),
        path("open/<int:tool_pk>/", moderating.open_, name="open"),
        path("<int:pk>/", moderating.review, name="review"),
        path("<int:pk>/invite/", moderating.invite, name="invite"),
        path("<int:pk>/call-off/", moderating.call_off, name="call_off"),
        path("<int:pk>/release/<int:assignment_pk>/", moderating.release, name="release"),
    ],
    "peer_reviews",
)
roster_urls = (
    [
        path("", roster.list_, name="list"),
        path("new/", roster.new, name="new"),
        path("<int:pk>/", roster.edit, name="edit"),
        path("<int:pk>/pause/", roster.pause, name="pause"),
    ],
    "roster",
)
owner_urls = ([path("<int:pk>/peer-review/", owning.comments, name="comments")], "desk_peer_review")
