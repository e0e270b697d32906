"""The kinds of submission that can be read and written by token, by their names in addresses."""

from collections.abc import Mapping

from drafting.forms import Kind
from needs.forms import NEED
from plans.forms import PLAN
from pledges.forms import PLEDGE
from progress.forms import UPDATE
from reviews.forms import REVIEW
from tools.forms import TOOL

KINDS: Mapping[str, Kind] = {
    "pledges": PLEDGE,
    "progress": UPDATE,
    "needs": NEED,
    "tools": TOOL,
    "plans": PLAN,
    "reviews": REVIEW,
}
