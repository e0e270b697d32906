"""One of every resource for the API, from what the pages have, and a token."""

from uuid import UUID

from api.pages.kinds import KINDS
from api.services import make_token
from api.states import Scope
from progress.models import ProgressUpdate


def of_the_api(by_name, focal, draft, pledge):
    """The key of a public one of each resource, the draft as one's own version, and the focal point's token."""
    token, _text = make_token(by=focal, name="A sample", scope=Scope.WRITE, days=7, made_with=UUID(int=7))
    plan = by_name["plans:detail"]["reference"]
    keys = {
        "objectives": "7",
        "states": "PRT",
        "organisations": "city-of-sample",
        "forums": "2026",
        "round-tables": "2026-2",
        "pledges": pledge,
        "progress": ProgressUpdate.objects.published().first().reference,
        "tools": by_name["tools:detail"]["reference"],
        "plans": plan,
        "measures": f"{plan}-01",
        "reviews": by_name["reviews:detail"]["reference"],
        "needs": by_name["needs:detail"]["reference"],
        "reports": "no-such-report",
        "publications": "1",
    }
    own = {"pk": draft.pk}
    return {
        **{f"api:{name}_detail": {"key": key} for name, key in keys.items()},
        **{f"api:own_{name}_{act}": own for name in KINDS for act in ("version", "submit", "withdraw")},
        "tokens:revoke": {"pk": token.pk},
    }
