"""Helpers that read the environment and say aloud what is missing."""

import hashlib
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TEXTS = frozenset({"templates", "static", "locale"})
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def env(name: str, default: str | None = None) -> str:
    """The variable's value, or the default; raises ImproperlyConfigured where it has neither."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: see .env.example for what it is for.")
    return value


def env_flag(name: str) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off or nothing; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: write true or false.")


def env_names(name: str, *, among: tuple[str, ...]) -> frozenset[str]:
    """The variable's words, separated by commas, nothing where it is not set; a word not `among` them is refused."""
    given = frozenset(word.strip().lower() for word in os.environ.get(name, "").split(",") if word.strip())
    if unknown := sorted(given - set(among)):
        raise ImproperlyConfigured(f"{name} names {', '.join(unknown)}: it can name {', '.join(among)}.")
    return given


def weekdays(names: str) -> frozenset[int]:
    """Days of the week by their English names, separated by commas, as Python numbers them (Monday is 0).

    `none` is no day. All seven are refused: then no day would ever be a working day.
    """
    named = {name.strip().lower() for name in names.split(",")} - {"none"}
    if not named < set(WEEK):
        raise ImproperlyConfigured(f"{names!r} are no days of the week: write saturday,sunday for example, or none.")
    return frozenset(WEEK.index(name) for name in named)


def database(url: str) -> dict[str, object]:
    """Django's database settings for postgres://user:password@host:port/name."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must be a postgres:// address; no other database keeps our promises.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5},
    }


def release_digest(root: Path, *also: str) -> str:
    """A fingerprint of the running release: all code, templates, styles and catalogues, and what `also` names.

    Public pages put it into their ETag, so a visitor never keeps a page of an earlier release.
    """
    digest = hashlib.sha256("\n".join(also).encode())
    for folder in sorted(path for path in root.iterdir() if (path / "__init__.py").exists() or path.name in TEXTS):
        if folder.name == "tests":
            continue
        for file in sorted(folder.rglob("*")):
            if file.suffix in {".py", ".html", ".css", ".js", ".mo", ".typ", ".svg"}:
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
