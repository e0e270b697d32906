"""What can be followed, and what is new in it."""

from alerts.selectors.news import FEED_SIZE, News, news
from alerts.selectors.scopes import Scope, canonical, read_scope

__all__ = ["FEED_SIZE", "News", "Scope", "canonical", "news", "read_scope"]
