"""Is this container's process alive? `python deploy/probe.py web|worker|beat`: code 0 or 1. For health checks.

The web process is asked directly. Worker and beat leave signs of life in Valkey (gcm_portal/heartbeat.py).
"""

import os
import sys
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import redis


def web_answers() -> bool:
    """True when /healthz answers, asked under the site's own name, the only one it answers to."""
    asked = Request("http://127.0.0.1:8000/healthz", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc})
    with urlopen(asked, timeout=4) as answer:  # noqa: S310 - a fixed http address
        return answer.status == 200


def left_a_sign(name: str) -> bool:
    """True when the worker, or beat, has been alive lately."""
    valkey = redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=3, socket_connect_timeout=3)
    return bool(valkey.exists(f"gcm:alive:{name}"))


if __name__ == "__main__":
    try:
        alive = web_answers() if sys.argv[1] == "web" else left_a_sign(sys.argv[1])
    except (OSError, redis.RedisError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
    sys.exit(0 if alive else f"{sys.argv[1]}: no sign of life")
