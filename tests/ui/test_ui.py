"""The components: what they refuse, what they escape, what they say in words."""

import re
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from ui import samples
from ui.templatetags.ui import register

NASTY = '<script>alert("x")</script>'


def rendered(source, **context):
    """The template's text, with runs of white space as one."""
    return re.sub(r"\s+", " ", Template(source).render(Context(context))).strip()


def test_a_misspelt_parameter_is_refused_by_every_component_that_takes_keywords():
    accepted = []
    for name in register.tags:
        if name in {"control", "field", "text_count"}:
            continue
        end = f"{{% end{name} %}}"
        try:
            Template(f"{{% {name} headin='x' %}}{end}")
        except TemplateSyntaxError:
            continue
        accepted.append(name)
    assert accepted == []


@pytest.mark.parametrize(
    "source",
    [
        "{% page_heading title=nasty overline=nasty lede=nasty lang=nasty dir=nasty %}",
        "{% section_heading title=nasty id=nasty overline=nasty url=nasty link_label=nasty %}",
        "{% round_table_heading number=nasty title=nasty url=nasty %}",
        "{% card heading=nasty url=nasty overline=nasty %}{{ nasty }}{% endcard %}",
        "{% record title=nasty url=nasty reference=nasty language=nasty %}{{ nasty }}{% endrecord %}",
        "{% notice title=nasty %}{{ nasty }}{% endnotice %}",
        "{% empty_state title=nasty %}{{ nasty }}{% endempty_state %}",
        "{% fact label=nasty value=nasty url=nasty %}{% fact_block label=nasty %}{{ nasty }}{% endfact_block %}",
        "{% entry on=nasty heading=nasty %}{{ nasty }}{% endentry %}",
        "{% timeline label=nasty %}{% endtimeline %}{% task_list label=nasty %}{% endtask_list %}",
        "{% task_item label=nasty url=nasty state=nasty hint=nasty %}",
        "{% change label=nasty before=nasty after='x' lang=nasty dir=nasty %}",
        "{% change label='x' before=nasty after='x' rows=True %}",
        "{% change label='x' before='x' after=nasty rows=True %}",
        "{% change_block label='x' before='x' after=nasty %}{{ nasty }}{% endchange_block %}",
        "{% disclosure summary=nasty %}{{ nasty }}{% enddisclosure %}",
        "{% confirm_panel title=nasty %}{{ nasty }}{% endconfirm_panel %}",
        "{% source_text language=nasty note=nasty %}{{ nasty }}{% endsource_text %}",
        "{% in_language text=nasty language=nasty %}{% ref value=nasty url=nasty %}",
        "{% figure value=1 label=nasty note=nasty url=nasty %}",
        "{% share_bar known=1 total=2 known_label=nasty unknown_label=nasty title=nasty id=nasty %}",
        "{% data_table caption=nasty id=nasty %}{{ nasty }}{% enddata_table %}",
        "{% bar_list rows=rows caption=nasty label_heading=nasty value_heading=nasty note=nasty id=nasty %}",
        "{% button label=nasty name=nasty value=nasty %}{% button_link label=nasty url=nasty %}",
        "{% form_section title=nasty hint=nasty id=nasty %}{% endform_section %}",
        "{% filter_form label=nasty action=nasty clear_url=nasty %}{{ nasty }}{% endfilter_form %}",
        "{% filter_chips items=pairs clear_url=nasty %}{% result_count text=nasty %}",
        "{% breadcrumbs items=pairs %}{% contents items=pairs label=nasty %}{% downloads items=pairs label=nasty %}",
        "{% aside label=nasty %}{{ nasty }}{% endaside %}{% prose %}{{ nasty }}{% endprose %}",
        "{% publication_line number=nasty published_at=nasty url=nasty %}",
        "{% objective_chip objective=objective %}{% objective_list objectives=objectives label=nasty %}",
        "{% messages_list messages=messages %}",
    ],
)
def test_text_comes_out_escaped(source):
    objective = SimpleNamespace(number=NASTY, short_title=NASTY, get_absolute_url=lambda: NASTY)
    text = rendered(
        source,
        nasty=NASTY,
        pairs=[(NASTY, NASTY)],
        rows=[{"label": NASTY, "value": 2, "known": 1, "url": NASTY}],
        objective=objective,
        objectives=[objective],
        messages=[NASTY],
    )
    assert "<script" not in text
    assert "&lt;script" in text


def test_the_body_of_a_block_is_markup_and_stays_so():
    assert "<b>kept</b>" in rendered("{% card heading='x' %}<b>kept</b>{% endcard %}")


# Marks ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("draft", "Draft"),
        ("submitted", "Submitted"),
        ("returned", "Returned for changes"),
        ("rejected", "Rejected"),
        ("withdrawn", "Withdrawn"),
        ("published", "Published"),
        ("retracted", "Retracted"),
    ],
)
def test_a_status_is_a_word(status, word):
    assert rendered("{% status_tag status=status %}", status=status) == (
        f'<span class="status" data-status="{status}">{word}</span>'
    )


def test_an_unknown_status_is_a_bug_not_an_empty_mark():
    with pytest.raises(KeyError):
        rendered("{% status_tag status='almost' %}")


@pytest.mark.parametrize("stage", [None, ""])
def test_no_stage_is_said(stage):
    assert rendered("{% stage_tag stage=stage %}", stage=stage) == (
        '<span class="stage" data-stage="unknown">No update yet</span>'
    )


def test_an_objective_is_a_linked_number_and_title_on_the_colour_of_its_round_table():
    text = rendered("{% objective_chip objective=objective %}", objective=samples.Objective(8))
    assert text.startswith('<a class="objective" href="#objective-8" data-round-table="2">')
    assert "<bdi>8</bdi>" in text
    assert "Saving lives" in text


def test_the_round_table_a_page_gives_wins_and_without_one_there_is_no_colour():
    objective = SimpleNamespace(number=8, short_title="Saving lives", get_absolute_url=lambda: "#")
    given = rendered("{% objective_chip objective=objective round_table=4 link=False %}", objective=objective)
    assert given.startswith('<span class="objective" data-round-table="4">')
    assert "data-round-table" not in rendered("{% objective_chip objective=objective %}", objective=objective)


@pytest.mark.parametrize("none", [None, []])
def test_no_objectives_are_the_compact_as_a_whole(none):
    assert "The Compact as a whole" in rendered("{% objective_list objectives=none %}", none=none)


def test_an_unofficial_translation_is_marked_and_an_official_one_is_not():
    assert "Translation not official" in rendered("{% unofficial_mark official=False %}")
    assert rendered("{% unofficial_mark official=True %}") == ""


# Languages -----------------------------------------------------------------------------------------------------------


def test_text_of_a_state_keeps_its_language_and_direction_and_says_which():
    text = rendered("{% source_text language='ar' %}<p>x</p>{% endsource_text %}")
    assert '<div class="source-text-body" lang="ar" dir="rtl"><p>x</p></div>' in text
    assert "Written in Arabic" in text


def test_text_in_the_language_of_the_page_says_nothing_about_it():
    with translation.override("zh-hans"):
        text = rendered("{% source_text language='zh-Hans' %}x{% endsource_text %}")
    assert "source-text-note" not in text
    assert 'dir="ltr"' in text


def test_a_language_django_has_no_name_for_is_shown_by_its_code():
    assert "Written in tpi" in rendered("{% source_text language='tpi' %}x{% endsource_text %}")


def test_the_switch_keeps_page_and_query_and_names_each_language_in_itself():
    request = RequestFactory().get("/fr/pledges/?objective=8&q=%D8%A3")
    with translation.override("fr"):
        text = rendered("{% language_switch request=request %}", request=request)
    links = re.findall(r'<a href="([^"]+)" lang="([^"]+)" hreflang="([^"]+)" dir="(\w+)"\s?(.*?)>(.*?)</a>', text)
    assert links == [
        (f"/{code}/pledges/?objective=8&amp;q=%D8%A3", code, code, direction, current, name)
        for code, direction, current, name in [
            ("ar", "rtl", "", "العربية"),
            ("zh-hans", "ltr", "", "中文"),
            ("en", "ltr", "", "English"),
            ("fr", "ltr", 'aria-current="true"', "Français"),
            ("ru", "ltr", "", "Русский"),
            ("es", "ltr", "", "Español"),
        ]
    ]


def test_a_page_without_a_language_leads_to_the_first_page_of_each():
    request = RequestFactory().get("/nowhere")
    assert 'href="/ar/"' in rendered("{% language_switch request=request %}", request=request)


def test_alternates_name_six_languages_a_default_and_the_page_itself():
    request = RequestFactory().get("/en/objectives/7/?page=2")
    text = rendered("{% alternates request=request site_url='https://x.test' %}", request=request)
    assert '<link rel="canonical" href="https://x.test/en/objectives/7/">' in text
    assert re.findall(r'hreflang="([^"]+)"', text) == ["ar", "zh-hans", "en", "fr", "ru", "es", "x-default"]
    assert 'hreflang="ru" href="https://x.test/ru/objectives/7/"' in text


# Numbers -------------------------------------------------------------------------------------------------------------


def test_a_figure_has_its_denominator():
    text = rendered("{% figure value=1200 label='pledges have an update' of=4500 %}")
    assert re.sub(r"<[^>]+>", "", text).split() == ["1,200", "of", "4,500", "pledges", "have", "an", "update"]


def test_a_denominator_of_nothing_is_still_shown():
    assert "of 0" in rendered("{% figure value=0 label='x' of=0 %}")


def test_a_figure_not_known_is_a_dash_with_words_for_who_cannot_see_it():
    text = rendered("{% figure value=None label='plans' %}")
    assert '<span aria-hidden="true">–</span><span class="visually-hidden">Not known</span>' in text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (None, "–"), ("", "–"), (1234567, "1,234,567"), (2.5, "2.5")])
def test_numbers_are_written_as_the_language_does(value, text):
    assert rendered("{{ value|number }}", value=value) == text


def test_a_share_has_picture_legend_and_table():
    text = rendered("{% share_bar known=12 total=45 known_label='updated' unknown_label='silent' title='Updates' %}")
    assert text.count("<rect") == 2
    assert '<th scope="row">silent</th><td>33</td>' in text
    assert '<th scope="row">Total</th><td>45</td>' in text


def test_bars_are_a_table_whose_pictures_say_nothing_the_cells_do_not():
    text = rendered(
        "{% bar_list rows=rows caption='By objective' label_heading='Objective' value_heading='Pledges' %}",
        rows=samples.rows(),
    )
    assert text.count("<tr data-round-table") == 6
    assert text.count("<svg") == text.count('aria-hidden="true"') == 6
    assert '<td class="numeric">45</td>' in text


# Pages of a list -----------------------------------------------------------------------------------------------------


def test_the_pager_keeps_the_filters_and_replaces_the_page():
    page = Paginator(range(240), 20).page(6)
    text = rendered("{% pager page_obj=page querystring='objective=8&objective=9&page=6' %}", page=page)
    assert re.findall(r'href="([^"]+)"', text) == [
        f"?objective=8&amp;objective=9&amp;page={number}" for number in (5, 1, 5, 7, 12, 7)
    ]
    assert text.count('aria-current="page"') == 1


def test_one_page_needs_no_pager():
    assert rendered("{% pager page_obj=page %}", page=Paginator(range(3), 20).page(1)) == ""


# Facts and panels ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_fact_the_record_does_not_state_is_said(nothing):
    assert "Not stated" in rendered("{% fact label='Budget' value=value %}", value=nothing)


def test_a_zero_is_a_fact():
    assert "<dd>0</dd>" in rendered("{% fact label='Budget' value=0 %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% notice kind='alarm' %}{% endnotice %}",
        "{% button label='x' kind='big' %}",
        "{% button_link label='x' url='#' kind='big' %}",
    ],
)
def test_an_unknown_kind_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        rendered(source)
