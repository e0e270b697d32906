"""Texts in cells of CSV files: no spreadsheet may take what a person wrote for a formula (OWASP, CSV injection).

A text that begins like a formula gets an apostrophe before it, in Python and in SQL by the same list of signs.
Programs that open CSV look at the first sign, in its wide form too where the keyboard is East Asian.
"""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"


def harmless(text: str) -> str:
    """The text as a cell that nothing calculates."""
    return f"{GUARD}{text}" if text.startswith(FORMULA) else text


def harmless_in_sql(expression: str) -> str:
    """The same as SQL: the expression is one of type text, written by us."""
    signs = ", ".join(f"chr({ord(sign)})" if sign.isspace() else f"'{sign}'" for sign in FORMULA)
    return f"CASE WHEN left({expression}, 1) IN ({signs}) THEN chr({ord(GUARD)}) || {expression} ELSE {expression} END"
