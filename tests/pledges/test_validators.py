"""Every bad cell of a listing is named, with what to do about it."""

import pytest

from accounts.models import User
from pledges.services import import_pledges
from tests.factories.listings import pledges_file
from workflow.exceptions import FileRefused

pytestmark = pytest.mark.django_db


def problems_of(*rows, **cells):
    with pytest.raises(FileRefused) as refused:
        import_pledges(pledges_file(*rows, **cells), by=User.objects.system())
    return [str(problem) for problem in refused.value.problems]


def test_every_row_is_checked_before_anything_is_said():
    assert problems_of({"id": "1", "title": ""}, {"id": "1", "year": "22"}, {"id": "3", "verified": "no"}) == [
        "row 2, column title: is empty; fill it in.",
        "row 3, column id: “1” stands in row 2 already; every row needs its own.",
        "row 3, column year: “22” is not a year; write it as 2026.",
        "row 4, column verified: “no” is not known; write one of: yes, partial.",
    ]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"title": "x" * 201}, "column title: has 201 characters; shorten it to at most 200."),
        ({"title": "a\x00b"}, "column title: contains a control character that no text has; delete it."),
        ({"title_is_descriptive": ""}, "column title_is_descriptive: is empty; write one of: yes, no."),
        ({"pledging_entity": ""}, "column pledging_entity: is empty; fill it in."),
        (
            {"pledging_entity": "A; A", "entity_type": "Other"},
            "column pledging_entity: names the same party twice; name it once.",
        ),
        (
            {"entity_type": "Robot"},
            "column entity_type: “Robot” is not known; write one of: State, Local or regional government, Local and"
            " regional government network, United Nations system, International organization, Civil society, Private"
            " sector or foundation, Academia, Other.",
        ),
        ({"country_iso3": ""}, "column country_iso3: is empty; a State needs its ISO code of three letters."),
        ({"country_iso3": "PRT;PRT"}, "column country_iso3: names “PRT” twice; name it once."),
        ({"country_iso3": "prt"}, "column country_iso3: “prt” is not the ISO code of a State."),
        (
            {"pledge_type": "Matching"},
            "column pledge_type: “Matching” is not known; write one of: Individual, Common, In partnership.",
        ),
        ({"nature_of_pledge": "kind"}, "column nature_of_pledge: “kind” is not a known nature."),
        ({"objectives": "24"}, "column objectives: “24” is not the number of an objective (1 to 23)."),
        ({"objectives": "7,8"}, "column objectives: “7,8” is not the number of an objective (1 to 23)."),
        ({"guiding_principles": "kindness"}, "column guiding_principles: “kindness” is not a guiding principle."),
        (
            {"forum": "IMRF 2023"},
            "column forum: there is no Forum of 2023; correct the year, or write it in other words.",
        ),
        ({"forum": "x" * 121}, "column forum: has 121 characters; shorten it to at most 120."),
        ({"submitted_on": "2022-02-30"}, "column submitted_on: “2022-02-30” is not a date; write it as 2026-05-05."),
        (
            {"timeframe": "2022-02-30/2023-01-01"},
            "column timeframe: “2022-02-30/2023-01-01” is not made of dates; write them as 2026-05-05.",
        ),
        (
            {"timeframe": "2024-01-01/2023-01-01"},
            "column timeframe: “2024-01-01/2023-01-01” ends before it starts; correct one of the dates.",
        ),
        ({"summary": ""}, "column summary: is empty; fill it in."),
        ({"summary": "x" * 3001}, "column summary: has 3001 characters; shorten it to at most 3000."),
        ({"source_url": ""}, "column source_url: is empty; fill it in."),
        (
            {"other_url": "javascript:alert(1)"},
            "column other_url: “javascript:alert(1)” is not a web address; write it in full, with https://.",
        ),
    ],
)
def test_each_bad_cell_is_named_with_what_to_do(cells, problem):
    assert problems_of(**cells) == [f"row 2, {problem}"]
