"""The rules of WCAG 2.2 AA, as axe finds them broken in a page of a real browser."""

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = "(options) => axe.run(options).then((found) => found.violations)"


def broken_rules(page, *, rules=WCAG):
    """Each broken rule, with where. All that is right stays behind: sending it takes as long as looking.

    A page that was looked at, and has another width now, has the script already. `preload` would read the style sheets
    for rules that are about sound and about turning a screen.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"runOnly": {"type": "tag", "values": rules}, "resultTypes": ["violations"], "preload": False}
    return page.evaluate(LOOK, only)
