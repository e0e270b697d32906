"""Every kind of submission there is, and a draft of each with an answer to every question."""

import importlib
from datetime import date
from decimal import Decimal

from accounts.models import State
from drafting.forms import Kind
from drafting.forms.clearance import choices_of, row_fields, shape_of
from drafting.services import begin
from drafting.services.documents import Shape
from tests.drafting.sample import SAMPLE
from tests.factories import accounts, pledges

APPS = ("pledges", "tools", "needs", "plans", "progress", "reviews")


def kinds():
    """The sample and every kind an app declares."""
    found = {SAMPLE.key: SAMPLE}
    for app in APPS:
        module = importlib.import_module(f"{app}.forms")
        found |= {each.key: each for each in vars(module).values() if isinstance(each, Kind)}
    return list(found.values())


def empty(kind, by):
    """A draft of Portugal's that says nothing yet."""
    item = kind.model(state=State.objects.get(pk="PRT"))
    if kind.key == "update":
        item.about = pledges.published(accounts.focal_point("PRT")).record
    return begin(item, by=by, content=kind.content, values={})


def full(kind, by):
    """A draft with an answer to every question but the private ones, whatever the rules between them say."""
    item = empty(kind, by)
    for step in kind.steps:
        form = kind.form(step, item)
        given = {
            name: _sample(field, name)
            for name, field in form.fields.items()
            if name not in kind.content.private and name not in NOT_MADE_UP
        }
        kind.content.write(item, given)
    item.save()
    return kind.model.objects.get(pk=item.pk)


NOT_MADE_UP = frozenset({"language", "matched_record", "is_open_ended", "continuing_since"})
ADDRESS = "https://example.org/a?b=c&d=1"
TEXT = "A sample answer of two lines.\nThe second “line” is — “quoted”."


def _sample(field, name):
    """A value of the field's shape; of the choices the first that means something."""
    shape, keys = shape_of(field), [key for key, _word in choices_of(field) if key]
    coerce = getattr(field, "coerce", None) or str
    if shape == Shape.ROWS:
        return [{inner: _sample(each, inner) for inner, each in row_fields(field).items()}]
    if shape == Shape.SEVERAL:
        return [coerce(key) for key in keys[:2]]
    if shape == Shape.ONE:
        return coerce(keys[0]) if keys else getattr(field, "empty_value", "")
    return _plain(shape, field, name)


OWN = {
    "budget_currency": "EUR",
    "record": "",
    "milestones": [],
    "sdg_targets": ["8.8", "10.7"],
    "link": ADDRESS,
    "address": ADDRESS,
    "url": ADDRESS,
}


def _plain(shape, field, name):
    made = {
        Shape.YES_OR_NO: True,
        Shape.DAY: date(2026, 3, 31),
        Shape.NUMBER: Decimal("1500000.50") if hasattr(field, "decimal_places") else 7,
    }
    long = (getattr(field, "max_length", None) or 999) > 200
    return OWN.get(name, made.get(shape, TEXT if long else "A sample “title”"))
