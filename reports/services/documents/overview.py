"""The overview of a Forum, in the shape of the Progress Declaration; recommendations are left for people to write."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.selectors.facts import Facts
from reports.services.documents import around
from reports.services.documents.capacity import gaps, mechanism
from reports.services.documents.frame import Cover, frame
from reports.services.documents.progress import progress
from reports.services.documents.quotes import quotes, rule
from typesetting.blocks import Block, figures, heading, note, number, paragraph, to_write
from ui.charts import KNOWN


def overview_document(facts: Facts, reference: str) -> Block:
    """The whole overview as a document."""
    return frame(
        facts,
        reference,
        title=_("Overview, International Migration Review Forum %(year)s") % {"year": facts["forum"]["year"]},
        accent=KNOWN,
        cover=Cover(
            title=pgettext("report", "Overview"),
            theme=_("Progress in the implementation of the Global Compact"),
            subtitle=_("Arranged as the Progress Declaration of a Forum is; recommendations are left open"),
            listed_label=_("Parts"),
            listed=[(str(place), words) for place, words in enumerate(_parts(), start=1)],
        ),
        blocks=[
            *around.how_to_read(_opening(), rule(facts)),
            heading(1, _parts()[0]),
            *progress(facts),
            heading(1, _parts()[1]),
            *_challenges(facts),
            *_opportunities(facts),
            *_emerging(facts),
            heading(1, _parts()[2]),
            *_recommendations(),
            heading(1, _parts()[3], flows=True),
            *_unknown(facts),
            *around.method(facts, reference, _counted()),
        ],
    )


def _parts() -> list[str]:
    return [
        _("Progress on the 23 objectives, at all levels"),
        _("Challenges, opportunities and emerging issues"),
        _("Recommendations"),
        _("What is not known"),
    ]


def _opening() -> str:
    return _(
        "This overview follows the shape that resolution 73/326 of the General Assembly gives to the Progress "
        "Declaration: progress on all objectives at the local, national, regional and global levels; challenges, "
        "opportunities and emerging issues; recommendations. It gives the figures and what was submitted, and draws "
        "no conclusion. It is frozen: everything in it was public on the portal at the publication named on the cover."
    )


def _counted() -> list[str]:
    return [
        _(
            "A pledge that names several objectives, or several levels, counts at each, but once in the figures of a "
            "round table and of the whole Compact; rows do not add up to their totals."
        ),
        _(
            "Answers are taken from the voluntary national reviews for this Forum and for the regional reviews that "
            "led to it; barriers from the latest public update on each pledge or measure that names any."
        ),
    ]


def _challenges(facts: Facts) -> Iterator[Block]:
    found = facts["challenges"]
    yield heading(2, _("Challenges"))
    yield from quotes(found["reviews"], facts, none=_("No review that is public answers the question on challenges."))
    yield heading(2, _("Barriers named in progress updates"))
    yield from quotes(found["barriers"], facts, none=_("No public update on a pledge or measure names a barrier."))


def _opportunities(facts: Facts) -> Iterator[Block]:
    yield heading(2, _("Opportunities: support that is offered"))
    yield figures(mechanism(facts["figures"]["matches"]))
    yield from gaps(facts)
    yield heading(2, _("Opportunities: partnerships"))
    yield from quotes(
        facts["opportunities"]["reviews"],
        facts,
        none=_("No review that is public answers the question on partnerships."),
    )


def _emerging(facts: Facts) -> Iterator[Block]:
    yield heading(2, _("Emerging issues"))
    yield from quotes(
        facts["emerging"]["reviews"],
        facts,
        none=_("No review that is public answers the question on contemporary and emerging issues."),
    )


def _recommendations() -> list[Block]:
    return [
        note(_("The portal recommends nothing. This room is for those who draft and for those who decide.")),
        to_write(_("Recommendations to States")),
        to_write(_("Recommendations to the United Nations system")),
        to_write(_("Recommendations to other stakeholders")),
    ]


def _unknown(facts: Facts) -> list[Block]:
    whole, reviews, world = facts["figures"]["compact"], facts["figures"]["reviews"], facts["world"]
    return [
        paragraph(
            ngettext(
                "Of %(of)s pledges %(count)s has no update. Nothing is known here of what became of it.",
                "Of %(of)s pledges %(count)s have no update. Nothing is known here of what became of them.",
                whole["without_update"],
            )
            % {"of": number(whole["pledges"]), "count": number(whole["without_update"])}
        ),
        paragraph(
            ngettext(
                "Of %(of)s Member States %(count)s has no public voluntary national review for this Forum.",
                "Of %(of)s Member States %(count)s have no public voluntary national review for this Forum.",
                reviews["without"],
            )
            % {"of": number(reviews["of"]), "count": number(reviews["without"])}
        ),
        paragraph(
            ngettext(
                "Of %(of)s States %(count)s has no pledge of its own on record. That is not to say that nothing is "
                "done.",
                "Of %(of)s States %(count)s have no pledge of their own on record. That is not to say that nothing is "
                "done.",
                world["without"],
            )
            % {"of": number(world["states"]), "count": number(world["without"])}
        ),
        paragraph(
            _(
                "Participation in the Forum is not known: the portal has no data on delegations, speakers or "
                "stakeholders who take part."
            )
        ),
    ]
