"""What a portal on one machine needs before it can be served, in one process so that a second start is quick.

The one module of this package that uses Django; the runner starts it as a child.
"""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from gcm_portal.embedded.changes import COLLECTED_FROM


def take() -> None:
    """Migrate what is not migrated, load what is not loaded, collect static files that have changed.

    Where the programs come into the database as a role of their own, it is granted what it needs.
    """
    if unapplied_migrations():
        call_command("migrate", interactive=False)
    if role := os.environ.get("APPLICATION_ROLE"):
        call_command("grant_application_role", role)
    if "prepare_local" in get_commands():
        call_command("prepare_local")
    collect_changed_static_files(Path(settings.STATIC_ROOT))


def unapplied_migrations() -> bool:
    """True when the database is behind the code."""
    from django.db import connection  # noqa: PLC0415 - only once Django is set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_changed_static_files(target: Path) -> bool:
    """Collect when the sources differ from those collected last; gives whether it did."""
    mark, print_ = target / COLLECTED_FROM, fingerprint()
    if mark.exists() and mark.read_text() == print_:
        return False
    call_command("collectstatic", interactive=False, clear=target.exists(), verbosity=0)
    target.mkdir(parents=True, exist_ok=True)
    mark.write_text(print_)
    return True


def fingerprint() -> str:
    """Changes when a static file comes, goes or is written to, in any app, or Django itself is another."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    seen = hashlib.sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = os.stat(storage.path(name))
            seen.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gcm_portal.settings")
    django.setup()
    take()
