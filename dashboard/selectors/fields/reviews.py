"""The fields of a voluntary national review."""

from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, OuterRef, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Replace
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.states import ReviewRegion
from dashboard.selectors.fields.columns import INTEGER, INTEGERS, TEXT, TEXTS, Leaf, Table, nested, value
from dashboard.selectors.fields.reading import (
    in_language,
    list_of,
    or_null,
    owner,
    publication_fields,
    record_fields,
)
from reviews.models import Review, Statement
from reviews.selectors import public_reviews
from reviews.states import ANSWERS, Emphasis
from workflow.selectors import Moment

YEAR = Cast(Coalesce("forum_id", "region_year"), CharField())


def _stated(path: str) -> Any:
    rows = Statement.objects.filter(review=OuterRef("pk")).exclude(text="").order_by("objective_id")
    return list_of(lambda moment: rows, path)


def _emphasised(emphasis: Emphasis) -> Any:
    rows = Statement.objects.filter(review=OuterRef("pk"), emphasis=emphasis).order_by("objective_id")
    return list_of(lambda moment: rows, "objective_id")


def _title(moment: Moment) -> Any:
    """What `Review.title` says: a sentence in the language the review is written in."""
    return Case(
        *(_titles_in(code) for code, _name in settings.LANGUAGES[1:]),
        default=_title_in(settings.LANGUAGES[0][0]),
        output_field=TextField(),
    )


def _titles_in(language: str) -> When:
    return When(language=language, then=_title_in(language))


def _title_in(language: str) -> Any:
    with override(language):
        forum = gettext("%(state)s: voluntary national review for the Forum of %(year)s")
        regional = gettext("%(state)s: voluntary national review for the regional review of %(region)s, %(year)s")
        regions = [When(region=each.value, then=Value(str(each.label))) for each in ReviewRegion]
    sentence = Case(When(forum__isnull=False, then=Value(forum)), When(~Q(region=""), then=Value(regional)),
                    default=Value(""), output_field=TextField())  # fmt: skip
    region = Case(*regions, default=Value(""), output_field=TextField())
    replaced: Any = Replace  # its parameters are expressions, which its stubs do not know
    with_region = replaced(sentence, Value("%(region)s"), region)
    with_year = replaced(with_region, Value("%(year)s"), Coalesce(YEAR, Value("")))
    return Replace(with_year, Value("%(state)s"), in_language("state__name", language), output_field=TextField())


def _answer(name: str) -> Any:
    words: Any = Review._meta.get_field(name)
    return value(name, TEXT, words.verbose_name, or_null(name), default=False)


def _field_of_title() -> Any:
    return value("title", TEXT, _("What it is called, in the language it is written in."), _title, is_optional=False)


REVIEWS = Table(
    name="reviews",
    title=_("Voluntary national reviews"),
    about=_("What States say, for one Forum or regional review, of how they carry out the Compact: one row each."),
    public=public_reviews,
    fields=(
        *(each if each.name != "title" else _field_of_title() for each in record_fields()),
        owner(states_only=True),
        value("forum", INTEGER, _("The year of the Forum it is for."), "forum_id"),
        value("region", TEXT, _("The regional review it is for."), or_null("region"), choices=ReviewRegion),
        value("region_year", INTEGER, _("The year of that regional review.")),
        value("objectives", INTEGERS, _("Numbers of the objectives it has a statement on."), _stated("objective_id")),
        value(
            "priority_objectives",
            INTEGERS,
            _("Objectives the State calls a priority."),
            _emphasised(Emphasis.PRIORITY),
        ),
        value(
            "not_covered",
            INTEGERS,
            _("Objectives it says are not relevant or not covered."),
            _emphasised(Emphasis.NOT_COVERED),
        ),
        *(_answer(name) for name in ANSWERS),
        nested(
            "statements",
            _("What it says of each objective."),
            Leaf("objective", INTEGERS, _("Number of the objective."), _stated("objective_id"), is_optional=False),
            Leaf("text", TEXTS, _("The statement."), _stated("text"), is_optional=False),
            many=True,
            default=False,
        ),
        *publication_fields("reviews:list", source=False),
    ),
)
