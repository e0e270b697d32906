"""Valkey is stopped: the public still reads, a focal point still submits, and the notice goes out when it is back.

A Valkey of this test's own, a real worker with its clock, mail on the console.
"""

import subprocess
from contextlib import contextmanager

import pytest
from django.test import Client

from gcm_portal.embedded import process
from gcm_portal.embedded.binaries import valkey_program
from gcm_portal.embedded.servers import launch, start_server
from gcm_portal.embedded.state import Memory
from gcm_portal.embedded.valkey import Valkey
from notices.models import Notice
from tests.factories import accounts, pledges
from tests.factories.notices import at_once
from tests.faults.processes import until, worker

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]

PUBLIC = ["", "objectives/7/", "forums/2026/round-tables/4/", "states/PRT/", "pledges/", "tools/", "reports/", "data/"]


@contextmanager
def running(server):
    """The server, started; stopped for certain at the end."""
    child = start_server(server, lambda: launch(server, subprocess.DEVNULL))
    try:
        yield child
    finally:
        process.stop(child, server.ask, seconds=10)


def all_told():
    """every notice sent"""
    return Notice.objects.exists() and not Notice.objects.filter(sent_at=None).exists()


def test_without_valkey_the_site_is_read_and_written_and_the_notice_goes_out_later(tmp_path, settings):
    server = Valkey(tmp_path, Memory(tmp_path), valkey_program())
    server.prepare()
    settings.REDIS_URL = server.url
    settings.CACHES = {
        "default": {"BACKEND": "gcm_portal.cache.SoftRedisCache", "LOCATION": server.url},
        "pages": {"BACKEND": "gcm_portal.cache.LastingCache", "LOCATION": server.url},
    }
    focal = accounts.focal_point("PRT")
    at_once(accounts.moderator())
    draft = pledges.draft(focal)
    person, public = Client(), Client()
    person.force_login(focal, backend="django.contrib.auth.backends.ModelBackend")
    clock = {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend", "SWEEP_SECONDS": "1"}
    with worker(tmp_path, "-B", "-s", str(tmp_path / "beat"), REDIS_URL=server.url, **clock):
        with running(server):
            assert public.get("/en/").status_code == 200

        answers = {page: public.get(f"/en/{page}").status_code for page in PUBLIC}
        assert answers == dict.fromkeys(PUBLIC, 200)
        submitted = person.post(f"/en/desk/pledges/{draft.pk}/submit/")
        assert (submitted.status_code, submitted["Location"]) == (302, f"/en/desk/pledges/{draft.pk}/submitted/")
        assert person.get(submitted["Location"]).status_code == 200
        owed = Notice.objects.order_by("recipient__email").values_list("recipient__email", "sent_at")
        assert list(owed) == [("focal.prt@example.org", None), ("moderator@example.org", None)]

        with running(server):
            until(all_told, seconds=60, every=0.5)
    assert list(Notice.objects.values_list("attempts", flat=True)) == [1, 1]
