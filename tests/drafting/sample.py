"""A small kind of submission on the table of pledges, so that the engine is tested by itself."""

from django.utils.translation import gettext_lazy

from accounts.models import State
from drafting.forms import Kind, RowForm, RowsField, StepForm, day, long_text, several, short_text
from drafting.services import Content, Part, begin
from drafting.states import Aspect, Hint
from objectives.models import Objective
from pledges.models import Pledge, PledgeObjective, PledgePartner
from pledges.states import Nature


def partners_of(pledge):
    return list(pledge.partners.order_by("pk").values("name"))


def write_partners(pledge, rows):
    pledge.partners.all().delete()
    PledgePartner.objects.bulk_create(PledgePartner(pledge=pledge, name=row["name"]) for row in rows)


def objectives_of(pledge):
    return list(pledge.placements.order_by("objective_id").values_list("objective_id", flat=True))


def write_objectives(pledge, numbers):
    pledge.placements.all().delete()
    PledgeObjective.objects.bulk_create(PledgeObjective(pledge=pledge, objective_id=number) for number in numbers)


class PartnerRow(RowForm):
    name = short_text(gettext_lazy("Name"), 200)


class WhatStep(StepForm):
    key, title = "what", gettext_lazy("What")

    language = short_text(gettext_lazy("Language"), 7)
    natures = several(gettext_lazy("Nature"), choices=Nature.choices)
    description = long_text(gettext_lazy("Description"), 40)


class WhoStep(StepForm):
    key, title = "who", gettext_lazy("Who")

    starts_on = day(gettext_lazy("Start"), required=False)
    partners = RowsField(PartnerRow, label=gettext_lazy("Partners"), required=False, maximum=4)
    objectives = several(gettext_lazy("Objectives"), coerce=int, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["objectives"].choices = [(each.pk, str(each)) for each in Objective.objects.all()]


CONTENT = Content(
    columns=("language", "natures", "description", "starts_on"),
    parts={"partners": Part(partners_of, write_partners), "objectives": Part(objectives_of, write_objectives)},
)


def hints(pledge):
    return [Hint(Aspect.TIME_BOUND, "starts_on", "no day", "a day helps")] if not pledge.starts_on else []


SAMPLE = Kind(
    key="sample",
    model=Pledge,
    namespace="desk_sample",
    name="Sample",
    plural="Samples",
    untitled="Untitled sample",
    lede="",
    steps=(WhatStep, WhoStep),
    content=CONTENT,
    record_template="pledges/_record.html",
    hints=hints,
)


def begun(by, **values):
    """A draft of Portugal's with these answers."""
    return begin(Pledge(state=State.objects.get(pk="PRT")), by=by, content=CONTENT, values=values)
