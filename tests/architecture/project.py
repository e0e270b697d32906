"""The project's own files, for the tests that hold its rules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = tuple(name for name in settings.INSTALLED_APPS if (ROOT / name).is_dir() and name != "gcm_portal")
PACKAGES = ("gcm_portal", *APPS)
NOT_OURS = frozenset({".git", ".venv", "var", "node_modules", "__pycache__", ".mypy_cache", ".ruff_cache"})


def name_of(path: Path) -> str:
    """The path as it is written in this project."""
    return path.relative_to(ROOT).as_posix()


@cache
def files(folder: str, pattern: str) -> tuple[Path, ...]:
    """Files below a folder that are ours; caches and generated folders are not."""
    return tuple(sorted(path for path in (ROOT / folder).rglob(pattern) if not NOT_OURS & set(path.parts)))


@cache
def code(*, tests: bool = False) -> tuple[Path, ...]:
    """Every Python module of the portal, without migrations; with the tests where they are meant too."""
    folders = (*PACKAGES, "tests") if tests else PACKAGES
    return tuple(path for name in folders for path in files(name, "*.py") if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def templates() -> tuple[Path, ...]:
    """Every template, HTML, text and XML."""
    return tuple(path for path in files("templates", "*") if path.is_file())


@cache
def tracked() -> tuple[Path, ...]:
    """What is, or would be, committed; without git, every file that is ours."""
    answer = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=False
    )
    if answer.returncode == 0:
        found = (ROOT / name for name in answer.stdout.decode().split("\0") if name)
        return tuple(path for path in found if path.is_file())
    return tuple(path for path in files(".", "*") if path.is_file())
