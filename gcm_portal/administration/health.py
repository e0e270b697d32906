"""How the installation is doing, as a person reads it: what works, what needs somebody, and since when.

Each check is asked by itself and gives up quickly: what is away is a line of the page, not the end of it. No address,
no password and no name of a person is among what is shown.
"""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import celery
import django
from django.conf import settings
from django.db import DatabaseError, connection, models
from django.db.models import Count, Min
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from redis.exceptions import RedisError

from attachments.models import Attachment
from attachments.selectors import has_scanner
from gcm_portal import health
from gcm_portal.administration.mail import mail_owed
from gcm_portal.heartbeat import last_seen, patient_enough, shows_sign
from reports.models import Report
from reports.states import ReportState
from workflow.selectors import current_publication

SCARCE = 0.1  # of the disk: below that somebody should look
STUCK = timedelta(hours=1)  # mail and files that wait longer need somebody


class Standing(models.TextChoices):
    """How one part is doing."""

    WELL = "well", pgettext_lazy("health", "Working")
    WATCH = "watch", pgettext_lazy("health", "Needs attention")
    AWAY = "away", pgettext_lazy("health", "Not working")
    UNKNOWN = "unknown", pgettext_lazy("health", "Cannot be told")


@dataclass(frozen=True)
class Check:
    """One line of the page."""

    label: str | Promise
    standing: Standing
    words: str


def checks() -> list[Check]:
    """Every part of the installation; a part that cannot be asked says so."""
    return [_asked(label, ask) for label, ask in PARTS]


def versions() -> list[tuple[str, str]]:
    """What runs here, by name and version; an answer that is not to be had is left empty."""
    return [
        (_("Version of the portal"), settings.RELEASE),
        (_("Publication"), str(current_publication())),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        ("Celery", celery.__version__),
        ("PostgreSQL", _postgres()),
        ("Valkey", _valkey()),
    ]


def _asked(label: str | Promise, ask: Callable[[], tuple[Standing, str]]) -> Check:
    try:
        return Check(label, *ask())
    except (RedisError, OSError, DatabaseError):
        return Check(label, Standing.AWAY, _("It does not answer."))


def _process(name: str) -> tuple[Standing, str]:
    try:
        alive, seen = shows_sign(name), last_seen(name)
    except (RedisError, OSError):
        return Standing.UNKNOWN, _("Signs of life are left with the broker, which does not answer.")
    if seen is None:
        return Standing.AWAY, _("No sign of life within the last month.")
    words = _("Last seen on %(at)s (UTC).") % {"at": _moment(seen)}
    return (Standing.WELL if alive else Standing.AWAY), words


def _answers(name: str) -> tuple[Standing, str]:
    well = health.CHECKS[name]()
    return (Standing.WELL, _("It answers.")) if well else (Standing.AWAY, _("It does not answer."))


def _migrations() -> tuple[Standing, str]:
    if health.CHECKS["migrations"]():
        return Standing.WELL, _("The database is what this release needs.")
    return Standing.AWAY, _("The database is older than this release. Run the migrations.")


def _mail() -> tuple[Standing, str]:
    owed = mail_owed()
    total, failing = sum(each.owed for each in owed), sum(each.failing for each in owed)
    oldest = min((each.oldest for each in owed if each.oldest), default=None)
    if oldest is None:
        return Standing.WELL, _("Nothing is owed.")
    words = [
        ngettext("%(n)s message is owed.", "%(n)s messages are owed.", total) % {"n": total},
        _("The oldest since %(at)s (UTC).") % {"at": _moment(oldest)},
    ]
    if failing:
        tried = ngettext("%(n)s of them could not be sent yet.", "%(n)s of them could not be sent yet.", failing)
        words.append(tried % {"n": failing})
    late = timezone.now() - oldest > STUCK
    return (Standing.WATCH if failing or late else Standing.WELL), " ".join(words)


def _files() -> tuple[Standing, str]:
    found = Attachment.objects.pending().aggregate(n=Count("pk"), oldest=Min("uploaded_at"))
    if not has_scanner():
        unscanned = _("No scanner is configured: files are handed out unscanned, and every page says so.")
        return Standing.WATCH, unscanned
    if not found["n"]:
        return Standing.WELL, _("No file waits for the scanner.")
    words = ngettext(
        "%(n)s file waits for the scanner, since %(at)s (UTC).",
        "%(n)s files wait for the scanner, the oldest since %(at)s (UTC).",
        found["n"],
    ) % {"n": found["n"], "at": _moment(found["oldest"])}
    return (Standing.WATCH if timezone.now() - found["oldest"] > STUCK else Standing.WELL), words


def _reports() -> tuple[Standing, str]:
    rows = Report.objects.order_by().values_list("state").annotate(n=Count("pk"))
    found = dict(rows)
    queued, building, failed = (
        found.get(state, 0) for state in (ReportState.QUEUED, ReportState.BUILDING, ReportState.FAILED)
    )
    words = _("%(queued)s queued, %(building)s being built, %(failed)s failed.")
    said = words % {"queued": queued, "building": building, "failed": failed}
    return (Standing.WATCH if failed else Standing.WELL), said


def _disk() -> tuple[Standing, str]:
    total, _used, free = shutil.disk_usage(settings.DATA_DIR)
    words = _("%(free)s free of %(total)s.") % {"free": filesizeformat(free), "total": filesizeformat(total)}
    return (Standing.WATCH if free < SCARCE * total else Standing.WELL), words


PARTS: list[tuple[str | Promise, Callable[[], tuple[Standing, str]]]] = [
    (gettext_lazy("Worker"), lambda: _process("worker")),
    (gettext_lazy("Clock of the worker"), lambda: _process("beat")),
    (gettext_lazy("Database"), lambda: _answers("database")),
    (gettext_lazy("State of the database"), _migrations),
    (gettext_lazy("Cache"), lambda: _answers("cache")),
    (gettext_lazy("Broker"), lambda: _answers("broker")),
    (gettext_lazy("Mail"), _mail),
    (gettext_lazy("Files and the malware scanner"), _files),
    (gettext_lazy("Reports"), _reports),
    (gettext_lazy("Disk of the data folder"), _disk),
]


def _moment(at) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _postgres() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _valkey() -> str:
    try:
        about = patient_enough(settings.REDIS_URL).info("server")
    except (RedisError, OSError):
        return ""
    return str(about.get("valkey_version") or about.get("redis_version") or "")
