"""One description of the fields of every public resource."""

from datetime import date

import pytest
from django.utils import translation

from dashboard.exceptions import UnknownField
from dashboard.selectors.fields import RESOURCES, Listing, Table, flat, resource
from dashboard.selectors.fields.columns import LISTS, OBJECT, OBJECTS, SINGLE
from pledges.models import Pledge
from tests.dashboard.test_pledges import amended
from tests.factories import needs as need_factory
from tests.factories import progress as update_factory
from tests.factories import reviews as review_factory
from workflow import services
from workflow.selectors import current_moment

pytestmark = pytest.mark.django_db
PYTHON = {"text": str, "decimal": str, "date and time": str, "integer": int, "boolean": bool, "date": date}


@pytest.fixture
def everything(desk):
    """One public record at least of every kind."""
    pledge = desk.pledge(objectives=(7, 9), budget_amount="12.50", budget_currency="EUR", budget_is_secured=True)
    pledge.partners.create(name="Sample city", kind="local_government")
    pledge.partners.create(name="Sample fund")
    desk.update(pledge, links=[("Sample page", "https://example.org/")])
    desk.tool(objectives=(7,))
    update_factory.public_measure(desk.portugal, desk.moderator)
    need_factory.published(desk.portugal, moderator=desk.moderator)
    review = review_factory.draft(desk.portugal)
    services.publish(services.submit(review, by=desk.portugal), by=desk.moderator)
    return pledge


def rows(name, **asked):
    """The rows of a resource now, with all its fields unless the test asks for some."""
    kind = resource(name)
    return list(kind.rows(moment=current_moment(), **({"fields": kind.by_name} | asked)))


def leaves_of(each, given):
    """The values in one field of a row, each with the leaf it is of."""
    if each.kind == OBJECT:
        return [(leaf, given[leaf.name]) for leaf in each.leaves] if given else []
    if each.kind == OBJECTS:
        return [(leaf, one[leaf.name]) for one in given for leaf in each.leaves]
    (leaf,) = each.leaves
    return [(leaf, one) for one in given] if each.kind in LISTS else [(leaf, given)]


@pytest.mark.parametrize("name", RESOURCES)
def test_every_value_is_of_the_type_its_description_says(everything, name):
    found = rows(name)
    wrong = [
        (each.name, leaf.name, value)
        for row in found
        for each in resource(name).fields
        for leaf, value in leaves_of(each, row[each.name])
        if not (leaf.is_optional if value is None else type(value) is PYTHON[SINGLE[leaf.kind]])
    ]
    assert (wrong, bool(found) or name == "organisations") == ([], True)


@pytest.mark.parametrize("name", RESOURCES)
def test_every_code_is_one_of_those_the_dictionary_lists(everything, name):
    coded = [each for each in resource(name).fields if any(leaf.choices for leaf in each.leaves)]
    given = [pair for row in rows(name) for each in coded for pair in leaves_of(each, row[each.name])]
    assert [value for leaf, value in given if leaf.choices and value and value not in leaf.choices.values] == []


@pytest.mark.parametrize("name", RESOURCES)
def test_every_field_and_column_has_its_words_and_a_name_of_its_own(name):
    kind = resource(name)
    columns = kind.columns(kind.by_name)
    assert [column.name for column in columns if not str(column.words) or not str(column.field.words)] == []
    assert len({column.name for column in columns}) == len(columns)
    assert kind.key in kind.by_name
    assert {each.name for each in kind.fields if each.name == kind.key and not each.is_default} == set()


@pytest.mark.parametrize("name", RESOURCES)
def test_any_field_can_be_asked_for_alone(everything, name):
    whole = rows(name)
    for field in resource(name).by_name:
        assert rows(name, fields=[field]) == [{field: row[field]} for row in whole]


@pytest.mark.parametrize("name", RESOURCES)
def test_the_flat_values_are_those_of_the_nested_form(everything, name):
    kind, moment = resource(name), current_moment()
    flat_rows = [list(row) for row in kind.values(moment=moment, fields=kind.by_name)]
    nested = [
        [value for each in kind.fields for value in flattened(each, row[each.name])] for row in rows(name)
    ]  # fmt: skip
    assert flat_rows == nested


def flattened(each, given):
    """A field of JSON as the columns of a table."""
    if each.kind == OBJECT:
        return [given[leaf.name] if given else empty_of(each, leaf) for leaf in each.leaves]
    if each.kind == OBJECTS:
        return [[one[leaf.name] for one in given] for leaf in each.leaves]
    return [given]


def empty_of(each, leaf):
    """What stands in a column where the object is not there: of a budget without amount an empty currency."""
    return "" if (each.name, leaf.name) == ("budget", "currency") else None


def test_fields_come_in_the_order_of_the_resource_and_once(everything):
    assert [list(row) for row in rows("pledges", fields=["title", "reference", "title"])] == [["reference", "title"]]


def test_an_unknown_field_is_refused_before_anything_is_read(django_assert_num_queries):
    with django_assert_num_queries(0), pytest.raises(UnknownField) as refused:
        resource("pledges").rows(Pledge.objects.none(), moment=None, fields=["title", "contact_email"])
    assert refused.value.name == "contact_email"
    assert refused.value.message == "There is no field “contact_email” here. The data page lists the fields."


def test_what_is_long_is_given_only_when_asked_for(everything):
    kind = resource("reviews")
    left_out = [each.name for each in kind.fields if not each.is_default]
    assert (left_out[0], left_out[-1]) == ("priorities_short", "statements")
    assert not set(left_out) & set(rows("reviews", fields=[])[0])


def test_an_object_becomes_columns_of_its_own(everything):
    assert [column.name for column in resource("pledges").columns(["owner", "partners"])] == [
        "owner_kind", "owner_code", "owner_name", "partners_name", "partners_kind", "partners_state",
        "partners_confirmed",
    ]  # fmt: skip


def test_partners_keep_together_though_some_say_less(everything):
    assert rows("pledges")[0]["partners"] == [
        {"name": "Sample city", "kind": "local_government", "state": None, "confirmed": False},
        {"name": "Sample fund", "kind": None, "state": None, "confirmed": False},
    ]


def test_rows_of_an_earlier_moment_are_those_of_then(desk):
    pledge = desk.pledge(title="First words")
    then = current_moment()
    amended(pledge, desk, title="Second words")
    desk.update(pledge)
    read = {name: list(resource("pledges").rows(moment=at, fields=["title", "stage"])) for name, at in
            (("then", then), ("now", current_moment()))}  # fmt: skip
    assert read == {
        "then": [{"title": "First words", "stage": None}],
        "now": [{"title": "Second words", "stage": "in_progress"}],
    }


@pytest.mark.parametrize("name", [each.name for each in RESOURCES.values() if isinstance(each, Table)])
def test_a_table_is_one_query_however_many_rows(everything, name, django_assert_num_queries):
    moment = current_moment()
    with django_assert_num_queries(1):
        list(resource(name).rows(moment=moment, fields=resource(name).by_name))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (7, "7"), ("7", "7"), (date(2026, 3, 2), "2026-03-02"),
        ([], ""), ([7, 9], "7 | 9"), (["a", None, "b"], "a |  | b"), ([None, date(2026, 3, 2)], " | 2026-03-02"),
    ],
)  # fmt: skip
def test_a_value_as_text_of_one_cell(value, text):
    assert flat(value) == text


def test_reference_data_are_listings():
    assert [each.name for each in RESOURCES.values() if isinstance(each, Listing)] == [
        "objectives", "states", "organisations", "forums", "round-tables",
    ]  # fmt: skip


def test_a_page_is_read_like_the_whole_in_its_own_order(everything, desk, django_assert_num_queries):
    desk.pledge(title="Another", objectives=(3,))
    kind, moment = resource("pledges"), current_moment()
    whole = rows("pledges")
    page = kind.public(moment)[:25]
    with django_assert_num_queries(2):
        assert list(kind.rows(page, moment=moment, fields=kind.by_name)) == whole
    backwards = kind.public(moment).order_by("published_at", "pk")[:25]
    assert list(kind.rows(backwards, moment=moment, fields=kind.by_name)) == whole[::-1]
    assert list(kind.rows(kind.public(moment)[40:50], moment=moment)) == []


@pytest.mark.parametrize("name", [each.name for each in RESOURCES.values() if isinstance(each, Table)])
def test_a_page_of_any_table_is_the_beginning_of_the_whole(everything, name):
    kind, moment = resource(name), current_moment()
    page = list(kind.rows(kind.public(moment)[:2], moment=moment, fields=kind.by_name))
    assert page == rows(name)[:2]


def test_a_page_of_then_is_read_as_of_then_though_the_statement_is_kept(desk):
    pledge = desk.pledge(title="First words")
    then = current_moment()
    amended(pledge, desk, title="Second words")
    desk.update(pledge)
    kind = resource("pledges")
    read = [
        list(kind.rows(kind.public(at)[:5], moment=at, fields=["title", "stage"]))
        for at in (then, current_moment(), then)
    ]
    first, second = {"title": "First words", "stage": None}, {"title": "Second words", "stage": "in_progress"}
    assert read == [[first], [second], [first]]


def test_a_kept_statement_knows_the_language(desk):
    desk.pledge()
    kind, moment = resource("pledges"), current_moment()
    read = []
    for language in ("en", "fr", "en"):
        with translation.override(language):
            read += [row["url"].split("/")[3] for row in kind.rows(kind.public(moment)[:1], moment=moment)]
    assert read == ["en", "fr", "en"]
