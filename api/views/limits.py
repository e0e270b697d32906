"""How often one address, or one token, may ask: counted in the cache by the minute, and softly.

While Valkey is away each process counts for itself; nothing fails, and the limit is only looser.
"""

import time
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from api.exceptions import TooMany

WINDOW = 60
V6_NETWORK = 64  # one connection of a household or office has a network of this size


def count_request(who: str) -> None:
    """Count one more request of this asker; raises TooMany beyond the limit, saying when to come back."""
    if not settings.API_REQUESTS_PER_MINUTE:
        return
    now = int(time.time())
    key = f"api:rate:{who}:{now // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    try:
        found = cache.incr(key)
    except ValueError:  # it expired, or the cache went away, between the two lines
        return
    if found > settings.API_REQUESTS_PER_MINUTE:
        raise TooMany(WINDOW - now % WINDOW)


def asker_of(request: HttpRequest) -> str:
    """Who asks, as a digest of the address: no address is kept."""
    return salted_hmac("api.rate", network_of(address_of(request))).hexdigest()[:20]


def address_of(request: HttpRequest) -> str:
    """The visitor's address: what the outermost of our own proxies saw, and nothing a visitor can write."""
    proxies, forwarded = settings.TRUSTED_PROXY_COUNT, request.headers.get("X-Forwarded-For", "")
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not proxies or not hops:
        return str(request.META.get("REMOTE_ADDR", ""))
    return hops[-min(proxies, len(hops))]


def network_of(address: str) -> str:
    """The address; of one of IPv6 its network, because a visitor can change the rest at will."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> (128 - V6_NETWORK) << (128 - V6_NETWORK)))
    return address
