"""What is found, in which order, counted and narrowed, at any moment; and nothing that is not public."""

import pytest

from search.models import Entry
from search.selectors import find, finding, nearest_spelling, records_saying, understand
from search.states import Kind
from tests.factories import accounts, needs, plans, pledges, progress, reviews, roundtables, tools
from workflow import services
from workflow.selectors import current_moment, current_publication, moment_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """Who submits for Portugal and who publishes."""
    return {"by": accounts.focal_point(), "moderator": accounts.moderator()}


def found(words, *, at=None, **asked):
    """The titles found, in order."""
    moment = moment_at(at, latest=current_publication()) if at else current_moment()
    rows = find(understand(words), moment=moment, asked=asked).rows
    entries = Entry.objects.in_bulk([row.pk for row in rows])
    return [next(iter(entries[row.pk].title.values())) for row in rows]


def amended(pledge, desk, **words):
    """The pledge with other words, public."""
    changed = pledges.amendment(pledge, desk["by"])
    for name, text in words.items():
        setattr(changed, name, text)
    changed.save()
    return services.publish(services.submit(changed, by=desk["by"]), by=desk["moderator"])


def withdrawn(pledge, desk):
    """The pledge, taken back by its owner."""
    gone = pledges.withdrawal(pledge, desk["by"])
    return services.publish(services.submit(gone, by=desk["by"]), by=desk["moderator"])


def test_each_kind_of_record_is_found_by_its_own_words(desk):
    pledge = pledges.published(**desk, title="A zebra pledge")
    tools.published(**desk, title="A tool", lessons="What we learned of zebras.")
    needs.published(**desk, title="A need", what_exists="One zebra.")
    progress.published(**desk, about=pledge.record, next_steps="More zebras.")
    kinds = {row.kind for row in find(understand("zebra"), moment=current_moment(), asked={}).rows}
    assert kinds == {Kind.PLEDGE, Kind.TOOL, Kind.NEED, Kind.UPDATE}


def test_a_plan_its_measures_and_a_review_are_found(desk):
    plan = plans.published(desk["by"], desk["moderator"])
    measure = plan.measures.order_by("number").first()
    assert Entry.objects.filter(kind=Kind.PLAN).get().record_id == plan.record_id
    rows = find(understand(measure.reference), moment=current_moment(), asked={}).rows
    assert [Entry.objects.get(pk=row.pk).record_id for row in rows] == [measure.record_id]
    review = reviews.published(desk["by"], desk["moderator"])
    assert Entry.objects.get(kind=Kind.REVIEW).record_id == review.record_id


@pytest.mark.parametrize("typed", ["{}", "gcm pl {year} {number}", "PL-{year}-{number}", "{year}-{long}", "{long}"])
def test_a_reference_is_found_whole_and_in_parts(desk, typed):
    pledge = pledges.published(**desk, title="The one")
    pledges.published(**desk, title="Another")
    _, _, year, long = pledge.reference.split("-")
    assert found(typed.format(pledge.reference, year=year, long=long, number=int(long)), kind="pledge") == ["The one"]


def test_all_words_must_be_met_and_where_none_is_some_are_and_it_says_so(desk):
    pledges.published(**desk, title="A zebra")
    pledges.published(**desk, title="A zebra and a quagga")
    assert found("zebra quagga") == ["A zebra and a quagga"]
    finding_ = find(understand("zebra okapi"), moment=current_moment(), asked={})
    assert (finding_.total, finding_.is_partial) == (2, True)


def test_a_word_in_the_title_counts_more_than_one_in_the_text_and_newest_first_is_by_publication(desk):
    pledges.published(**desk, title="A zebra")
    pledges.published(**desk, title="Another animal", description=f"{pledges.LONG_ENOUGH} zebra")
    assert found("zebra") == ["A zebra", "Another animal"]
    assert found("zebra", sort="newest") == ["Another animal", "A zebra"]


def test_it_is_narrowed_and_counted_by_kind_objective_owner_and_language(desk):
    pledges.published(**desk, title="A zebra", objectives=(7, 8))
    pledges.published(**desk, title="Une zebra", language="fr", objectives=(8,))
    tools.published(**desk, title="A zebra tool")
    all_of_it = find(understand("zebra"), moment=current_moment(), asked={})
    assert {name: dict(counts) for name, counts in all_of_it.counts.items()} == {
        "kind": {"pledge": 2, "tool": 1},
        "objective": {7: 1, 8: 2},
        "state": {"PRT": 3},
        "organisation": {},
        "language": {"en": 2, "fr": 1},
    }
    narrowed = find(understand("zebra"), moment=current_moment(), asked={"kind": "pledge", "objective": 7})
    assert (narrowed.total, dict(narrowed.counts["kind"]), dict(narrowed.counts["objective"])) == (
        1,
        {"pledge": 1},
        {7: 1, 8: 2},
    )
    assert found("zebra", language="fr") == ["Une zebra"]
    assert found("zebra", state="ESP") == []


def test_beyond_the_cap_the_newest_are_ranked_and_narrowing_is_asked_of_the_database(desk, monkeypatch):
    for number in range(4):
        pledges.published(**desk, title=f"A zebra {number}", objectives=(7 + number,))
    monkeypatch.setattr(finding, "CAP", 2)
    capped = find(understand("zebra"), moment=current_moment(), asked={})
    assert (capped.total, capped.is_capped) == (2, True)
    assert sorted(found("zebra")) == ["A zebra 2", "A zebra 3"]
    assert found("zebra", objective=7) == ["A zebra 0"]


def test_an_earlier_moment_finds_what_was_said_then(desk):
    pledge = pledges.published(**desk, title="A zebra")
    first = current_publication()
    amended(pledge, desk, title="A quagga")
    assert (found("zebra"), found("quagga")) == ([], ["A quagga"])
    assert (found("zebra", at=first), found("quagga", at=first)) == (["A zebra"], [])


def test_what_is_withdrawn_is_found_at_the_moments_it_stood_and_what_is_retracted_at_none(desk):
    taken_back, retracted = (pledges.published(**desk, title=f"A zebra {n}") for n in (1, 2))
    amended(retracted, desk, title="A zebra 3")
    number = current_publication()
    progress.published(**desk, about=retracted.record, narrative="The zebra grows.")
    withdrawn(taken_back, desk)
    live = type(retracted).objects.published().get(record=retracted.record)
    services.retract(live, by=desk["moderator"], note="A sample reason.")
    assert found("zebra") == []
    assert found("zebra", at=number) == ["A zebra 1"]
    assert Entry.objects.filter(record=retracted.record).count() == 0


def test_updates_end_with_what_they_are_about(desk):
    pledge = pledges.published(**desk)
    progress.published(**desk, about=pledge.record, narrative="The zebra grows.")
    number = current_publication()
    assert len(found("zebra")) == 1
    withdrawn(pledge, desk)
    assert (found("zebra"), len(found("zebra", at=number))) == ([], 1)


@pytest.mark.parametrize("how", ["draft", "submitted", "returned", "rejected"])
def test_what_is_not_published_is_not_there(desk, how):
    item = pledges.draft(desk["by"], title="kanarienvogel", contact_email="kanarienvogel@example.org")
    if how != "draft":
        services.submit(item, by=desk["by"])
    if how == "returned":
        services.return_for_changes(item, by=desk["moderator"], note="kanarienvogel")
    if how == "rejected":
        services.reject(item, by=desk["moderator"], note="kanarienvogel")
    pledges.published(**desk, contact_email="kanarienvogel@example.org")
    rows = [str(row) for row in Entry.objects.values()]
    assert [row for row in rows if "kanarienvogel" in row] == []


def test_an_organisation_is_found_while_something_of_its_is_public(desk):
    city = accounts.organisation("City of Zebras", slug="zebras")
    speaker = accounts.delegate("city@example.org", role="focal_point", organisation=city)
    assert found("zebras") == []
    pledge = pledges.published(speaker, moderator=desk["moderator"], state=None, organisation=city, title="First")
    number = current_publication()
    assert sorted(found("zebras")) == ["City of Zebras", "First"]
    services.retract(pledge, by=desk["moderator"], note="A sample reason.")
    assert (found("zebras"), found("zebras", at=number)) == ([], [])


def test_papers_and_calls_are_found_from_their_publication_on_and_as_they_were():
    note = roundtables.note(title_en="A zebra note", title_fr="Une note de zèbre", text_fr="Exemple.")
    assert found("zebra") == []
    roundtables.public(note)
    number = current_publication()
    assert (found("zebra"), found("zebre")) == (["A zebra note"], ["A zebra note"])
    tools.public_call(title_en="A zebra call")
    assert sorted(found("zebra")) == ["A zebra call", "A zebra note"]
    assert found("zebra", at=number) == ["A zebra note"]


def test_a_word_that_says_nothing_is_left_out_unless_there_is_no_other(desk):
    pledges.published(**desk, title="The zebra of the plain")
    assert found("a zebra of the plains") == ["The zebra of the plain"]
    assert understand("the of").parts != ()
    assert (understand("").parts, understand(" ?! ").parts) == ((), ())


@pytest.mark.parametrize(
    "typed", ["'", "\\", "a'b\\", "zebra & | ! :*", "(((", "%s %(x)s", "x" * 200, "🦓", "٪٠", "ـ"]
)
def test_nothing_typed_breaks_it(desk, typed):
    assert isinstance(found(typed), list)


def test_the_nearest_spelling_is_that_of_something_public_at_the_moment(desk):
    pledges.draft(desk["by"], title="Kanarienvogel")
    before = moment_at(current_publication(), latest=current_publication())
    pledges.published(**desk, title="Remittances for zebras")
    assert nearest_spelling(understand("zebars"), moment=current_moment()) == "zebras"
    assert nearest_spelling(understand("zebars"), moment=before) == ""
    assert nearest_spelling(understand("kanarienvogl"), moment=current_moment()) == ""


def test_a_list_is_narrowed_to_records_that_say_all_of_it(desk):
    pledge = pledges.published(**desk, title="A zebra")
    tools.published(**desk, title="A zebra tool")
    met = records_saying(understand("zebras"), Kind.PLEDGE, moment=current_moment())
    assert [row["record"] for row in met] == [pledge.record_id]
    assert list(records_saying(understand(""), Kind.PLEDGE, moment=current_moment())) == []
