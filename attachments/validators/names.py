"""The name of a file, made harmless: on any system it names one ordinary file, and reads as it is."""

import re
import unicodedata

MAX_NAME_BYTES = 180  # below the 255 that file systems take, in any script
MAX_ENDING = 10
KEPT_FORMATS = frozenset("\u200c\u200d")  # joiners, which Arabic and Indic scripts need
CONTROLS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def clean_name(given: str) -> str:
    """The base name without controls and direction overrides, without what Windows refuses, not too long.

    The ending is kept, so that `../../x.pdf` is `x.pdf` and a name of 300 letters is cut before its ending.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    name = "".join(each for each in name if each in KEPT_FORMATS or unicodedata.category(each) not in CONTROLS)
    name = NOT_IN_NAMES.sub("_", " ".join(name.split())).rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > MAX_ENDING:
        stem, ending = name, ""
    stem = _cut(stem.strip(" ."), MAX_NAME_BYTES - len(ending.encode()) - 1) or "file"
    name = f"{stem}.{ending}" if ending else stem
    return f"_{name}" if DEVICE.match(name) else name


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters; nothing where there is no dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore").rstrip(" .")
