"""One person for every role, and a pledge in every status, for the tests that try a verb on all of them."""

from datetime import date

from accounts.models import User
from tests.factories import accounts, pledges
from workflow import services
from workflow.states import Status


def everybody():
    """One person for every role, none of whom drafted the record."""
    return {
        "focal point": accounts.focal_point("PRT", email="second.focal@example.org"),
        "drafter": accounts.drafter("PRT"),
        "another State's focal point": accounts.focal_point("KEN"),
        "former focal point": accounts.focal_point("PRT", email="former@example.org", ends_on=date(2026, 1, 31)),
        "moderator": accounts.moderator("second.moderator@example.org"),
        "administrator": accounts.administrator(),
        "nobody": accounts.person("nobody@example.org"),
        "superuser": accounts.person("superuser@example.org", is_superuser=True),
        "system": User.objects.system(),
    }


def in_status(status):
    """A pledge of Portugal in that status, brought there by the verbs themselves."""
    author, moderator = accounts.focal_point("PRT"), accounts.moderator()
    if status == Status.DRAFT:
        return pledges.draft(author)
    if status == Status.WITHDRAWN:
        return services.withdraw(pledges.draft(author), by=author)
    item = pledges.submitted(author)
    if status == Status.RETURNED:
        return services.return_for_changes(item, by=moderator, note="Please say when.")
    if status == Status.REJECTED:
        return services.reject(item, by=moderator, note="Not about migration.")
    if status in {Status.PUBLISHED, Status.RETRACTED}:
        services.publish(item, by=moderator)
    if status == Status.RETRACTED:
        services.retract(item, by=moderator, note="Published in error.")
    return item
