"""What is asked in peer review."""

from peer_review.forms.assessing import AssessmentForm
from peer_review.forms.moderating import InviteForm, ReviewFilter
from peer_review.forms.reviewers import ConflictForm, EnterForm, PlaceForm, ProfileForm, YearForm

__all__ = [
    "AssessmentForm",
    "ConflictForm",
    "EnterForm",
    "InviteForm",
    "PlaceForm",
    "ProfileForm",
    "ReviewFilter",
    "YearForm",
]
