"""No cell of a CSV file is taken for a formula."""

import pytest
from django.db import connection

from ui.cells import FORMULA, harmless, harmless_in_sql

TEXTS = [*(f"{sign}1+1" for sign in FORMULA), *FORMULA, "", "a=b", " =1", "'=1", "Ein Titel", "目标", "الهدف", "́e"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.django_db
def test_sql_and_python_guard_the_same_texts(text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {harmless_in_sql('r.t')} FROM (SELECT %s::text AS t) r", [text])
        assert cursor.fetchone() == (harmless(text),)


@pytest.mark.parametrize("text", TEXTS)
def test_what_begins_like_a_formula_gets_an_apostrophe_and_nothing_else_does(text):
    begins = any(text.startswith(sign) for sign in FORMULA)
    assert harmless(text) == (f"'{text}" if begins else text)
