"""The Compact's objectives and lettered actions, as choices."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import pgettext

from objectives.models import Action, Objective


@dataclass(frozen=True)
class CompactChoices:
    """What a measure can name; actions by their codes: "7b" is action (b) under objective 7."""

    objectives: list[tuple[int, str]]
    actions: dict[int, list[tuple[str, str]]]

    def actions_of(self, objectives: Collection[int]) -> list[tuple[str, list[tuple[str, str]]]]:
        """The actions under these objectives, each objective a group of choices."""
        words = dict(self.objectives)
        return [(words[number], self.actions.get(number, [])) for number in sorted(objectives) if number in words]

    @property
    def all_actions(self) -> list[tuple[str, str]]:
        """Every action there is."""
        return [action for each in self.actions.values() for action in each]


def compact_choices() -> CompactChoices:
    """The 23 objectives in the page's language and their actions (a paraphrase, in English), in two queries."""
    actions: dict[int, list[tuple[str, str]]] = {}
    for each in Action.objects.order_by("objective", "letter"):
        words = pgettext("lettered action", "%(objective)s (%(letter)s) %(summary)s") % {
            "objective": each.objective_id,
            "letter": each.letter,
            "summary": each.summary,
        }
        actions.setdefault(each.objective_id, []).append((f"{each.objective_id}{each.letter}", words))
    return CompactChoices([(each.pk, str(each)) for each in Objective.objects.order_by("number")], actions)
