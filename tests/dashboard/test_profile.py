"""What a State's or organisation's page tells beside its lists."""

from datetime import date

import pytest

from accounts.models import State
from dashboard.selectors.compact import placed_objectives
from dashboard.selectors.plans import plan_rows, plans_of_state
from dashboard.selectors.profile import happened_lately, plan_years, pledges_naming
from pledges.services import answer_naming, import_pledges
from pledges.states import Reply
from roundtables.selectors import current_edition
from tests.dashboard.test_home import text_of
from tests.factories import accounts, plans, reviews
from tests.factories import needs as need_factory
from tests.factories import pledges as factory
from tests.factories.listings import pledges_file
from workflow import services
from workflow.selectors import Moment, current_moment

pytestmark = pytest.mark.django_db
PORTUGAL = {"name": "Portugal", "kind": "", "state": "PRT"}


def joint(desk, by, **fields):
    """A public pledge of Kenya's that names Portugal."""
    draft = factory.joint(by, partners=[PORTUGAL], state="KEN", **fields)
    return services.publish(services.submit(draft, by=by), by=desk.moderator)


def years_of(state, day, *, mirrored=False):
    moment = Moment(current_moment().publication, day)
    rows = plan_rows(plans_of_state(State.objects.get(pk=state), moment), placed_objectives(current_edition()))
    return plan_years(rows, moment, mirrored=mirrored)


def test_what_happened_lately_is_the_partys_own_the_latest_first(desk):
    pledge = desk.pledge()
    desk.update(pledge)
    reviews.published(desk.portugal, desk.moderator)
    factory.published(accounts.focal_point("KEN"), desk.moderator, state="KEN", title="Kenya's")
    factory.submitted(desk.portugal)
    found = happened_lately(accounts.portugal(), current_moment())
    assert [str(each.what) for each in found] == [
        "Voluntary national review published",
        "Progress update published",
        "Pledge published",
    ]


def test_what_happened_lately_forgets_what_was_retracted_and_what_came_in_by_import(desk):
    import_pledges(pledges_file(), by=accounts.administrator())
    pledge = desk.pledge()
    then = current_moment()
    services.retract(pledge, by=desk.moderator, note="A sample of a reason.")
    assert [len(happened_lately(accounts.portugal(), moment)) for moment in (then, current_moment())] == [0, 0]


@pytest.mark.parametrize("records", [1, 3])
def test_what_happened_lately_takes_the_same_queries(desk, records, django_assert_num_queries):
    for number in range(records):
        desk.update(desk.pledge(title=f"Sample {number}"))
        need_factory.published(desk.portugal, desk.moderator)
    with django_assert_num_queries(10):
        happened_lately(accounts.portugal(), current_moment())


def test_a_partner_is_named_until_it_declines(client, desk):
    kenya = accounts.focal_point("KEN")
    pledge = joint(desk, kenya, title="A sample made together")
    then = current_moment()
    assert "A sample made together" in text_of(client.get("/en/states/PRT/"))
    partner = pledge.partners.get()
    answer_naming(partner, reply=Reply.DECLINED, by=desk.portugal, remark="")
    portugal = accounts.portugal()
    assert [pledges_naming(portugal, moment).count() for moment in (then, current_moment())] == [1, 0]
    assert "A sample made together" not in text_of(client.get("/en/states/PRT/"))


def test_an_organisation_at_home_in_a_state_is_not_the_state(desk):
    kenya = accounts.focal_point("KEN")
    city = {"name": "City of Lisbon", "kind": "local_government", "state": "PRT"}
    draft = factory.joint(kenya, partners=[city], state="KEN")
    services.publish(services.submit(draft, by=kenya), by=desk.moderator)
    assert pledges_naming(accounts.portugal(), current_moment()).count() == 0


def test_pledges_that_name_it_are_no_pledges_of_its_own(client, desk):
    joint(desk, accounts.focal_point("KEN"))
    words = text_of(client.get("/en/states/PRT/"))
    assert "No pledge by Portugal is on record here yet." in words
    assert "Pledges of others that name it as a partner" in words


def test_plans_are_drawn_over_whole_years_with_the_day(client, desk):
    plan = plans.published(desk.portugal, desk.moderator)
    found = years_of("PRT", date(plan.period_starts_on.year, 1, 1))
    assert (found.first, found.last) == (plan.period_starts_on.year, plan.period_ends_on.year)
    assert [each.row.plan.pk for each in found.periods] == [plan.pk]
    assert found.today == "0.00%"
    assert years_of("PRT", date(1999, 1, 1)).today == ""
    assert years_of("PRT", date(plan.period_starts_on.year, 1, 1), mirrored=True).today == "100.00%"
    assert "When the plans run" in text_of(client.get("/en/states/PRT/"))


def test_without_plans_there_are_no_years(desk):
    assert years_of("PRT", date(2026, 1, 1)) is None


def test_silence_is_one_kind_line_for_each_kind_of_record(client):
    words = text_of(client.get("/en/states/AND/"))
    assert words.count("None on record yet") == 6
    assert "nobody is measured by this list" in words


def test_a_pledge_tells_what_its_latest_update_says(client, desk):
    pledge = desk.pledge()
    desk.update(pledge, narrative="The first sample office has opened.", speaks_for_on=date(2026, 3, 2))
    assert "As of 2 March 2026: The first sample office has opened." in text_of(client.get("/en/states/PRT/"))
