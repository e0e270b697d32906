"""The page: one file that asks for nothing, in the structure of the document, and the body of it for the portal."""

import re

import pytest
from lxml import html

from reports.services.renderers.html import body, render
from tests.factories.documents import REFERENCE, URL, sample
from typesetting import blocks

SCRIPTED = "<script>alert(1)</script><img src=x onerror=alert(1)> \"quoted\" 'single'"


def page(document):
    return html.fromstring(render(document).decode())


def test_it_is_one_file_that_asks_for_nothing():
    made = render(sample()).decode()
    assert re.findall(r"<(?:script|link|img|iframe|object|embed|base|form)\b", made) == []
    assert re.findall(r"@import|url\(\s*['\"]?(?!#)", made) == []
    assert set(re.findall(r"https?://[^\s\"'<>]+", made)) == {
        URL,
        "https://portal.example/a-b/c",
        "http://www.w3.org/2000/svg",
    }


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("en", "ltr")), ("ar", ("ar", "rtl")), ("zh-hans", ("zh-Hans", "ltr"))]
)
def test_page_and_body_say_their_language_and_direction(language, said):
    root = page(sample(language))
    article = root.xpath("//article")[0]
    assert (root.get("lang"), root.get("dir")) == said
    assert (article.get("lang"), article.get("dir")) == said


def test_what_is_in_another_language_says_so():
    (quote, *_rest) = page(sample()).xpath("//blockquote/p")
    assert (quote.get("lang"), quote.get("dir")) == ("ar", "rtl")
    assert page(sample()).xpath("string(//blockquote/p[2]/span[@class='report-mark'])") == "[العربية]"


def test_headings_go_down_one_step_at_a_time_below_one_title():
    levels = [int(each.tag[1]) for each in page(sample()).xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels == [1, 2, 2, 3, 2, 2, 3, 4, 4]


def test_the_body_leaves_the_title_to_the_page_it_stands_in():
    levels = [int(level) for level in re.findall(r"<h(\d)", body(sample()))]
    assert levels == [2, 2, 3, 2, 2, 3, 4, 4]
    assert '<p class="report-title">' in body(sample())


def test_a_record_stands_one_below_the_heading_before_it():
    made = sample()
    made["blocks"] = [blocks.heading(1, "Annex"), blocks.record("GCM-PL-2026-00001", "Title", facts=[], texts=[])]
    assert page(made).xpath("//section/h3/text()") == ["Title"]


def test_the_body_has_no_inline_style_and_no_handler():
    assert re.findall(r"\s(?:style|on\w+)=", body(sample(texts=["plain"]))) == []


def test_a_table_has_a_caption_and_heads_for_columns_and_rows():
    (table,) = page(sample()).xpath("//table")
    assert table.xpath("caption/text()") == ["Sample table"]
    assert table.xpath("thead/tr/th[@scope='col']/text()") == ["Reference", "Text", "Own words", "Count"]
    assert table.xpath("string(tbody/tr[2]/th[@scope='row'])") == "GCM-TL-2026-00001"
    assert table.xpath("count(tbody/tr/td[@class='report-narrow'])") == 2


def test_a_table_without_a_caption_is_named_by_its_heading():
    made = sample()
    made["blocks"] = [blocks.heading(1, "Above"), blocks.table("", [("Head", 1)], [["cell"]])]
    root = page(made)
    assert root.xpath("//h2[text()='Above']/@id") == root.xpath("//div[@class='report-table']/@aria-labelledby")


def test_pictures_are_named_and_their_ids_are_the_pages_own():
    root = page(sample())
    drawings = root.xpath("//*[local-name()='svg']")
    names = [each.xpath("string(*[local-name()='title'])") for each in drawings]
    assert names == ["In progress: 4, fulfilled: 0, no update: 3", "Two sample bars"]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each.get("aria-labelledby") for each in drawings} <= set(ids)


def test_contents_lead_to_the_headings():
    root = page(sample())
    leads = [href.removeprefix("#") for href in root.xpath("//nav//a/@href")]
    assert [root.xpath(f"string(//*[@id='{lead}'])") for lead in leads] == root.xpath("//nav//a/text()")
    assert len(leads) == 5


def test_references_lead_to_their_records_and_nowhere_else():
    leads = page(sample()).xpath(f"//a[text()='{REFERENCE}']/@href")
    assert leads == [URL] * 4
    made = sample()
    made["blocks"] = [blocks.paragraph("Words", sources=[blocks.ref("GCM-X", "javascript:alert(1)")])]
    assert page(made).xpath("//a[contains(@href, 'script')]") == []


def test_what_people_wrote_is_text_everywhere():
    made = render(sample(texts=[SCRIPTED])).decode()
    assert "<script" not in made
    assert "<img" not in made
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made


def test_an_accent_that_is_no_colour_is_not_written():
    assert "evil" not in render(sample(accent="red}evil{")).decode()


def test_a_document_without_blocks_is_a_page_with_a_cover():
    made = sample()
    made["blocks"] = []
    assert page(made).xpath("string(//h1)") == made["cover"]["title"]
