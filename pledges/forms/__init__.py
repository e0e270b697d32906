"""The pledge as a kind of submission: its steps in order, and all that is said of its answers."""

from django.utils.translation import gettext_lazy

from drafting.forms import Kind, Many
from pledges.forms.answering import AnswerForm, CiteForm, FindForm
from pledges.forms.measure import MeasureStep
from pledges.forms.people import ContactsStep, PartnersStep
from pledges.forms.what import DoneStep, ObjectivesStep, WhatStep
from pledges.forms.where import TimeStep, WhereStep
from pledges.models import Pledge
from pledges.selectors import smart_hints, with_content
from pledges.services import PLEDGE_CONTENT

__all__ = ["PLEDGE", "AnswerForm", "CiteForm", "FindForm"]

PLEDGE = Kind(
    key="pledge",
    model=Pledge,
    namespace="desk_pledges",
    name=gettext_lazy("Pledge"),
    plural=gettext_lazy("Pledges"),
    untitled=gettext_lazy("Untitled pledge"),
    lede=gettext_lazy(
        "A measurable commitment to advance the Global Compact for Migration: concrete, realistic, bound to a time,"
        " and best made with partners."
    ),
    steps=(
        WhatStep,
        DoneStep,
        ObjectivesStep,
        WhereStep,
        PartnersStep,
        TimeStep,
        MeasureStep,
        ContactsStep,
    ),
    content=PLEDGE_CONTENT,
    with_content=with_content,
    hints=smart_hints,
    record_template="pledges/_record.html",
    preview_context=lambda item: {"pledge": item},
    many=Many(),
    scope_notice=gettext_lazy(
        "A pledge here is about migrants. Pledges for refugees and asylum seekers belong to the Global Compact on"
        " Refugees; a pledge that serves both is marked as a mirror pledge."
    ),
)
