"""Which words of each kind of thing are searched: declared here, and nowhere else.

Only columns that the thing's public page shows. No contact data: those tables are not read here at all.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from needs.models import Need
from plans.models import Measure, Plan
from pledges.models import Pledge
from progress.models import ProgressUpdate
from reviews.models import Review
from reviews.states import ANSWERS
from search.selectors.names import state_word
from search.selectors.references import words_of
from search.selectors.vectors import Passage, vector_of
from search.selectors.words import folded, plain
from search.states import TEXT_MAX, Kind
from tools.models import Tool
from workflow.models import Moderated, Record

FORMAT = 1  # raised where the same words are kept in another way: `rebuild_search` then writes all again


OWNERS = ("record_id", "state_id", "organisation_id")


@dataclass(frozen=True)
class Saying:
    """What one version of a thing says to the search. `title` and `texts` are shown; `names` is only searched."""

    kind: Kind
    key: str
    place: list
    title: Mapping[str, str]
    texts: list[tuple[str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    reference: str = ""
    record_id: int | None = None
    state_id: str | None = None
    organisation_id: int | None = None
    objectives: list[int] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for the same words, and for no others."""
        told = json.dumps([FORMAT, asdict(self)], sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(told.encode()).hexdigest()[:40]

    def columns(self) -> dict[str, Any]:
        """The row of the index, without when it was public."""
        kept = ("kind", "key", "place", "title", "texts", "languages", "reference", *OWNERS, "objectives")
        spelled = " ".join(dict.fromkeys(folded(plain(words)) for words in self.title.values()))
        return {name: getattr(self, name) for name in kept} | {
            "spelled": spelled,
            "vector": self.vector(),
            "digest": self.digest,
        }

    def vector(self) -> str:
        """Its words: the title weighs most, then the names, then the text."""
        codes = words_of(self.reference)
        if self.state_id:
            codes.append(state_word(self.state_id))
        passages: list[Passage] = [("A", language, text) for language, text in self.title.items()]
        passages += [("B", language, text) for language, text in self.names]
        passages += [("D", language, text) for language, text in self.texts]
        return vector_of(passages, codes)


COLUMNS: Mapping[type, tuple[str, ...]] = {  # the texts of each kind of record, beside its title
    Pledge: ("description", "lead_institution", "indicator", "baseline", "target", "region"),
    ProgressUpdate: ("narrative", "discontinued_because", "barriers", "next_steps", "indicator_value"),
    Plan: ("summary",),
    Measure: ("description", "lead_institution", "partners", "indicator", "baseline", "target"),
    Review: ANSWERS,
    Tool: ("summary", "results", "lessons", "replication", "support_offered", "where_used", "provider"),
    Need: ("what_is_missing", "what_exists", "where"),
}
KINDS: Mapping[str, tuple[type[Moderated], Kind, str]] = {  # letters of the reference: model, kind, name of its page
    "PL": (Pledge, Kind.PLEDGE, "pledges:detail"),
    "PU": (ProgressUpdate, Kind.UPDATE, ""),
    "NP": (Plan, Kind.PLAN, "plans:detail"),
    "VR": (Review, Kind.REVIEW, "reviews:detail"),
    "TL": (Tool, Kind.TOOL, "tools:detail"),
    "CN": (Need, Kind.NEED, "needs:detail"),
}


def sayings_of(version: Moderated) -> list[Saying]:
    """What a public version of a record says; a plan and each of its measures speak for themselves."""
    model, kind, page = KINDS[version.REFERENCE_KIND]
    if isinstance(version, ProgressUpdate):
        return [_of_update(version)]
    own = _saying(version, kind, [page, [version.reference], ""], OBJECTIVES[model](version), FURTHER.get(model))
    if not isinstance(version, Plan):
        return [own]
    return [own, *(_of_measure(measure, version) for measure in version.measures.with_content())]


def _saying(
    version: Moderated,
    kind: Kind,
    place: list,
    objectives: list[int],
    further: Callable[[Any], list[str]] | None = None,
) -> Saying:
    texts = [getattr(version, name) for name in COLUMNS[type(version)]] + (further(version) if further else [])
    owner = version.organisation
    return Saying(
        kind=kind,
        key=f"record:{version.record_id}",
        place=place,
        title={version.language: getattr(version, "title", "")},
        texts=_in(version.language, texts),
        names=[("en", owner.name)] if owner else [],
        languages=[version.language],
        reference=version.reference,
        record_id=version.record_id,
        state_id=version.state_id,
        organisation_id=version.organisation_id,
        objectives=objectives,
    )


def _of_update(update: ProgressUpdate) -> Saying:
    about, subject = update.about, _subject(update.about)
    page = "pledges:detail" if about.kind == "PL" else "plans:measure"
    objectives = OBJECTIVES[type(subject)](subject) if subject else []
    own = _saying(update, Kind.UPDATE, [page, [about.reference], update.anchor], objectives)
    spoken = subject.plan.language if isinstance(subject, Measure) else subject.language if subject else ""
    return replace(own, title={spoken: subject.title} if subject else {})


def _subject(about: Record) -> Pledge | Measure | None:
    """What an update is about, in its latest public words."""
    if about.kind == "PL":
        return about.pledge_versions.filter(published_in__isnull=False).order_by("-pk").first()
    measures = about.measure_versions.filter(plan__published_in__isnull=False).select_related("plan")
    return measures.order_by("-pk").first()


def _of_measure(measure: Measure, plan: Plan) -> Saying:
    steps = [milestone.title for milestone in measure.milestones.all()]
    own = [getattr(measure, name) for name in COLUMNS[Measure]]
    return Saying(
        kind=Kind.MEASURE,
        key=f"record:{measure.record_id}",
        place=["plans:measure", [measure.reference], ""],
        title={plan.language: measure.title},
        texts=_in(plan.language, own + steps),
        languages=[plan.language],
        reference=measure.reference,
        record_id=measure.record_id,
        state_id=plan.state_id,
        objectives=OBJECTIVES[Measure](measure),
    )


def _in(language: str, texts: list[str]) -> list[tuple[str, str]]:
    return [(language, text[:TEXT_MAX]) for text in texts if text and text.strip()]


def _numbers(objectives) -> list[int]:
    return sorted({objective.pk for objective in objectives.all()})


def _of_need(need: Need) -> list[int]:
    return sorted({*_numbers(need.related_objectives), *([need.main_objective_id] if need.main_objective_id else [])})


def _of_plan(plan: Plan) -> list[int]:
    return sorted(set(plan.measures.filter(objectives__isnull=False).values_list("objectives", flat=True)))


OBJECTIVES: Mapping[type, Callable[[Any], list[int]]] = {
    Pledge: lambda pledge: _numbers(pledge.objectives),
    Plan: _of_plan,
    Measure: lambda measure: _numbers(measure.objectives),
    Review: lambda review: sorted(review.statements.exclude(text="").values_list("objective_id", flat=True)),
    Tool: lambda tool: _numbers(tool.objectives),
    Need: _of_need,
}
FURTHER: Mapping[type, Callable[[Any], list[str]]] = {  # texts in rows of their own
    Review: lambda review: list(review.statements.order_by("objective_id").values_list("text", flat=True)),
}
