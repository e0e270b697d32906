"""The administrators' addresses of Forums, their calendar and their papers."""

from django.urls import path

from roundtables.views import calendar, editions, papers

app_name = "desk_forums"
urlpatterns = [
    path("", editions.list_, name="list"),
    path("calendar/", calendar.list_, name="calendar"),
    path("calendar/new/", calendar.new, name="new_entry"),
    path("calendar/<int:pk>/", calendar.change, name="entry"),
    path("calendar/<int:pk>/remove/", calendar.remove, name="remove_entry"),
    path("papers/<int:pk>/", papers.paper, name="paper"),
    path("papers/<int:pk>/edit/", papers.change, name="change_paper"),
    path("papers/<int:pk>/publish/", papers.publish, name="publish_paper"),
    path("papers/<int:pk>/take-off/", papers.take_off, name="take_off_paper"),
    path("papers/<int:pk>/remove/", papers.remove, name="remove_paper"),
    path("<int:year>/", editions.forum, name="forum"),
    path("<int:year>/dates/", editions.dates, name="dates"),
    path("<int:year>/split/", editions.split, name="split"),
    path("<int:year>/round-tables/<int:number>/theme/", editions.theme, name="theme"),
    path("<int:year>/round-tables/<int:number>/notes/new/", papers.new_note, name="new_note"),
    path("<int:year>/topics/new/", papers.new_topic, name="new_topic"),
]
