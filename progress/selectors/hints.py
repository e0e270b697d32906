"""Private advice on an update while it is written: what would let others follow it. Never a score."""

from django.utils.translation import gettext as _

from drafting.states import Aspect, Hint
from progress.models import ProgressUpdate
from progress.selectors.subjects import Subject, subject_of
from progress.selectors.updates import latest_update
from progress.states import Stage


def hints(update: ProgressUpdate) -> list[Hint]:
    """What is missing and why it would help; of an update that only confirms, only what its day misses."""
    found = [_behind_the_last(update)]
    if not update.is_unchanged:
        subject = subject_of(update.about_id) if update.about_id else None
        found += [_indicator(update, subject), _next_steps(update), _evidence(update)]
    return [hint for hint in found if hint is not None]


def _indicator(update: ProgressUpdate, subject: Subject | None) -> Hint | None:
    if subject is None or not subject.is_measured or update.indicator_value:
        return None
    if update.stage == Stage.FULFILLED:
        what = _("It is reported as fulfilled, and its indicator has no value yet.")
    else:
        what = _("It names an indicator, and this update gives no value of it.")
    why = _("With the value beside the baseline and the target, readers see how far it has come.")
    return Hint(Aspect.MEASURABLE, "indicator_value", what, why)


def _next_steps(update: ProgressUpdate) -> Hint | None:
    if update.stage not in {Stage.PLANNING, Stage.IN_PROGRESS} or update.next_steps.strip():
        return None
    what = _("The next steps are open.")
    return Hint(Aspect.TIME_BOUND, "next_steps", what, _("The next update can then say which of them were taken."))


def _evidence(update: ProgressUpdate) -> Hint | None:
    if update.stage in {"", Stage.PLANNING} or (update.pk and (update.links.exists() or update.attachments.exists())):
        return None
    what = _("There is no link and no file that supports it.")
    why = _("A published report, a law or a statistic turns a statement into one that can be checked.")
    return Hint(Aspect.MEASURABLE, "links", what, why)


def _behind_the_last(update: ProgressUpdate) -> Hint | None:
    last = latest_update(update.about_id) if update.about_id else None
    if last is None or last.record_id == update.record_id or last.speaks_for_on <= update.speaks_for_on:
        return None
    what = _("A published update speaks for a later day than this one.")
    why = _("The later one stays the current stage; this one is added.")
    return Hint(Aspect.TIME_BOUND, "speaks_for_on", what, why)
