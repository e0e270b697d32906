"""The words of the Compact and of this portal, for readers: the public ones of `docs/glossary.md`, translatable."""

# ruff: noqa: E501 - sentences are messages, and those are whole

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Term:
    """A word and what it means here; `name` is the word of `docs/glossary.md`, and its anchor."""

    name: str
    term: str | Promise
    meaning: str | Promise

    @property
    def anchor(self) -> str:
        """What follows the # in its address."""
        return slugify(self.name)


GLOSSARY: tuple[tuple[str | Promise, tuple[Term, ...]], ...] = (
    (
        _("The Compact and its Forums"),
        (
            Term("Compact", _("Compact"), _("The Global Compact for Safe, Orderly and Regular Migration, adopted by the General Assembly in resolution 73/195: 23 objectives and ten guiding principles.")),
            Term("objective", _("Objective"), _("One of the 23 aims of the Compact.")),
            Term("action", _("Action"), _("One of the things, lettered a, b, c …, that States draw from to achieve an objective. Our text is a paraphrase; the resolution’s is official.")),
            Term("guiding principle", _("Guiding principle"), _("One of the ten on which the Compact rests, such as people-centred, sovereignty of States, human rights.")),
            Term("Forum", _("Forum"), _("The International Migration Review Forum, every four years, at which States discuss how the Compact is carried out (resolution 73/326). Each is named by its year.")),
            Term("round table", _("Round table"), _("One of four at a Forum. Together they take up the 23 objectives; each Forum shares them out in its own way.")),
            Term("background note", _("Background note"), _("What prepares a round table: a text, with links to documents.")),
            Term("Champion country", _("Champion country"), _("A State that volunteers to promote the Compact. It is said as a fact, never as a rank.")),
        ),
    ),
    (
        _("What is put on record"),
        (
            Term("pledge", _("Pledge"), _("A measurable commitment to advance objectives, principles or actions of the Compact.")),
            Term("main, related objective", _("Main objective, related objective"), _("A pledge counts under up to three main objectives; it may name any number of others that it touches.")),
            Term("matching pledge", _("Matching pledge"), _("A pledge that answers another and names it.")),
            Term("mirror pledge", _("Mirror pledge"), _("A pledge that also concerns the Global Compact on Refugees.")),
            Term("party, owner", _("Owner"), _("The State or organisation a record belongs to and that answers for it.")),
            Term("national plan", _("National implementation plan"), _("What a State will do in a period, as measures.")),
            Term("measure", _("Measure"), _("One thing a national plan will do, with who leads it, when, and for which objectives.")),
            Term("voluntary review", _("Voluntary national review"), _("What a State says, for a Forum or a regional review, of how it carries out the Compact.")),
            Term("tool", _("Tool"), _("What helps to carry out the Compact: a practice, training, guidance, programme or data; in place, or wished for.")),
            Term("call for tools", _("Call for tools"), _("A request for tools on one theme, with criteria and a deadline.")),
            Term("peer review", _("Peer review"), _("One expert of the United Nations and two from outside judge a tool. Their advice does not decide.")),
            Term("capacity need", _("Capacity need"), _("What a State or organisation asks support for.")),
            Term("offer of support", _("Offer of support"), _("What the provider of a tool would do for others who want to use it; or a pledge of money or people.")),
            Term("match", pgettext_lazy("needs and offers", "Match"), _("A need and an offer brought together by the secretariat, once both sides have agreed.")),
        ),
    ),
    (
        _("What became of it"),
        (
            Term("progress update", _("Progress update"), _("What the owner says, for a certain day, of what became of a pledge or a measure.")),
            Term("stage", _("Stage"), _("How far it is: being planned, in progress, fulfilled, discontinued. Without an update there is none, and the page says so.")),
            Term("age, freshness", _("Recent"), _("Said of an update that speaks for a day within the last twelve months.")),
            Term("assurance", _("Assurance"), _("How well an update is supported: self-reported, with a document attached, independently corroborated.")),
        ),
    ),
    (
        _("How it becomes public"),
        (
            Term("publication", _("Publication"), _("One act that changed what the public may see. They are numbered without gaps; every page names the one its figures are true at.")),
            Term("reference", pgettext_lazy("record", "Reference"), _("The number a record keeps for good, such as GCM-PL-2026-00042.")),
            Term("amendment", _("Amendment"), _("A new version of a published record. The earlier versions can still be read.")),
            Term("retract, withdraw", _("Withdrawn, retracted"), _("Withdrawn: the owner takes back its own record. Retracted: the secretariat takes a record off the site, and its words are not shown again.")),
            Term("tombstone", _("Tombstone"), _("The page that remains of a withdrawn or retracted record: the date and the reason.")),
            Term("import", _("Taken over"), _("Said of records that were public in another registry before; what it does not say is shown as not stated.")),
            Term("moderator", _("Moderator"), _("Staff of the secretariat who check what is submitted before it is published.")),
            Term("focal point", _("Focal point"), _("Who speaks for a State or an organisation here and submits for it.")),
            Term("review report", _("Review report"), _("What a round table of the Forum is given, frozen at one publication.")),
        ),
    ),
)  # fmt: skip
