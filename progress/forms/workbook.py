"""Updates in a workbook: a row for each public pledge and measure of a party, begun as any update is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Delegation, State, User
from accounts.selectors import Mandates
from drafting.exceptions import RowRefused
from drafting.forms import About, Many
from drafting.forms.workbook import Party
from drafting.services import Content
from progress import selectors
from progress.exceptions import UpdateUnderWay
from progress.models import ProgressUpdate
from progress.services import begin_update
from progress.states import Stage
from workflow.exceptions import NotEditable
from workflow.selectors import current_moment

LEAD = (
    pgettext_lazy("column", "Reference"),
    pgettext_lazy("column", "Pledge or measure"),
    gettext_lazy("Last reported"),
)


def rows_of(party: Party) -> Sequence[About]:
    """What the party can report on, each with the stage and day last reported; what has an update open is left out."""
    moment = current_moment()
    subjects = selectors.own_subjects(_speaking_for(party), moment)
    records = [subject.record.pk for subject in subjects]
    latest, open_ = selectors.latest_updates(records, moment=moment), selectors.under_way(records)
    return [
        About(key=each.reference, cells=(each.reference, each.title, _last(latest.get(each.record.pk))))
        for each in subjects
        if each.record.pk not in open_
    ]


def start(party: Party, key: str) -> ProgressUpdate:
    """An unsaved update on the record of that reference; raises RowRefused where none can be begun on it."""
    subject = selectors.own_subject(key, _speaking_for(party)) if key else None
    if subject is None:
        raise RowRefused(_("This row names no published pledge or measure of yours. Use the rows of the workbook."))
    if selectors.under_way([subject.record.pk]):
        raise RowRefused(UpdateUnderWay(None).message)
    return ProgressUpdate(
        about=subject.record,
        state=party if isinstance(party, State) else None,
        organisation=None if isinstance(party, State) else party,
        language=get_language() or "en",
    )


def begin(
    update: ProgressUpdate, *, by: User, content: Content, values: Mapping[str, Any], begun_with: UUID
) -> ProgressUpdate:
    """Begin it as any update is begun; raises RowRefused where that is no longer possible."""
    try:
        said = dict(values)
        return begin_update(update.about, by=by, language=said.pop("language"), begun_with=begun_with, **said)
    except (UpdateUnderWay, NotEditable) as refused:
        words = _("%(reference)s: %(problem)s")
        raise RowRefused(words % {"reference": update.about.reference, "problem": refused.message}) from refused


def _last(update: ProgressUpdate | None) -> str:
    if update is None:
        return _("No update yet")
    words = {"stage": Stage(update.stage).label, "day": date_format(update.speaks_for_on, "DATE_FORMAT")}
    return _("%(stage)s, %(day)s") % words


def _speaking_for(party: Party) -> Mandates:
    """The party as whoever speaks for it would be asked about."""
    is_state = isinstance(party, State)
    return Mandates((Delegation(state=party if is_state else None, organisation=None if is_state else party),))


UPDATES = Many(lead=LEAD, rows=rows_of, start=start, begin=begin, drafts=False)
