"""What a request for a list or for one record asks: every parameter that is wrong is said at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from api.exceptions import BadRequest, FieldError
from api.pages.sources import Source
from api.selectors.paging import Order
from api.validators import (
    blank_parameters,
    field_names,
    limit_of,
    repeated_parameters,
    unknown_parameters,
    wrong_as_of,
    wrong_language,
    wrong_limit,
)
from dashboard.exceptions import UnknownField
from workflow.selectors import Moment

OF_PAGES = frozenset({"page", "format", "as_of", "lang", "fields"})  # of the pages' forms, and not filters here
EVERYWHERE = ("as_of", "lang", "fields")
OF_LISTS = ("cursor", "limit")


@dataclass(frozen=True)
class Asked:
    """A request for a list, as it is meant."""

    filters: Mapping[str, Any]
    order: Order | None
    sort: str
    fields: Sequence[str]
    limit: int
    cursor: str


def asked_of_list(source: Source, query: QueryDict, *, moment: Moment, latest: int) -> Asked:
    """What the query means; raises BadRequest with an error for each parameter that means nothing."""
    form = form_of(source, query, moment) if needs_form(source, query) else None
    known = [*filter_names(form or empty_form(source, moment)), *OF_LISTS, *EVERYWHERE] if query else []
    errors = (
        unknown_parameters(query, known)
        + blank_parameters(query)
        + repeated_parameters(query, [*several_of(form), "fields"])
    )
    errors += [*wrong_as_of(query, latest), *wrong_language(query), *wrong_limit(query)]
    errors += wrong_fields(source, query)
    sort = query.get("sort", "")
    if form is not None and not form.is_valid():
        errors += [FieldError(name, " ".join(map(str, words))) for name, words in form.errors.items()]
    elif sort and sort not in source.orders:
        errors.append(
            FieldError("sort", _("Choose one of: %(names)s.") % {"names": ", ".join(filter(None, source.orders))})
        )
    if errors:
        raise BadRequest(errors=errors)
    return Asked(
        filters=form.cleaned_data if form is not None else {},
        order=source.orders.get(sort),
        sort=sort,
        fields=field_names(query),
        limit=limit_of(query),
        cursor=query.get("cursor", ""),
    )


def asked_of_one(source: Source, query: QueryDict, *, latest: int) -> Sequence[str]:
    """The fields asked for; raises BadRequest as a list does."""
    errors = unknown_parameters(query, EVERYWHERE) + blank_parameters(query) + repeated_parameters(query, ["fields"])
    errors += [*wrong_as_of(query, latest), *wrong_language(query), *wrong_fields(source, query)]
    if errors:
        raise BadRequest(errors=errors)
    return field_names(query)


def needs_form(source: Source, query: QueryDict) -> bool:
    """True where anything beside the page and its fields is asked: reading the choices of all filters is not free."""
    return source.form is not None and any(name not in {*OF_LISTS, *EVERYWHERE} for name in query)


def form_of(source: Source, query: QueryDict, moment: Moment) -> forms.Form:
    """The form of the resource's filters, filled; what belongs to pages is taken out of it."""
    assert source.form is not None
    form = source.form(query, moment)
    for name in OF_PAGES & set(form.fields):
        del form.fields[name]
    return form


def empty_form(source: Source, moment: Moment) -> forms.Form:
    """The filters there are, with nothing chosen; none for a resource without."""
    return form_of(source, QueryDict(), moment) if source.form else forms.Form()


def filter_names(form: forms.Form) -> list[str]:
    """What a list can be asked for."""
    return list(form.fields)


def several_of(form: forms.Form | None) -> list[str]:
    """The filters that can be given more than once."""
    if form is None:
        return []
    return [name for name, asked in form.fields.items() if isinstance(asked, forms.MultipleChoiceField)]


def wrong_fields(source: Source, query: QueryDict) -> list[FieldError]:
    """An error for a field the resource does not have."""
    try:
        source.resource.chosen(field_names(query))
    except UnknownField as refused:
        words = _("The fields are: %(names)s.") % {"names": ", ".join(source.resource.by_name)}
        return [FieldError("fields", f"{refused.message} {words}")]
    return []
