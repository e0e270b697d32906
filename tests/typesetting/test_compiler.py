"""The compiler at the bottom: one template, one document, the same bytes; a refusal says why."""

import pytest

from drafting.services.receipts import TEMPLATE
from typesetting.compiler import canonical, toolchain, typeset
from typesetting.exceptions import TypesettingRefused

DOCUMENT = {
    "language": "en", "dir": "ltr", "created": 1_700_000_000, "title": "A title", "description": "A sample",
    "overline": "", "heading": "Heading", "subject": "Subject", "reference": "GCM-XX-2026-00001",
    "page": "Page {page} of {pages}", "facts": [["Label", "Value", "text"]], "next": ["What follows."],
    "sections": [{"title": "Section", "answers": [["Question", "Answer"]]}],
    "verify": {"title": "Verifying", "texts": ["Compare."], "digest": "0" * 64},
}  # fmt: skip


def test_the_same_document_gives_the_same_bytes():
    assert typeset(DOCUMENT, template=TEMPLATE) == typeset(dict(reversed(DOCUMENT.items())), template=TEMPLATE)


def test_another_moment_gives_another_file():
    later = DOCUMENT | {"created": 1_800_000_000}
    assert typeset(DOCUMENT, template=TEMPLATE) != typeset(later, template=TEMPLATE)


def test_a_character_without_a_glyph_is_refused_with_the_compilers_reason():
    with pytest.raises(TypesettingRefused, match="could not be displayed"):
        typeset(DOCUMENT | {"heading": "\N{THAI CHARACTER KO KAI}"}, template=TEMPLATE)


def test_json_depends_on_the_content_alone():
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'


def test_the_toolchain_names_compiler_template_and_fonts():
    assert toolchain(TEMPLATE).startswith("typst 0.")
    assert len(toolchain(TEMPLATE).split(", ")[1]) == 16
