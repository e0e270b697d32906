"""A mail server of the test's own, and two workers that begin at the same moment."""

import threading

import pytest
from django.db import connection

from tests.notices.sink import listening


@pytest.fixture
def sink(settings):
    """Mail goes to a real server on this machine."""
    with listening() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = False, "", 5
        yield server


def at_once(*work):
    """Run each in a thread of its own, all from the same moment on; what each answered, in order."""
    together, answers = threading.Barrier(len(work)), [None] * len(work)

    def run(place, each):
        try:
            together.wait(timeout=10)
            answers[place] = each()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers
