"""One update written out for three reports: every block, in each status, and the owner's words untouched."""

from datetime import date

import pytest
from django.utils import translation

from progress.selectors import as_text, purposes_of, subject_of
from progress.states import Purpose, Stage
from tests.factories import accounts, attachments, pledges, progress
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db
MEASURED = {"indicator": "Offices open", "baseline": "1 in 2025", "target": "10 by 2028"}
SAID = {
    "narrative": "Two offices opened.\r\n\r\nBoth in the south.",
    "barriers": "Staff.",
    "next_steps": "A third office.",
    "indicator_value": "3",
    "links": [("Annual report", "https://example.org/report")],
}

FOR_THE_REVIEW = """\
Statement for the voluntary GCM review
From the progress update that speaks for 1 June 2026.

Pledge
A sample pledge
Reference: {pledge}
Made by: Portugal
Lead institution: Ministry of Samples

Objectives of the Global Compact for Migration
7. Address and reduce vulnerabilities in migration{targets}

Stage
In progress, as of 1 June 2026

What was done
Two offices opened.

Both in the south.

What is measured
Indicator: Offices open
Baseline: 1 in 2025
Target: 10 by 2028
Value now: 3

What stood in the way
Staff.

What comes next
A third office.

Evidence
Annual report: https://example.org/report
statistics.txt
Assurance: Document attached

Permanent link
http://localhost:8000/en/pledges/{pledge}/#{update}
{update}
"""


@pytest.fixture
def focal():
    return accounts.focal_point()


@pytest.fixture
def moderator():
    return accounts.moderator()


def text(update, purpose=Purpose.REVIEW):
    return as_text(update, subject_of(update.about), purpose, moment=current_moment())


def test_a_public_update_for_the_review(focal, moderator):
    pledge = pledges.published(focal, moderator, lead_institution="Ministry of Samples", **MEASURED)
    draft = progress.draft(focal, about=pledge.record, **SAID)
    draft.attachments.add(attachments.stored(focal, name="statistics.txt"))
    update = progress.services.publish(progress.services.submit(draft, by=focal), by=moderator)
    assert text(update) == FOR_THE_REVIEW.format(
        pledge=pledge.reference, update=update.reference, targets=targets(pledge)
    )


def targets(pledge):
    named = pledge.objectives.get().sdg_targets
    return f" (SDG targets: {', '.join(named)})" if named else ""


def test_for_the_sdgs_the_targets_come_first_each_once_in_order(focal, moderator):
    pledge = pledges.published(focal, moderator, objectives=(23,), sdg_targets=["10.7", "8.8", "17.14"])
    lines = text(progress.draft(focal, about=pledge.record), Purpose.SDG).split("\n")
    assert lines[0] == "Contribution on SDG indicator 10.7.2 and to the voluntary national review"
    listed = lines[lines.index("Related SDG targets") + 1].split(", ")
    assert {"8.8", "10.7", "17.14"} <= set(listed)
    assert listed == sorted(set(listed), key=lambda target: [part.zfill(4) for part in target.split(".")])


def test_the_refugee_compacts_says_why_it_is_sent(focal, moderator):
    pledge = pledges.published(focal, moderator, is_mirror=True)
    lines = text(progress.draft(focal, about=pledge.record), Purpose.REFUGEE_COMPACT).split("\n")
    assert lines[0] == "Update on a pledge for the Global Compact on Refugees"
    assert lines[3] == "The pledge is also relevant to the Global Compact on Refugees."


def test_only_a_mirror_pledges_update_is_for_the_refugee_compact(focal, moderator):
    plain, mirror = pledges.published(focal, moderator), pledges.published(focal, moderator, is_mirror=True)
    measure = progress.public_measure(focal, moderator)
    assert purposes_of(subject_of(mirror.record)) == list(Purpose)
    for record in (plain.record, measure.record):
        assert purposes_of(subject_of(record)) == [Purpose.REVIEW, Purpose.SDG]


@pytest.mark.parametrize(
    ("verbs", "sentence"),
    [
        ([], "Draft: this text was not submitted, and may change."),
        (["submit"], "Submitted, and not published yet: the secretariat has not decided on this text."),
        (["submit", "return_for_changes"], "Draft: this text was not submitted, and may change."),
        (["submit", "reject"], "This text is not public."),
    ],
)
def test_what_is_not_public_says_so(focal, moderator, verbs, sentence):
    update = progress.draft(focal, about=pledges.published(focal, moderator).record)
    for verb in verbs:
        said = {} if verb == "submit" else {"note": "Sample."}
        getattr(progress.services, verb)(update, by=focal if verb == "submit" else moderator, **said)
    assert text(update).split("\n")[2] == sentence
    assert "Assurance: " not in text(update).partition("Permanent link")[2]


def test_an_update_on_a_measure_leads_to_its_place_in_the_plan(focal, moderator):
    measure = progress.public_measure(focal, moderator)
    written = text(progress.draft(focal, about=measure.record))
    named = f"A sample measure\nReference: {measure.record.reference}\nMade by: Portugal\n"
    assert f"Measure of the national plan\n{named}" in written
    assert written.endswith(f"{measure.get_absolute_url()}\n")


def test_the_compact_as_a_whole_is_named(focal, moderator):
    pledge = pledges.published(focal, moderator, objectives=(), covers_whole_compact=True)
    assert "Objectives of the Global Compact for Migration\nThe Compact as a whole\n" in text(
        progress.draft(focal, about=pledge.record)
    )


def test_discontinued_work_says_why(focal, moderator):
    fields = {"stage": Stage.DISCONTINUED, "discontinued_because": "No money."}
    written = text(progress.draft(focal, about=pledges.published(focal, moderator).record, **fields))
    assert "Stage\nDiscontinued, as of 1 June 2026\nNo money.\n" in written


def test_one_that_only_confirms_brings_what_was_said_before(focal, moderator):
    pledge = pledges.published(focal, moderator, **MEASURED)
    progress.published(focal, moderator=moderator, about=pledge.record, **SAID)
    confirmed = progress.draft(
        focal, about=pledge.record, is_unchanged=True, narrative="", speaks_for_on=date(2026, 10, 1)
    )
    written = text(confirmed)
    assert (
        "In progress, as of 1 October 2026\nNothing has changed since 1 June 2026; confirmed on 1 October" in written
    )
    for block in ("What was done\nTwo offices opened.", "Value now: 3", "What comes next\nA third office."):
        assert block in written


def test_nothing_to_stand_on_is_no_error(focal, moderator):
    lonely = progress.draft(
        focal, about=pledges.published(focal, moderator).record, is_unchanged=True, narrative="", stage=""
    )
    assert "What was done" not in text(lonely)
    assert "Stage" not in text(lonely)


def test_the_headings_are_in_the_readers_language_the_words_in_the_writers(focal, moderator):
    pledge = pledges.published(focal, moderator, title="Un engagement", language="fr")
    update = progress.draft(focal, about=pledge.record, narrative="Deux bureaux.", language="fr")
    with translation.override("ar"):
        written = text(update)
    assert "Un engagement" in written
    assert "Deux bureaux." in written
    assert "/ar/pledges/" in written
