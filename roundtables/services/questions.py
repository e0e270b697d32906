"""The guiding questions of reviews, from the reference file."""

from objectives.services import bring_in_line
from roundtables.models import GuidingQuestion

VERIFIED = "en"  # the only language in which the questions were seen


def load_guiding_questions(file: dict) -> int:
    """Make the guiding questions what `guiding_questions.json` says; the number of rows that had to change."""
    return bring_in_line(
        GuidingQuestion.objects.all(),
        ["number"],
        (
            {
                "number": row["number"],
                "key": row["key"],
                "text": row["text"][VERIFIED]["text"],
                "language": VERIFIED,
            }
            for row in file["questions"]
        ),
    )
