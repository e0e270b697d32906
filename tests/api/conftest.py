"""Public records, people with tokens, and requests as programs make them."""

from uuid import uuid4

import pytest
from django.test import Client

from api.services import make_token
from api.states import Scope
from tests.dashboard.conftest import Desk


@pytest.fixture
def desk(db):
    """Somebody who submits and somebody who publishes."""
    return Desk()


class Program:
    """What a program of somebody's asks with their token; of nobody's without."""

    def __init__(self, person=None, *, scope=Scope.WRITE):
        self.client, self.headers = Client(), {}
        if person is not None:
            self.token, text = make_token(by=person, name="A sample", scope=scope, days=7, made_with=uuid4())
            self.headers = {"Authorization": f"Bearer {text}"}

    def get(self, path, **headers):
        """Read."""
        return self.client.get(f"/api/v1/{path}", headers=self.headers | headers)

    def post(self, path, body=None, **headers):
        """Do."""
        return self._send("post", path, body, headers)

    def patch(self, path, body=None, **headers):
        """Change."""
        return self._send("patch", path, body, headers)

    def _send(self, method, path, body, headers):
        ask = getattr(self.client, method)
        given = {"data": body, "content_type": "application/json"} if body is not None else {}
        return ask(f"/api/v1/{path}", headers=self.headers | headers, **given)


@pytest.fixture
def visitor():
    """A program without a token."""
    return Program()
