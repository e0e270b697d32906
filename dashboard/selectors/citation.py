"""How what is public is cited and under which terms: one wording for pages, files and machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from workflow.models import Publication
from workflow.selectors import Moment

NAME = "GCM Implementation Portal"


@dataclass(frozen=True)
class Citation:
    """One thing to cite: its author, title and address, as it stood at a publication of a year.

    The wording is English in every language, as reference lists of journals are.
    """

    author: str
    title: str
    key: str
    address: str
    publication: int
    year: int

    @property
    def permalink(self) -> str:
        """The address under which it stays as it is cited."""
        return permalink(self.address, self.publication)

    @property
    def apa(self) -> str:
        """As a reference list in the style of the APA (7th edition) has it."""
        author = f"{self.author} " if self.author.endswith(".") else f"{self.author}. "
        what = f"{self.title} [{self.key}, publication {self.publication}]"
        return f"{author}({self.year}). {what}. {NAME}. {self.permalink}"

    @property
    def bibtex(self) -> str:
        """As an entry of BibTeX; braces and backslashes of a title cannot end the entry."""
        lines = {
            "author": "{" + _in_braces(self.author) + "}",
            "title": "{" + _in_braces(self.title) + "}",
            "year": str(self.year),
            "howpublished": NAME,
            "note": f"{self.key}, publication {self.publication}",
            "url": self.permalink,
        }
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in lines.items())
        return f"@misc{{{self.key.lower()}-{self.publication},\n{body}}}"


def citation_of(record: object) -> Citation:
    """The version of a record that is public, as it is cited."""
    author = str(record.owner) if record.owner else NAME  # type: ignore[attr-defined]
    return Citation(
        author=author,
        title=record.title,  # type: ignore[attr-defined]
        key=record.record.reference,  # type: ignore[attr-defined]
        address=f"{settings.SITE_URL}{record.get_absolute_url()}",  # type: ignore[attr-defined]
        publication=record.published_in_id,  # type: ignore[attr-defined]
        year=record.published_at.year,  # type: ignore[attr-defined]
    )


def citation_of_list(title: str, address: str, key: str, *, published: Publication) -> Citation:
    """A list, a chart or the whole dataset as it stands at a publication."""
    return Citation(
        author=settings.OPERATOR_NAME or NAME, title=title, key=key, address=f"{settings.SITE_URL}{address}",
        publication=published.number, year=published.at.year,
    )  # fmt: skip


def permalink(address: str, publication: int) -> str:
    """The same address as it stood at that publication."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'as_of': publication})}"


def licence() -> str:
    """The terms of use as the operator of this installation sets them; a sentence that says so where none is set."""
    if not settings.DATA_LICENCE:
        return _("Who operates this installation sets the licence; none has been set.")
    return f"{settings.DATA_LICENCE} {settings.DATA_LICENCE_URL}".strip()


def disclaimer() -> str:
    """What everything taken away from here says of itself."""
    return _(
        "What is on record here is what its owners reported; it has not been verified unless a record says so. "
        "Nothing here ranks States. The names used do not imply the expression of any opinion on the status of any "
        "territory."
    )


def about_lines(
    title: str, about: str, address: str, *, moment: Moment, chosen_by: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """What a file says of itself, as pairs of a label and words."""
    published = Publication.objects.filter(number=moment.publication).first()
    day = f" ({published.at:%Y-%m-%d})" if published else ""
    filters = "; ".join(words for _name, words in chosen_by)
    return [
        (_("Source"), f"{NAME}, {settings.SITE_URL}"),
        (_("Table"), title),
        (_("What it holds"), about),
        (_("Publication"), f"{moment.publication}{day}"),
        (_("Counted on"), moment.day.isoformat()),
        (_("Filters"), filters or _("None: everything public")),
        (_("Address"), permalink(address, moment.publication)),
        (_("Licence"), licence()),
        (_("Please note"), disclaimer()),
    ]


def _in_braces(text: str) -> str:
    return text.replace("\\", "").replace("{", "(").replace("}", ")")
