"""Promises about time, on a machine that may be busy with something else."""

import time

TRIES = 5


def is_done_within(seconds, action):
    """Whether an action keeps to that time at least once in a few tries; what waits too long does so every time."""
    return any(_seconds_of(action) < seconds for _ in range(TRIES))


def _seconds_of(action):
    began = time.monotonic()
    action()
    return time.monotonic() - began
