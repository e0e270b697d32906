"""The same moment gives the same bytes, for every kind and form: in another process, time zone and on another day."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import timedelta
from itertools import cycle
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.selectors.subjects import subjects
from reports.services.builds import inputs_of
from reports.services.documents import DOCUMENTS
from reports.services.manifest import digest_of
from reports.services.renderers import RENDERERS
from tests.factories import reports
from tests.factories.submissions import Submissions
from workflow.selectors import Moment

pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = """
import json, sys
from datetime import date, datetime
import django, time_machine
django.setup()
from django.test import override_settings
from tests.reports.test_reproducible import sums_of
zone, now, publication, day, asked = json.loads(sys.argv[1])
with override_settings(TIME_ZONE=zone), time_machine.travel(datetime.fromisoformat(now), tick=True):
    print(json.dumps([zone, datetime.now().isoformat(), sums_of(publication, date.fromisoformat(day), asked)]))
"""


def sums_of(publication, day, asked):
    """The checksums of each report's facts, document and forms, made from the database."""
    found = {}
    for kind, subject, language in asked:
        made = inputs_of(reports.scope(kind, subject), Moment(publication, day), language)
        found[kind] = {part: digest_of(made[part]) for part in ("facts", "document")}
        for form, renderer in RENDERERS.items():
            found[kind][form] = hashlib.sha256(renderer.render(made["document"])).hexdigest()
    return found


def told_elsewhere(zone, now, *moment_and_asked):
    """What another process says, that lives in that zone at that time."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps([zone, now.isoformat(), *moment_and_asked], default=str)],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": address.geturl(), "SECRET_KEY": settings.SECRET_KEY}
        | {"TZ": zone, "PYTHONHASHSEED": "7", "DJANGO_SETTINGS_MODULE": "gcm_portal.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(told.stdout)


def test_every_kind_in_every_form_is_the_same_bytes_in_another_process_and_time_zone_and_on_the_next_day():
    submitted = Submissions()
    submitted.say(submitted.publish_pledge(submitted.portugal, "PRT", sdg_targets=["10.7"]))
    moment, now = reports.moment(), timezone.now()
    languages = cycle(code for code, _name in settings.LANGUAGES)
    asked = [
        (kind, subjects(kind, reports.edition(), moment)[-1], language)
        for kind, language in zip(DOCUMENTS, languages, strict=False)
    ]
    here = sums_of(moment.publication, moment.day, asked)
    assert {len(set(sums.values())) for sums in here.values()} == {2 + len(RENDERERS)}
    assert list(here) == list(DOCUMENTS)
    for zone, later in (("Pacific/Auckland", timedelta(days=1)), ("America/New_York", timedelta(days=1, hours=9))):
        told_zone, told_now, sums = told_elsewhere(zone, now + later, moment.publication, moment.day, asked)
        assert (told_zone, told_now[:10] > moment.day.isoformat()) == (zone, True)
        assert [(kind, part) for kind in here for part in here[kind] if sums[kind][part] != here[kind][part]] == []
        assert list(sums) == list(here)
