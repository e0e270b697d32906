"""What reference data says to the search: the Compact's text, States, Forums and what is written for them, calls."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from accounts.models import Organisation, State
from objectives.models import Objective
from roundtables.models import Edition, Paper, RoundTable
from search.selectors.texts import Saying
from search.states import TEXT_MAX, Kind
from tools.models import Call

CODES = [code for code, _name in settings.LANGUAGES]
Since = tuple[Saying, int]


def reference_sayings() -> Iterator[Since]:
    """Everything that stands in the reference data now, with the publication it is known to be public from."""
    for state in State.objects.all():
        yield _of_state(state), 1
    for objective in Objective.objects.prefetch_related("actions"):
        yield _of_objective(objective), 1
    for edition in Edition.objects.all():
        yield _of_edition(edition), 1
    tables = RoundTable.objects.select_related("edition").prefetch_related("objectives")
    for table in tables:
        yield _of_table(table), 1
    written = Paper.objects.filter(published_in__isnull=False).select_related("round_table").prefetch_related(None)
    for paper in written:
        yield _of_paper(paper), paper.published_in_id or 1
    for call in Call.objects.filter(published_in__isnull=False).prefetch_related("objectives"):
        yield _of_call(call), call.published_in_id or 1


def of_organisation(organisation: Organisation) -> Saying:
    """An organisation, by its name and the State it is at home in."""
    home = _in_each(organisation.state, "name") if organisation.state else []
    return Saying(
        kind=Kind.ORGANISATION,
        key=f"organisation:{organisation.pk}",
        place=["organisations:detail", [organisation.slug], ""],
        title={"en": organisation.name},
        names=home,
        languages=["en"],
        organisation_id=organisation.pk,
    )


def _of_state(state: State) -> Saying:
    return Saying(
        kind=Kind.STATE,
        key=f"state:{state.pk}",
        place=["states:detail", [state.pk], ""],
        title=dict(_in_each(state, "name")),
        names=[("en", f"{state.iso2} {state.iso3}")],
        languages=CODES,
        state_id=state.pk,
    )


def _of_objective(objective: Objective) -> Saying:
    return Saying(
        kind=Kind.OBJECTIVE,
        key=f"objective:{objective.pk}",
        place=["objectives:detail", [objective.pk], ""],
        title={code: f"{objective.pk}. {text}" for code, text in _in_each(objective, "short_title")},
        texts=[*_in_each(objective, "title"), *(("en", each.summary) for each in objective.actions.all())],
        languages=CODES,
        objectives=[objective.pk],
    )


def _of_edition(edition: Edition) -> Saying:
    return Saying(
        kind=Kind.FORUM,
        key=f"forum:{edition.pk}",
        place=["forums:detail", [edition.pk], ""],
        title=_called(_forum_name, edition),
        texts=[("en", words) for words in (edition.place, edition.outcome) if words],
        names=[("en", f"IMRF FEMI {edition.pk}")],
        languages=CODES,
    )


def _of_table(table: RoundTable) -> Saying:
    objectives = list(table.objectives.all())
    return Saying(
        kind=Kind.ROUND_TABLE,
        key=f"round_table:{table.edition_id}:{table.number}",
        place=["forums:round_table", [table.edition_id, table.number], ""],
        title=_called(lambda each: f"{each}, {_forum_name(each.edition)}", table),
        texts=[
            *([("en", table.theme)] if table.theme else []),
            *(pair for objective in objectives for pair in _in_each(objective, "short_title")),
        ],
        languages=CODES,
        objectives=sorted(objective.pk for objective in objectives),
    )


def _of_paper(paper: Paper) -> Saying:
    table = paper.round_table
    if table is not None:
        place = ["forums:round_table", [paper.edition_id, table.number], "background-notes"]
    else:
        place = ["forums:detail", [paper.edition_id], "policy-debate"]
    titles = dict(_in_each(paper, "title"))
    documents = [("en", document["title"]) for document in paper.documents]
    return Saying(
        kind=Kind.PAPER,
        key=f"paper:{paper.pk}",
        place=place,
        title=titles,
        texts=_cut(_in_each(paper, "text")) + documents,
        languages=list(titles),
    )


def _of_call(call: Call) -> Saying:
    titles = dict(_in_each(call, "title"))
    return Saying(
        kind=Kind.CALL,
        key=f"call:{call.pk}",
        place=["calls:detail", [call.slug], ""],
        title=titles,
        texts=_cut(_in_each(call, "text") + _in_each(call, "criteria")),
        languages=list(titles),
        objectives=sorted(objective.pk for objective in call.objectives.all()),
    )


def _forum_name(edition: Edition) -> str:
    return _("International Migration Review Forum %(year)s") % {"year": edition.pk}


def _called(name, thing: Model) -> dict[str, str]:
    found = {}
    for code in CODES:
        with override(code):
            found[code] = name(thing)
    return found


def _in_each(thing: Model, column: str) -> list[tuple[str, str]]:
    """The column in each language it is written in."""
    found = [(code, getattr(thing, build_localized_fieldname(column, code)) or "") for code in CODES]
    return [(code, text) for code, text in found if text.strip()]


def _cut(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(language, text[:TEXT_MAX]) for language, text in texts]
