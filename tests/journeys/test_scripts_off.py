"""The look at a page without scripts finds what it is for: each of these would otherwise pass unseen."""

import pytest

from tests.journeys.scripts_off import missing

pytestmark = pytest.mark.browser

PAGE = "<!doctype html><h1>Sample</h1><main><p>Words enough that the page has some content of its own.</p>{}</main>"
PHONE = {"width": 360, "height": 900}
BROKEN = {
    "<h1>Second</h1>": "2 first headings",
    "<p hidden>Later</p>": "waits for a script",
    '<p style="visibility: hidden">Later</p>': "waits for a script",
    "<noscript>Please</noscript>": "asks for scripts",
    '<form><input name="q"></form>': "cannot be sent",
    "<form><button hidden>Send</button></form>": "cannot be sent",
    "<form><button disabled>Send</button></form>": "cannot be sent",
    "<button type=button>More</button>": "does nothing",
    "<button>More</button>": "does nothing",
    '<a href="#">More</a>': "does nothing",
    '<a href="#none">More</a>': "leads nowhere",
    "<details><p>Words</p></details>": "cannot be opened",
    "<details><summary>More</summary></details>": "holds nothing",
    '<div style="display: none"><details><summary>More</summary><p>Words</p></details></div>': "cannot be reached",
}
RIGHT = [
    "<form><button>Send</button></form>",
    "<form id=there></form><button form=there>Send</button>",
    "<details><summary>More</summary><p>Words</p><form><button>Send</button></form></details>",
    '<a href="#there">There</a><p id="there">Here</p>',
    "<style>@media (width > 400px) { .narrow { display: none } }</style><p class=narrow>Only on a phone</p>",
]


@pytest.fixture
def plain(chromium):
    """A page that runs no script."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_each_thing_that_needs_a_script_is_found(plain):
    found = {}
    for part in BROKEN:
        plain.set_viewport_size({"width": 1280, "height": 900})
        plain.set_content(PAGE.format(part))
        found[part] = [each.partition(":")[0] for each in missing(plain, phone=PHONE)]
    assert {part: expected in found[part] for part, expected in BROKEN.items()} == dict.fromkeys(BROKEN, True)


def test_what_works_without_one_is_left_alone(plain):
    found = {}
    for part in RIGHT:
        plain.set_viewport_size({"width": 1280, "height": 900})
        plain.set_content(PAGE.format(part))
        found[part] = missing(plain, phone=PHONE)
    assert found == {part: [] for part in RIGHT}
