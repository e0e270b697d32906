"""What we hold ourselves to, as shares of a bare Django view on the same server.

Other software was measured beside a bare view on one machine: answers a second of its pages at 5,000 and at 100,000
records. A goal is so many times the best of them, divided by that bare view; or a share of the bare view itself.
"""

BARE = 2768.0
"""A bare Django view behind gunicorn, two workers of four threads, where the peers were measured: answers a second."""

PEERS = {  # the best of Datasette, Wagtail, Directus and pretalx, at 5,000 and at 100,000 records
    "list": (140.0, 78.0),
    "record": (465.0, 499.0),
    "dashboard": (138.0, 38.0),
    "dashboard, kept": (232.0, 295.0),
    "api": (367.0, 243.0),
}
TIMES = {"list": 5, "record": 3, "dashboard": 5, "dashboard, kept": 5, "api": 3}
SHARES = {"304": 0.9, "dashboard, kept": 0.5, "csv": 0.6}
"""Of the bare view; of PostgreSQL's own COPY for the CSV."""


def goal(what: str, *, is_large: bool) -> float:
    """The share of the bare view to reach, for 5,000 records or for 100,000."""
    from_peers = TIMES.get(what, 0) * PEERS.get(what, (0.0, 0.0))[is_large] / BARE
    return max(SHARES.get(what, 0.0), from_peers)
