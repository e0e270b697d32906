"""Tools of public pages come in whole and once; what a page leaves open stays open."""

import pytest
from django.conf import settings

from accounts.models import Organisation, User
from accounts.states import OrganisationKind
from tests.factories import accounts
from tests.factories.listings import pledges_file, tools_file
from tools.models import Tool
from tools.services import import_tools, plan_tool_import
from workflow.exceptions import FileRefused
from workflow.models import AuditEvent, Record
from workflow.selectors import current_publication
from workflow.states import Change, Status, Verb

pytestmark = pytest.mark.django_db
REAL = (settings.BASE_DIR / "data" / "practices.csv").read_bytes()


def take(data):
    return import_tools(data, by=User.objects.system())


def imported(**cells):
    """The one tool of a file with these cells."""
    take(tools_file(**cells))
    return Tool.objects.published().get()


def problems_of(*rows, **cells):
    with pytest.raises(FileRefused) as refused:
        take(tools_file(*rows, **cells))
    return [str(problem) for problem in refused.value.problems]


def test_the_real_file_brings_90_tools_in_one_publication():
    before = current_publication()

    done = take(REAL)

    assert (len(done.new), done.changed, done.vanished, done.publication.number) == (90, [], [], before + 1)
    assert (done.publication.verb, done.publication.note) == (
        Verb.IMPORT,
        "Tools and practices taken over from public listings",
    )
    assert Tool.objects.as_of(before + 1).count() == 90
    assert Tool.objects.as_of(before).count() == 0
    assert Tool.objects.filter(scope="cross_cutting").count() == 14
    assert Tool.objects.filter(kind="guidance").count() == 20
    assert Tool.objects.filter(objectives_are_assigned=True).count() == 63
    assert AuditEvent.objects.filter(verb=Verb.IMPORT, publication=done.publication).count() == 90


def test_the_real_file_a_second_time_changes_nothing_and_only_reads(django_assert_num_queries):
    take(REAL)
    before = current_publication()

    with django_assert_num_queries(7):
        done = take(REAL)

    assert (len(done.unchanged), done.new, done.changed, done.publication) == (90, [], [], None)
    assert current_publication() == before


def test_the_real_tools_of_a_state_are_that_state_s_and_no_organisation_is_made_of_it():
    take(REAL)

    assert sorted(Tool.objects.filter(state__isnull=False).values_list("record__source_id", "state")) == [
        ("T014", "MAR"),
        ("T032", "FJI"),
        ("T033", "AUS"),
        ("T035", "KEN"),
        ("T044", "PAK"),
        ("T046", "URY"),
        ("T058", "IND"),
        ("T059", "IDN"),
        ("T081", "ITA"),
        ("T091", "CAN"),
        ("T092", "CRI"),
        ("T098", "NOR"),
        ("T122", "MEX"),
    ]
    assert Tool.objects.filter(organisation__name="IOM").count() == 20
    assert sorted(Tool.objects.filter(provider="").values_list("record__source_id", flat=True)) == [
        "T040",
        "T093",
        "T103",
    ]


def test_a_row_becomes_a_public_tool_of_its_organisation():
    tool = imported()

    assert (tool.status, tool.change, tool.language, tool.standing) == (
        Status.PUBLISHED,
        Change.NEW,
        "en",
        "in_place",
    )
    assert (tool.kind, tool.scope, tool.languages, tool.where_used) == ("guidance", "theme_specific", ["en"], "Global")
    assert (tool.organisation.name, tool.organisation.kind, tool.state) == (
        "City of Sample",
        OrganisationKind.UNKNOWN,
        None,
    )
    assert (tool.provider, tool.listing, tool.objectives_are_assigned) == ("City of Sample", "official page", False)
    assert tool.link == tool.record.source_url == "https://example.org/tools/900"
    assert tool.record.reference == f"GCM-TL-{tool.published_at.year}-00001"
    assert (tool.record.source, tool.record.source_id) == ("registry:practices", "T900")
    assert list(tool.objectives.values_list("number", flat=True)) == [7]


def test_what_a_page_does_not_say_stays_unknown():
    tool = imported(organisation="", country_or_region="", languages="", scope="cross-cutting", objectives="")

    assert (tool.provider, tool.organisation, tool.state, tool.where_used, tool.languages) == ("", None, None, "", [])
    assert list(tool.objectives.all()) == []


def test_a_provider_that_was_not_seen_is_nobody():
    tool = imported(organisation="(not shown in the stored text)")

    assert (tool.provider, tool.owner) == ("", None)


@pytest.mark.parametrize(
    ("provider", "state", "organisation"),
    [
        ("IOM; UNDP; Switzerland", None, "IOM"),
        ("IOM and partners", None, "IOM"),
        ("Kenya; Ethiopia", "KEN", None),
        ("An initiative (chair X; secretariat Y); IOM", None, "An initiative (chair X; secretariat Y)"),
    ],
)
def test_the_first_name_owns_the_tool_and_the_provider_is_kept_in_full(provider, state, organisation):
    tool = imported(organisation=provider)

    assert (tool.state_id, tool.organisation and tool.organisation.name) == (state, organisation)
    assert tool.provider == provider


def test_an_organisation_known_from_pledges_is_the_same_one():
    known = accounts.organisation("City of Sample", kind=OrganisationKind.LOCAL, state_id="PRT")

    tool = imported()

    assert tool.organisation == known
    assert Organisation.objects.get(name="City of Sample").kind == OrganisationKind.LOCAL


def test_a_changed_row_is_one_new_version_that_replaces_the_old_one():
    first = imported(title="First wording")
    before = current_publication()

    done = take(tools_file(title="Second wording", objectives="8;9"))

    second = Tool.objects.published().get()
    assert (len(done.changed), done.publication.number) == (1, before + 1)
    assert (second.title, second.change, second.record_id) == ("Second wording", Change.AMENDMENT, first.record_id)
    assert Tool.objects.as_of(before).get() == first
    assert sorted(second.objectives.values_list("number", flat=True)) == [8, 9]
    assert sorted(first.objectives.values_list("number", flat=True)) == [7]


def test_a_plan_says_what_would_happen_and_writes_nothing():
    imported()

    plan = plan_tool_import(tools_file({"id": "T900", "title": "Changed"}, {"id": "T901"}))

    assert ([entry.source_id for entry in plan.changed], [entry.source_id for entry in plan.new]) == (
        ["T900"],
        ["T901"],
    )
    assert Tool.objects.count() == 1


def test_cells_that_look_like_formulas_are_plain_text():
    tool = imported(title="=1+1", organisation="@City of Sample")

    assert (tool.title, tool.provider, tool.organisation.slug) == ("=1+1", "@City of Sample", "city-of-sample")


def test_a_file_with_one_bad_row_changes_nothing():
    assert problems_of({"id": "1"}, {"id": "2", "kind": "wish"}) == [
        "row 3, column kind: “wish” is not known; write one of: tool, practice, training, guideline, programme, data."
    ]
    assert (Tool.objects.count(), Record.objects.count(), Organisation.objects.count()) == (0, 0, 0)


def test_a_file_of_pledges_is_not_taken_for_one_of_tools():
    with pytest.raises(FileRefused) as refused:
        take(pledges_file())

    assert "row 1, column organisation: is missing; add the column, empty if need be." in refused.value.message
    assert "row 1, column pledging_entity: is not a column of this import; remove it." in refused.value.message


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"title": "x" * 301}, "column title: has 301 characters; shorten it to at most 300."),
        (
            {"organisation": "x" * 199 + "; " + "y" * 100},
            "column organisation: has 301 characters; shorten it to at most 300.",
        ),
        (
            {"organisation": "x" * 201},
            "column organisation: starts with a name of 201 characters; shorten it to 200.",
        ),
        ({"scope": "both"}, "column scope: “both” is not known; write one of: cross-cutting, theme-specific."),
        ({"scope": ""}, "column scope: is empty; write one of: cross-cutting, theme-specific."),
        ({"objectives": "0"}, "column objectives: “0” is not the number of an objective (1 to 23)."),
        ({"objectives_basis": ""}, "column objectives_basis: is empty; write one of: source, assigned."),
        (
            {"objectives_basis": "guess"},
            "column objectives_basis: “guess” is not known; write one of: source, assigned.",
        ),
        ({"languages": "English"}, "column languages: “English” is not a language code such as fr or zh-hans."),
        ({"url": "example.org"}, "column url: “example.org” is not a web address; write it in full, with https://."),
        ({"url": ""}, "column url: is empty; fill it in."),
        ({"summary": "x" * 3001}, "column summary: has 3001 characters; shorten it to at most 3000."),
        ({"verified": "no"}, "column verified: “no” is not known; write one of: yes, partial."),
        ({"summary": "a\x00b"}, "column summary: contains a control character that no text has; delete it."),
    ],
)
def test_each_bad_cell_is_named_with_what_to_do(cells, problem):
    assert problems_of(**cells) == [f"row 2, {problem}"]


def test_a_theme_specific_tool_names_an_objective():
    assert problems_of(objectives="", objectives_basis="") == [
        "row 2, column objectives: is empty; a theme-specific tool serves at least one objective."
    ]
