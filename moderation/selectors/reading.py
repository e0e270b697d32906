"""Everything a moderator reads before a decision, in a fixed number of queries whatever else waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from attachments.models import Attachment
from correspondence.models import Thread
from correspondence.selectors import Offered, offered_for, thread_of
from correspondence.states import Use
from drafting.forms import ATTACHMENTS, Difference, Section
from drafting.forms import Kind as Written
from drafting.states import Hint
from moderation.selectors.contents import KINDS, differences, hints
from moderation.selectors.corrections import Corrections, corrections
from moderation.selectors.duplicates import Likeness, duplicates
from moderation.selectors.submissions import (
    Happening,
    Turn,
    headline,
    live_version,
    partners,
    reader_language_of,
    story,
    turn_of,
)
from moderation.states import FileFate, Kind
from pledges.selectors import Standing
from workflow.models import Moderated
from workflow.states import Status


@dataclass(frozen=True)
class File:
    """One file that may be shown: what the submission does with it, and the version it is downloaded from."""

    file: Attachment
    fate: FileFate
    version: int


@dataclass(frozen=True)
class Reading:
    """One submission as it is read: what differs first, then all of it, and what is known around it."""

    title: str
    title_language: str
    before: Moderated | None
    differences: Sequence[Difference]
    sections: Sequence[Section]
    questions: Sequence[tuple[str, str]]
    files: Sequence[File]
    pending_files: int
    infected_files: int
    hints: Sequence[Hint]
    corrections: Corrections | None
    duplicates: Sequence[Likeness]
    partners: Sequence[Standing]
    thread: Thread | None
    story: Sequence[Happening]
    turn: Turn
    reasons: Sequence[Offered]
    reader_language: str

    @property
    def has_files(self) -> bool:
        """True where there is anything to say about files."""
        return bool(self.files or self.pending_files or self.infected_files)


def reading_of(item: Moderated, *, kind: Kind, by: User) -> Reading:
    """Read it for this person."""
    written, before = KINDS[kind], live_version(item)
    sections, changed = written.sections(item), differences(before, item, kind=kind)
    files = list(item.attachments.all()) if written.takes_files else []  # type: ignore[attr-defined]
    title, title_language = headline(item)
    language = reader_language_of(item)
    return Reading(
        title=title,
        title_language=title_language,
        before=before,
        differences=[each for each in changed if each.name != ATTACHMENTS],
        sections=sections,
        questions=_questions(written, sections),
        files=_files(before, files, version=item.pk),
        pending_files=sum(file.is_pending for file in files),
        infected_files=sum(file.is_infected for file in files),
        hints=hints(item, kind=kind),
        corrections=corrections(item),
        duplicates=duplicates(item, kind=kind),
        partners=partners(item),
        thread=thread_of(item),
        story=story(item),
        turn=turn_of(item, by=by),
        reasons=offered_for(Use.values, language=language) if item.status == Status.SUBMITTED else [],
        reader_language=language,
    )


def questions_of(item: Moderated, *, kind: Kind) -> list[tuple[str, str]]:
    """What a moderator can remark on: every question of the form by name and label, and the files."""
    return _questions(KINDS[kind], KINDS[kind].sections(item))


def _questions(written: Written, sections: Iterable[Section]) -> list[tuple[str, str]]:
    asked = [(answer.name, answer.label) for section in sections for answer in section.answers]
    private = [(name, str(step.base_fields[name].label)) for step in written.steps for name in step.names()]
    asked += [pair for pair in private if pair[0] in written.content.private]
    return [*asked, (ATTACHMENTS, _("Files"))] if written.takes_files else asked


def _files(before: Moderated | None, files: Iterable[Attachment], *, version: int) -> list[File]:
    """The files of the submission that may be shown, and those of the published version it leaves out."""
    own = _shown(files)
    old = _shown(before.attachments.all()) if before else []  # type: ignore[attr-defined]
    known, kept = {each.pk for each in old}, {each.pk for each in own}
    return [
        *(File(each, FileFate.KEPT if each.pk in known else FileFate.ADDED, version) for each in own),
        *(File(each, FileFate.REMOVED, before.pk) for each in old if before and each.pk not in kept),
    ]


def _shown(files: Iterable[Attachment]) -> list[Attachment]:
    return [each for each in files if each.is_handed_out]
