"""Who speaks for whom, who is invited and proposed, whom mail does not reach, and for which States nobody speaks."""

from accounts.selectors.counts import (
    accounts_out_of_reach,
    delegations_ending_soon,
    invitations_open,
    proposals_waiting,
)
from accounts.selectors.delegations import (
    delegation_of,
    drafters_beside,
    letters_open_to,
    nomination_story,
    nominations,
    own_delegations,
    party_page,
    standing_of_proposer,
)
from accounts.selectors.mandates import Mandates, Owned, delegations_of, mandates_of
from accounts.selectors.notices import groups_open_to
from accounts.selectors.parties import (
    Mandated,
    PartyInFull,
    parties_spoken_for,
    party_in_full,
    party_story,
    with_mandates,
)
from accounts.selectors.people import (
    account_story,
    has_account,
    has_looked_up,
    invitations_sent,
    lookups,
    page_of,
    people,
    people_out_of_reach,
    people_paused,
    returned_mail_of,
)
from accounts.selectors.reminders import delegations_ending, parties_left_alone
from accounts.selectors.vacancies import (
    count_of_states,
    states_ending_soon,
    states_out_of_reach,
    vacant_states,
)

__all__ = [
    "Mandated",
    "Mandates",
    "Owned",
    "PartyInFull",
    "account_story",
    "accounts_out_of_reach",
    "count_of_states",
    "delegation_of",
    "delegations_ending",
    "delegations_ending_soon",
    "delegations_of",
    "drafters_beside",
    "groups_open_to",
    "has_account",
    "has_looked_up",
    "invitations_open",
    "invitations_sent",
    "letters_open_to",
    "lookups",
    "mandates_of",
    "nomination_story",
    "nominations",
    "own_delegations",
    "page_of",
    "parties_left_alone",
    "parties_spoken_for",
    "party_in_full",
    "party_page",
    "party_story",
    "people",
    "people_out_of_reach",
    "people_paused",
    "proposals_waiting",
    "returned_mail_of",
    "standing_of_proposer",
    "states_ending_soon",
    "states_out_of_reach",
    "vacant_states",
    "with_mandates",
]
