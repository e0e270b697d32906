"""What the addresses of administration need: a step, a note that waits and one that is public, a schedule."""

from reports.models import ReportSchedule
from reports.services import ensure_default_schedules
from tests.factories import accounts
from tests.factories import roundtables as factory

OF_A_FORUM = ("forum", "dates", "split", "new_topic")
OF_A_TABLE = ("theme", "new_note")
OF_A_DRAFT = ("change_paper", "publish_paper", "remove_paper")


def of_administration(administrator, contributor):
    """The arguments of each route, by its name."""
    ensure_default_schedules()
    schedule = {"pk": ReportSchedule.objects.get(made_as="weekly").pk}
    entry = {"pk": factory.entry(by=administrator).pk}
    public = {"pk": factory.public(factory.note(by=administrator), by=administrator).pk}
    draft = {"pk": factory.topic(by=administrator).pk}
    table = {"year": 2030, "number": 1}
    return {
        **{f"desk_forums:{name}": {"year": 2030} for name in OF_A_FORUM},
        **{f"desk_forums:{name}": table for name in OF_A_TABLE},
        **{f"desk_forums:{name}": draft for name in OF_A_DRAFT},
        **{f"desk_forums:{name}": public for name in ("paper", "take_off_paper")},
        **{f"desk_forums:{name}": entry for name in ("entry", "remove_entry")},
        **{f"schedules:{name}": schedule for name in ("detail", "pause", "resume", "run", "end")},
        "people:state": {"iso3": accounts.portugal().pk},
        "people:organisation": {"pk": contributor.delegations.get().organisation_id},
    }
