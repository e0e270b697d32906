"""Every kind of submission the desk starts and keeps, in the order they are offered."""

from drafting.forms import Kind
from needs.forms import NEED
from plans.forms import PLAN
from pledges.forms import PLEDGE
from progress.forms import UPDATE
from reviews.forms import REVIEW
from tools.forms import TOOL

KINDS: tuple[Kind, ...] = (PLEDGE, UPDATE, PLAN, REVIEW, TOOL, NEED)
BY_KEY = {kind.key: kind for kind in KINDS}
