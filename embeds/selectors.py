"""What a card shows: the same figures as the page it leads to, by the same selectors."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import State
from dashboard.selectors.compact import objective_page, table_of
from dashboard.selectors.parties import state_page
from dashboard.selectors.records import public_pledge
from pledges.states import Weight
from progress.selectors import Figures, compact_figures, latest_updates
from progress.states import Stage
from workflow.selectors import Moment

WIDTH = 600
PAGES = {  # page: the kind of card, the argument that names it, and how high the card is
    "objectives:detail": ("objectives", "number", 260),
    "states:detail": ("states", "iso3", 280),
    "dashboard:home": ("figures", "", 280),
}
COMPACT, STAGES = "compact", "stages"


@dataclass(frozen=True)
class Card:
    """One card in the active language: its heading, the address it leads to, and its figures."""

    title: str
    overline: str | Promise
    page: str
    figures: Figures
    shows_stages: bool = False
    round_table: int | None = None


@dataclass(frozen=True)
class Pledged:
    """What the picture of a pledge says: whose it is, its words, how far it is."""

    title: str
    overline: str
    stage: str | Promise
    objectives: list[int]
    round_table: int | None = None


@dataclass(frozen=True)
class Frame:
    """Where the card of a page is, and how large a frame it asks for."""

    path: str
    title: str
    height: int


def card_of(kind: str, key: str, moment: Moment) -> Card | None:
    """The card of an objective by number, a State by code, or a figure by name; None where there is none."""
    return {"objectives": _objective, "states": _state, "figures": _figure}[kind](key, moment)


def pledged(reference: str, moment: Moment) -> Pledged | None:
    """The public pledge of that reference, as its picture shows it; None where it is not, or no longer, public."""
    pledge = public_pledge(reference, moment)
    if pledge is None:
        return None
    update = latest_updates([pledge.record_id], moment=moment).get(pledge.record_id)
    main = sorted(each.objective_id for each in pledge.placements.all() if each.weight == Weight.MAIN)
    owner = pledge.owner.name if pledge.owner else ""
    return Pledged(
        title=pledge.title,
        overline=" · ".join(filter(None, [owner, pledge.reference])),
        stage=Stage(update.stage).label if update else pgettext("stage", "No update yet"),
        objectives=main,
    )


def frame_of(view_name: str, arguments: dict, language: str) -> Frame | None:
    """The card that shows what a page is about, in that language; None for pages that have none."""
    if view_name not in PAGES:
        return None
    kind, name, height = PAGES[view_name]
    key = str(arguments[name]) if name else COMPACT
    path = reverse(f"embeds:{kind}", args=[language, key])
    return Frame(path=path, title=f"{kind}/{key}", height=height)


def frame_at(address: str, *, hosts: set[str]) -> tuple[Frame, str, str, str] | None:
    """The card for the address of a page of ours, with its language, kind and key; None for every other address."""
    try:
        parts = urlsplit(address)
    except ValueError:  # half an address of version 6
        return None
    language = parts.path.lstrip("/").partition("/")[0]
    if parts.scheme not in {"http", "https"} or parts.netloc not in hosts or language not in dict(settings.LANGUAGES):
        return None
    with translation.override(language):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return None
        frame = frame_of(match.view_name, match.kwargs, language)
    if frame is None:
        return None
    kind, name, _height = PAGES[match.view_name]
    return frame, language, kind, str(match.kwargs[name]) if name else COMPACT


def _objective(key: str, moment: Moment) -> Card | None:
    found = objective_page(int(key), moment) if key.isdecimal() and len(key) < 3 else None
    if found is None:
        return None
    return Card(
        title=found.objective.short_title,
        overline=_("Objective %(number)s") % {"number": found.objective.number},
        page=found.objective.get_absolute_url(),
        figures=found.figures,
        round_table=table_of(found.objective),
    )


def _state(key: str, moment: Moment) -> Card | None:
    state = State.objects.filter(iso3=key).first()
    if state is None:
        return None
    figures = state_page(state, moment).figures
    return Card(
        title=state.name, overline=state.get_review_region_display(), page=state.get_absolute_url(), figures=figures
    )


def _figure(key: str, moment: Moment) -> Card | None:
    titles = {COMPACT: _("Pledges on the 23 objectives"), STAGES: _("What the latest updates say")}
    if key not in titles:
        return None
    compact = _("Global Compact for Safe, Orderly and Regular Migration")
    figures = compact_figures(moment)
    return Card(titles[key], compact, reverse("dashboard:home"), figures, shows_stages=key == STAGES)
