"""Who a person is, as predicates: who may, never when."""

import rules
from django.utils import timezone

from accounts.states import DelegationRole, StaffRole


@rules.predicate
def is_moderator(user) -> bool:
    """IOM staff who decide on what came in."""
    return user.is_active and user.staff_role in {StaffRole.MODERATOR, StaffRole.ADMINISTRATOR}


@rules.predicate
def is_administrator(user) -> bool:
    """IOM staff who invite people and keep the reference data."""
    return user.is_active and user.staff_role == StaffRole.ADMINISTRATOR


@rules.predicate
def looks_after_people(user) -> bool:
    """Administrators, and superusers until there is an administrator."""
    return user.is_active and (user.staff_role == StaffRole.ADMINISTRATOR or user.is_superuser)


@rules.predicate
def is_system(user) -> bool:
    """The machine itself."""
    return getattr(user, "is_system", False)  # a visitor has no such field


def _speaks_for(user, item, roles) -> bool:
    if item is None or not user.is_active:
        return False
    return (
        user.delegations.in_force(timezone.localdate())
        .filter(role__in=roles, state_id=item.state_id, organisation_id=item.organisation_id)
        .exists()
    )


@rules.predicate
def drafts_for_its_owner(user, item) -> bool:
    """A drafter or focal point, today, of the State or organisation that owns the item."""
    return _speaks_for(user, item, [DelegationRole.DRAFTER, DelegationRole.FOCAL_POINT])


@rules.predicate
def speaks_for_its_owner(user, item) -> bool:
    """A focal point, today, of the State or organisation that owns the item."""
    return _speaks_for(user, item, [DelegationRole.FOCAL_POINT])


@rules.predicate
def must_use_two_factors(user) -> bool:
    """Staff, superusers and whoever is a focal point today, of a State or an organisation."""
    if user.staff_role or user.is_superuser:
        return True
    return user.delegations.in_force(timezone.localdate()).filter(role=DelegationRole.FOCAL_POINT).exists()


@rules.predicate
def is_about_a_drafter(user, item) -> bool:
    """What a focal point may see to by themselves: an invitation or a delegation of a drafter."""
    return item is not None and item.role == DelegationRole.DRAFTER


@rules.predicate
def was_sent_by(user, invitation) -> bool:
    """The person who sent the invitation."""
    return invitation is not None and invitation.invited_by_id == user.pk


rules.add_perm("accounts.invite", looks_after_people)
rules.add_perm("accounts.look_after_people", looks_after_people)
rules.add_perm("accounts.search_audit", is_administrator)
rules.add_perm("accounts.see_vacancies", is_moderator | looks_after_people)
rules.add_perm("accounts.invite_drafter", speaks_for_its_owner & is_about_a_drafter)
rules.add_perm("accounts.look_after_invitation", speaks_for_its_owner & is_about_a_drafter & was_sent_by)
rules.add_perm("accounts.end_drafter", speaks_for_its_owner & is_about_a_drafter)
rules.add_perm("accounts.nominate", speaks_for_its_owner)
