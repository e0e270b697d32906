"""What a need says, as plain values by the names of its questions."""

from drafting.services import Content, Part
from needs.models import Need


def _related(need: Need) -> list[int]:
    return sorted(objective.pk for objective in need.related_objectives.all())


def _set_related(need: Need, numbers: list[int]) -> None:
    need.related_objectives.set(numbers or [])


NEED_CONTENT = Content(
    columns=(
        "language",
        "title",
        "main_objective",
        "support_kinds",
        "horizon",
        "what_exists",
        "what_is_missing",
        "region",
        "where",
        "support_languages",
        "plan",
        "measure",
    ),
    parts={"related_objectives": Part(_related, _set_related)},
)
