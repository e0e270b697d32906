"""The rules of WCAG 2.2 AA, as axe finds them broken in a page of a real browser."""

from axe_playwright_python.base import AXE_SCRIPT

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOK = "(options) => axe.run(options).then((found) => found.violations)"


def broken_rules(page, *, rules=WCAG):
    """Each broken rule, with where. All that is right stays behind: sending it takes as long as looking."""
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(LOOK, {"runOnly": {"type": "tag", "values": rules}, "resultTypes": ["violations"]})
