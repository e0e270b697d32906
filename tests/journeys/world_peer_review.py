"""What the addresses of peer review need: a reviewer, asked and accepted, and a finished review."""

from tests.factories import attachments, peer_review, tools
from workflow import services


def enter_reviewer(people):
    """A person who is on the roster and nothing else."""
    people["reviewer"] = peer_review.reviewer("reviewer", per_year=9).person


def arguments(people):
    """By address: its argument."""
    focal, reviewer = people["focal point"], people["reviewer"].reviewer
    to_answer, accepted = (
        peer_review.asked(peer_review.opened(tools.submitted(focal)), [reviewer])[0] for _ in range(2)
    )
    peer_review.accepted(accepted)
    file = attachments.stored(focal, name="A sample manual.txt")
    accepted.review.tool.attachments.add(file)
    review, own = {"pk": to_answer.review_id}, {"pk": accepted.pk}
    return {
        **{f"reviewing:{name}": {"pk": to_answer.pk} for name in ("assignment", "declare", "decline")},
        **{f"reviewing:{name}": own for name in ("tool", "assess")},
        "reviewing:file": own | {"file_pk": file.pk},
        **{f"peer_reviews:{name}": review for name in ("review", "invite", "call_off")},
        "peer_reviews:open": {"tool_pk": tools.submitted(focal).pk},
        "peer_reviews:release": review | {"assignment_pk": to_answer.pk},
        **{f"roster:{name}": {"pk": reviewer.pk} for name in ("edit", "pause")},
        "desk_peer_review:comments": {"pk": _decided(focal, people["moderator"]).pk},
    }


def _decided(focal, moderator):
    tool = peer_review.complete(tools.submitted(focal)).tool
    return services.return_for_changes(tool, by=moderator, note="As the reviewers say.")
