"""What the addresses need by which others follow, embed and describe what is public."""

from alerts.services.links import STOP
from tests.factories.alerts import asked, token


def of_following():
    """One feed, of one list, one card of each kind, and a reader who asked for mail."""
    letter = asked()
    return {
        "alerts:confirm": {"token": token(letter)},
        "alerts:follow": {"scope": "pledges"},
        "alerts:stop": {"token": STOP.sign(letter.subscription.key.hex)},
        "feeds:feed": {"language": "en", "scope": "pledges"},
        "embeds:figures": {"language": "en", "key": "compact"},
        "embeds:objectives": {"language": "en", "key": "7"},
        "embeds:picture": {"language": "en", "kind": "objectives", "key": "7"},
        "sitemap_part": {"section": "pages", "number": 1},
        "embeds:states": {"language": "en", "key": "PRT"},
    }
