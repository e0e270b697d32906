"""One update written out as plain text for the other reports a State owes, built from the same blocks each time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from objectives.models import Objective
from pledges.models import Pledge
from progress.models import ProgressUpdate
from progress.selectors.subjects import Subject, objectives_of
from progress.selectors.updates import last_said
from progress.states import Purpose, Stage
from workflow.selectors import Moment
from workflow.states import Change, Status


@dataclass(frozen=True)
class Block:
    """One part of the text: a heading and its lines; one without lines is left out."""

    heading: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Source:
    """What a text is written from: an update, what it is about, and what it stands on if it only confirms that."""

    update: ProgressUpdate
    subject: Subject
    said: ProgressUpdate
    objectives: Sequence[Objective]

    @property
    def sdg_targets(self) -> list[str]:
        """The targets of the objectives, and those the owner named, each once, in order."""
        named = self.subject.version.sdg_targets if isinstance(self.subject.version, Pledge) else []
        return sorted({target for each in self.objectives for target in each.sdg_targets} | set(named), key=_by_number)


def purposes_of(subject: Subject) -> list[Purpose]:
    """What an update on this can be written out for: the refugee compact only where the pledge is relevant to it."""
    return [each for each in Purpose if each != Purpose.REFUGEE_COMPACT or subject.is_mirror]


def as_text(update: ProgressUpdate, subject: Subject, purpose: Purpose, *, moment: Moment) -> str:
    """The update for that purpose, headings in the page's language, the owner's words as they are; ends in a newline.

    An update that only confirms brings along what the one before it says. Lines end in a single line feed.
    """
    said = (last_said(update, moment=moment) if update.is_unchanged else None) or update
    source = Source(update=update, subject=subject, said=said, objectives=objectives_of(subject))
    blocks = [block for make in ORDER[purpose] for block in make(source) if any(block.lines)]
    return "\n\n".join(map(_written, blocks)) + "\n"


def _written(block: Block) -> str:
    lines = [line.replace("\r\n", "\n").replace("\r", "\n").strip() for line in block.lines if line.strip()]
    return "\n".join([block.heading, *lines])


def _for_the_review(source: Source) -> Iterable[Block]:
    yield Block(_("Statement for the voluntary GCM review"), _origin(source.update))


def _for_the_sdgs(source: Source) -> Iterable[Block]:
    heading = _("Contribution on SDG indicator 10.7.2 and to the voluntary national review")
    yield Block(heading, _origin(source.update))
    yield Block(_("Related SDG targets"), [", ".join(source.sdg_targets)])


def _for_the_refugee_compact(source: Source) -> Iterable[Block]:
    lines = [*_origin(source.update), _("The pledge is also relevant to the Global Compact on Refugees.")]
    yield Block(_("Update on a pledge for the Global Compact on Refugees"), lines)


def _subject(source: Source) -> Iterable[Block]:
    subject = source.subject
    what = _("Measure of the national plan") if subject.is_measure else pgettext("one record", "Pledge")
    pairs = [
        (_("Reference"), subject.reference),
        (_("Made by"), str(subject.owner or "")),
        (_("Lead institution"), subject.version.lead_institution),
    ]
    yield Block(what, [subject.title, *_labelled(pairs)])


def _objectives(source: Source) -> Iterable[Block]:
    lines = [_objective(each) for each in source.objectives] or [_("The Compact as a whole")]
    yield Block(_("Objectives of the Global Compact for Migration"), lines)


def _objective(objective: Objective) -> str:
    named = pgettext("objective", "%(number)d. %(title)s") % {"number": objective.number, "title": objective.title}
    if not objective.sdg_targets:
        return named
    words = _("%(objective)s (SDG targets: %(targets)s)")
    return words % {"objective": named, "targets": ", ".join(objective.sdg_targets)}


def _stage(source: Source) -> Iterable[Block]:
    update, said = source.update, source.said
    lines = [
        _("%(stage)s, as of %(day)s") % {"stage": update.get_stage_display(), "day": _day(update.speaks_for_on)}
        if update.stage
        else "",
    ]
    if update.is_unchanged and said is not update:
        words = _("Nothing has changed since %(since)s; confirmed on %(day)s.")
        lines.append(words % {"since": _day(said.speaks_for_on), "day": _day(update.speaks_for_on)})
    if update.stage == Stage.DISCONTINUED:
        lines.append(update.discontinued_because)
    yield Block(_("Stage"), lines)


def _work(source: Source) -> Iterable[Block]:
    yield Block(_("What was done"), [source.update.narrative or source.said.narrative])


def _indicator(source: Source) -> Iterable[Block]:
    subject, value = source.subject, source.update.indicator_value or source.said.indicator_value
    pairs = [
        (_("Indicator"), subject.indicator),
        (_("Baseline"), subject.baseline),
        (_("Target"), subject.target),
        (_("Value now"), value),
    ]
    yield Block(_("What is measured"), _labelled(pairs))


def _barriers(source: Source) -> Iterable[Block]:
    yield Block(_("What stood in the way"), [source.update.barriers or source.said.barriers])


def _next_steps(source: Source) -> Iterable[Block]:
    yield Block(_("What comes next"), [source.update.next_steps or source.said.next_steps])


def _evidence(source: Source) -> Iterable[Block]:
    update = source.update
    links = list(update.links.all()) or list(source.said.links.all())
    lines = _labelled((link.title, link.address) for link in links)
    lines += [file.name for file in update.attachments.all()]
    if update.submitted_at:
        lines += _labelled([(_("Assurance"), update.get_assurance_display())])
    yield Block(_("Evidence"), lines)


def _where(source: Source) -> Iterable[Block]:
    address = settings.SITE_URL + source.subject.address
    if source.update.published_in_id:
        address = f"{address.partition('#')[0]}#{source.update.anchor}"
    yield Block(_("Permanent link"), [address, source.update.reference])


def _origin(update: ProgressUpdate) -> list[str]:
    words = _("From the progress update that speaks for %(day)s.")
    return [words % {"day": _day(update.speaks_for_on)}, _standing(update)]


def _standing(update: ProgressUpdate) -> str:
    """That it is a draft, or not published yet; nothing of what is public."""
    if update.published_in_id:
        return ""
    if update.status == Status.SUBMITTED:
        return _("Submitted, and not published yet: the secretariat has not decided on this text.")
    if update.change == Change.NEW and update.status in {Status.DRAFT, Status.RETURNED}:
        return _("Draft: this text was not submitted, and may change.")
    return _("This text is not public.")


def _labelled(pairs: Iterable[tuple[str, str]]) -> list[str]:
    words = pgettext("label and value", "%(label)s: %(value)s")
    return [words % {"label": label, "value": value} for label, value in pairs if value]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _by_number(target: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (10_000, part) for part in target.split("."))


Maker = Callable[[Source], Iterable[Block]]
REPORT: tuple[Maker, ...] = (_stage, _work, _indicator, _barriers, _next_steps, _evidence, _where)
ORDER: dict[Purpose, tuple[Maker, ...]] = {
    Purpose.REVIEW: (_for_the_review, _subject, _objectives, *REPORT),
    Purpose.SDG: (_for_the_sdgs, _subject, _objectives, *REPORT),
    Purpose.REFUGEE_COMPACT: (_for_the_refugee_compact, _subject, _objectives, *REPORT),
}
