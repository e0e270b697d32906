"""One set of pledges at a glance: its figures with their denominators, and its stages with silence among them."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from progress.states import Stage
from reports.selectors.facts import Facts
from typesetting.blocks import Block, bar, figure, number


def glance(of_set: Facts, *, of: int | None = None) -> list[dict[str, str]]:
    """Large numbers of a set; `of` is what the set is a part of."""
    pledges = figure(of_set["pledges"], _("Published pledges"), of=of)
    if not of_set["pledges"]:
        return [pledges]
    return [
        pledges,
        figure(of_set["states"], _("Pledging States")),
        figure(of_set["organisations"], _("Pledging organisations")),
        figure(of_set["with_update"], _("Pledges with an update"), of=of_set["pledges"]),
        figure(of_set["fresh"], _("Pledges updated within 12 months"), of=of_set["pledges"]),
    ]


def stages(of_set: Facts) -> Block:
    """What the latest updates say, silence included: always with its numbers in words."""
    parts = [(stage.value, str(stage.label), of_set[stage.value]) for stage in Stage]
    parts.append(("silent", pgettext("stage", "No update"), of_set["without_update"]))
    said = "; ".join(f"{label}: {number(count)}" for _tone, label, count in parts)
    return bar(
        [{"tone": tone, "label": label, "value": count, "shown": number(count)} for tone, label, count in parts],
        alt=_("Stage of %(total)s pledges by their latest update. %(parts)s.")
        % {"total": number(of_set["pledges"]), "parts": said},
    )
