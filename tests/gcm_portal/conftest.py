"""What the tests of the runner share."""

import socket

import pytest


@pytest.fixture
def taken_port():
    """A port that something listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]
