"""What the broker's lists can be asked for, and what the two sides are asked. Import from here."""

from matching.forms.broker import MatchFilter, NeedFilter, PairForm
from matching.forms.sides import ConsentForm, DeclineForm, OutcomeForm

__all__ = ["ConsentForm", "DeclineForm", "MatchFilter", "NeedFilter", "OutcomeForm", "PairForm"]
