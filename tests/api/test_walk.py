"""Every operation of the description, asked with what fits and what does not: nothing breaks or is undocumented.

Here a few of them, once; all of them, many times, by `python -m tests.api.walk`.
"""

import json
import os
from uuid import uuid4

import pytest
from django.core.handlers.wsgi import WSGIHandler

from api.pages.kinds import KINDS
from api.pages.sources import SOURCES
from api.services import make_token
from api.states import Scope
from api.views.schema import FILE
from tests.api.walk import walk
from tests.journeys.world import make_world
from workflow.selectors import current_publication

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.timeout(1500),
]
EXAMPLES = int(os.environ.get("WALK_EXAMPLES", "0"))
A_FEW = [("visitor", "^/api/v1/(pledges|round-tables)/"), ("writer", "^/api/v1/own/needs/")]
ALL = [
    ("visitor", "^/api/v1/$"),
    *(("visitor", f"^/api/v1/{name}/") for name in SOURCES),
    *((role, f"^/api/v1/own/{name}/") for name in KINDS for role in ("visitor", "reader", "writer")),
]


@pytest.mark.parametrize(("role", "only"), ALL if EXAMPLES else A_FEW)
def test_the_api_is_as_it_is_described(settings, role, only):
    settings.API_REQUESTS_PER_MINUTE = 0
    people, token = make_world().people, ""
    if role != "visitor":
        scope = Scope.WRITE if role == "writer" else Scope.READ_OWN
        person = people["focal point"]
        _made, token = make_token(by=person, name="A sample", scope=scope, days=1, made_with=uuid4())
    description = json.loads(FILE.read_text(encoding="utf-8"))
    latest = current_publication()
    found = walk(
        description,
        WSGIHandler(),
        examples=EXAMPLES or 4,
        latest=latest,
        only=only,
        token=token,
        whole=bool(EXAMPLES),
    )
    print(f"\n{role} {only}: {found.requests} requests, {sorted(found.statuses.items())}")
    for title, times in found.problems.most_common():
        print(f"- {times} × {title}\n  {found.examples.get(title, '')}")
    assert found.problems == {}
    assert found.requests > 30
