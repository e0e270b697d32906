"""Message catalogues: what code and templates ask to be translated, what was answered, and whether the two agree.

Babel does all of it, so neither developers nor CI need the gettext tools, and running the portal needs neither: the
compiled catalogues are part of the project. Msgids are English, so there is no English catalogue.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path
from typing import BinaryIO

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # in every header: a catalogue changes only where a message does
PLURALS = {  # the order translators know: Arabic none, one, two, few, many, other; Russian one, few, many
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "zh-hans": "nplurals=1; plural=0;",
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0 +]*[\d.]*[a-zA-Z]|(?<!%)%[sd]|%%|\{\w*\}")
TAG = re.compile(r"</?\w+")


def source_path(language: str) -> Path:
    """Where the translators work."""
    return settings.LOCALE_PATHS[0] / to_locale(language) / "LC_MESSAGES" / "django.po"


def compiled_path(language: str) -> Path:
    """What Django reads."""
    return source_path(language).with_suffix(".mo")


def wanted() -> Catalog:
    """Every message of the code and templates, with the files it stands in."""
    root = Path(settings.BASE_DIR)
    packages = [root / name.partition(".")[0] for name in settings.INSTALLED_APPS if (root / name).is_dir()]
    modules = (path for package in packages for path in package.rglob("*.py") if "migrations" not in path.parts)
    templates = (path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt", ".xml"})
    found = Catalog()
    for path in sorted([*modules, *templates]):
        place = path.relative_to(root).as_posix()
        for line, text, comments, context in messages_in(
            path.read_text(encoding="utf-8"), is_code=path.suffix == ".py"
        ):
            found.add(text, locations=[(place, line)], auto_comments=comments, context=context)
    return found


def messages_in(text: str, *, is_code: bool) -> Iterable[tuple]:
    """The messages of one file; a template becomes something like code first, in brackets, where indents are free."""
    if not is_code:
        text = f"(\n{templatize(text)}\n)"
    return extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])


def update(language: str, messages: Catalog) -> None:
    """Bring a language's file up to date: new messages empty, gone ones dropped, none guessed; make it if need be."""
    path = source_path(language)
    catalogue = _empty(language)
    if path.exists():
        for message in _read(language):
            if message.id and not message.fuzzy:
                catalogue.add(message.id, message.string, context=message.context, user_comments=message.user_comments)
    catalogue.update(messages, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)


def _empty(language: str) -> Catalog:
    catalogue = Catalog(
        locale=to_locale(language),
        project="GCM Implementation Portal",
        version="1",
        header_comment="# Translations of the GCM Implementation Portal.",
        msgid_bugs_address="none",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        last_translator="none",
        language_team="none",
        fuzzy=False,
    )
    catalogue.mime_headers = [("Plural-Forms", PLURALS[language])]
    return catalogue


def compile_one(language: str) -> None:
    """Write the file Django reads from the one the translators wrote."""
    with compiled_path(language).open("wb") as file:
        write_mo(file, _read(language))


def problems_of(language: str, messages: Catalog) -> Iterator[str]:
    """What is wrong with a language's catalogue, a line each; nothing where it may go out."""
    if not source_path(language).exists():
        yield "there is no catalogue; run manage.py update_catalogues"
        return
    catalogue = _read(language)
    have, asked = _by_key(catalogue), _by_key(messages)
    yield from (
        f"not in the catalogue; run manage.py update_catalogues: {_shown(asked[key])}"
        for key in asked.keys() - have.keys()
    )
    yield from (f"nowhere used any more: {_shown(have[key])}" for key in have.keys() - asked.keys())
    for key in asked.keys() & have.keys():
        yield from (f"{problem}: {_shown(have[key])}" for problem in _problems_with(have[key], catalogue))
    if catalogue.plural_forms.split() != PLURALS[language].split():
        yield f"the plural rule in the header has to be: {PLURALS[language]}"
    if not _is_compiled(language, catalogue):
        yield "the compiled catalogue is missing or out of date; run manage.py compile_catalogues"


def _read(language: str) -> Catalog:
    with source_path(language).open("rb") as file:
        return read_po(file, locale=to_locale(language), abort_invalid=True)


def _is_compiled(language: str, catalogue: Catalog) -> bool:
    if not compiled_path(language).exists():
        return False
    fresh = io.BytesIO()
    write_mo(fresh, catalogue)
    fresh.seek(0)
    with compiled_path(language).open("rb") as file:
        return _as_read(file) == _as_read(fresh)


def _as_read(file: BinaryIO) -> dict:
    """A compiled catalogue as Django reads it, without its header, which names the Babel that wrote it."""
    return {key: text for key, text in GNUTranslations(file)._catalog.items() if key}  # type: ignore[attr-defined]


def _by_key(catalogue: Catalog) -> dict[tuple, Message]:
    """Messages by context and English text; a plural by both its English forms."""
    return {
        (message.context, tuple(message.id) if message.pluralizable else message.id): message
        for message in catalogue
        if message.id
    }


def _texts(string: str | Iterable[str] | None) -> list[str]:
    """The forms of a translation that are not empty."""
    return [text for text in ([string] if isinstance(string, str) else string or ()) if text.strip()]


def _english(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _problems_with(message: Message, catalogue: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "marked as fuzzy: decide"
    forms, expected = _texts(message.string), catalogue.num_plurals if message.pluralizable else 1
    if len(forms) < expected:
        yield "not translated" if not forms else f"{len(forms)} of {expected} plural forms"
    english = _english(message)[-1]
    for form in forms:
        missing = _marks(PLACEHOLDER, english) - _marks(PLACEHOLDER, form)
        unknown = _marks(PLACEHOLDER, form) - _marks(PLACEHOLDER, english)
        if unknown or len(missing) > message.pluralizable:  # "one pledge" may do without its number
            yield f"placeholders differ ({', '.join(sorted(missing | unknown))})"
        if sorted(TAG.findall(english)) != sorted(TAG.findall(form)):
            yield "HTML tags differ"


def _marks(pattern: re.Pattern[str], text: str) -> set[str]:
    return set(pattern.findall(text))


def _shown(message: Message) -> str:
    text = _english(message)[0]
    return f"[{message.context}] {text}" if message.context else text
