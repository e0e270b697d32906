"""What the public reads of a pledge: the fragment every page of it includes, whoever looks."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from pledges.models import Pledge
from pledges.selectors import with_content
from pledges.services import answer_naming
from pledges.states import Reply
from tests.factories import accounts, pledges
from workflow import services as workflow
from workflow.models import Record

pytestmark = pytest.mark.django_db


def drawn(pledge):
    shown = with_content(Pledge.objects.filter(pk=pledge.pk)).get()
    return re.sub(r"\s+", " ", render_to_string("pledges/_record.html", {"pledge": shown}))


def test_a_record_shows_its_facts_in_words():
    pledge = pledges.draft(
        accounts.focal_point(),
        objectives=(7,),
        natures=["process", "policy_legal"],
        levels=["national"],
        lead_institution="Ministry of Labour",
        is_open_ended=False,
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        forum_id=2026,
        is_mirror=True,
    )
    pledge.placements.create(objective_id=9, weight="related")
    pledge.principles.set(["people_centred"])
    pledge.partners.create(name="Cabo Verde", state_id="CPV")
    html = drawn(pledge)
    for fact in (
        "<dt>Main objective</dt>",
        "<dt>Related objective</dt>",
        "<li>Process</li>",
        "<li>Policy or legal</li>",
        "<li>National</li>",
        "1 January 2026 to 31 December 2027",
        "Ministry of Labour",
        "People-centred",
        "Also relevant to the Global Compact on Refugees",
        "<dt>With</dt>",
        'Cabo Verde <span class="hint">(named, not yet confirmed)</span>',
        "Not stated: indicator, budget.",
    ):
        assert fact in html
    assert html.count("Not stated") == 1


def test_measure_means_and_larger_aims_are_shown():
    html = drawn(
        pledges.draft(
            accounts.focal_point(),
            language="fr",
            indicator="Guichets ouverts",
            baseline="3 en 2025",
            target="20 en 2028",
            budget_amount=Decimal("1500000"),
            budget_currency="EUR",
            budget_is_secured=False,
            sdg_targets=["8.8", "10.c"],
            novelty="continuing",
            continuing_since=date(2021, 1, 1),
            region="Méditerranée",
        )
    )
    for fact in (
        '<span lang="fr" dir="ltr">Guichets ouverts</span>',
        '<span lang="fr" dir="ltr">3 en 2025</span>',
        '<span lang="fr" dir="ltr">20 en 2028</span>',
        "<bdi>1,500,000 EUR</bdi>, not secured",
        "<bdi>8.8 · 10.c</bdi>",
        "Continuing, since 1 January 2021",
        "Méditerranée",
    ):
        assert fact in html


def test_what_is_not_said_is_said_in_one_line():
    html = drawn(pledges.draft(accounts.focal_point(), natures=[]))
    assert "Not stated: nature, level, lead institution, indicator, budget." in html
    assert html.count("Not stated") == 1
    for heading in ("Measure and means", "What else it serves", ">Files<", "<dt>With</dt>"):
        assert heading not in html


def test_partners_that_confirmed_are_told_from_those_that_have_not():
    by, cape = accounts.focal_point(), accounts.focal_point("CPV")
    pledge = pledges.joint(
        by,
        partners=[
            {"name": "Cabo Verde", "kind": "", "state": "CPV"},
            {"name": "Praia", "kind": "academia", "state": "CPV"},
        ],
    )
    workflow.submit(pledge, by=by)
    answer_naming(pledge.partners.get(key="state:CPV"), by=cape, reply=Reply.CONFIRMED, remark="")
    html = drawn(pledge)
    assert 'Cabo Verde <span class="hint">(confirmed)</span>' in html
    assert (
        '<span lang="en" dir="ltr">Praia</span> · Academia · Cabo Verde'
        ' <span class="hint">(named, not yet confirmed)</span>' in html
    )


def test_partners_of_an_imported_pledge_were_not_asked():
    pledge = pledges.joint(accounts.focal_point())
    Record.objects.filter(pk=pledge.record_id).update(source="registry", source_id="1")
    html = drawn(pledge)
    assert ("Cabo Verde" in html, "confirmed" in html) == (True, False)


def test_what_an_imported_record_lacks_is_said_to_be_unknown_beside_its_source():
    pledge = pledges.draft(
        accounts.focal_point(),
        objectives=(),
        pledge_type="",
        natures=[],
        starts_on=None,
        is_open_ended=False,
        description="",
        title_is_descriptive=True,
    )
    Record.objects.filter(pk=pledge.record_id).update(
        source="registry", source_id="1", source_url="https://example.org/pledge/1"
    )
    html = drawn(pledge)
    assert '<a href="https://example.org/pledge/1" rel="external">' in html
    assert "Imported from the public registry" in html
    assert "Its own title was not seen" in html
    assert "The text of this pledge is not known." in html
    assert "Not known: nature, level, lead institution, indicator, budget." in html
    assert (html.count("Not known"), html.count("Not stated")) == (4, 0)


def test_the_registrys_own_words_for_time_stand_where_no_date_is_known():
    pledge = pledges.draft(
        accounts.focal_point(), starts_on=None, is_open_ended=False, timeframe_as_listed="by 2030, in two steps"
    )
    assert '<span lang="en" dir="ltr">by 2030, in two steps</span>' in drawn(pledge)


def test_text_keeps_its_own_language_and_direction():
    pledge = pledges.draft(accounts.focal_point(), language="ar", lead_institution="وزارة الخارجية")
    html = drawn(pledge)
    assert '<span lang="ar" dir="rtl">وزارة الخارجية</span>' in html
    assert '<div class="source-text-body" lang="ar" dir="rtl">' in html
    assert "Written in Arabic" in html


def test_titles_that_were_not_checked_are_marked():
    pledge = pledges.draft(accounts.focal_point(), objectives=(7,))
    assert "Translation not official" not in drawn(pledge)
    with translation.override("ar"):
        assert 'class="unofficial"' in drawn(pledge)


def test_a_matching_pledge_links_to_the_one_it_matches():
    by = accounts.focal_point()
    cited = pledges.published(by)
    pledge = pledges.draft(by, pledge_type="matching", matched_record=cited.record)
    assert f'href="/en/pledges/{cited.reference}/"' in drawn(pledge)


def test_no_contact_person_and_no_status_is_in_it():
    html = drawn(pledges.draft(accounts.focal_point(), contact_email="maria@example.org"))
    assert ("maria@example.org" in html, "Contact Person" in html, "data-status" in html) == (False, False, False)


def test_what_people_wrote_is_escaped():
    html = drawn(pledges.draft(accounts.focal_point(), description="<b>x</b>", lead_institution="<i>y</i>"))
    assert ("<b>x" in html, "<i>y" in html) == (False, False)
