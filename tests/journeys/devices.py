"""A browser in which somebody is signed in: how a person comes back to a draft on another device."""

from django.test import Client


def device_of(person, chromium, live_server, *, javascript=True):
    """A new page of a browser of its own, with the person's session; with or without JavaScript."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    context = chromium.new_context(java_script_enabled=javascript)
    context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    return context.new_page()
