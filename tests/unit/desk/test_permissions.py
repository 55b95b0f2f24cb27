"""Who may do what, as a table (H9): a change of it must be meant."""

from __future__ import annotations

import pytest

from bot.desk.permissions import EMERGENCY_ACCESS, Permission, Role, permissions_of

NEVER_BY_ROLE = {Permission.EVERYONE, Permission.SIGNING_IN}
WHO = {
    Permission.OWN_ACCOUNT: set(Role),
    Permission.SEE_INBOX: {Role.STAFF},
    Permission.READ_CONVERSATION: {Role.STAFF, Role.PRIVACY_OFFICER},
    Permission.ANSWER: {Role.STAFF},
    Permission.SEE_APPOINTMENTS: {Role.STAFF},
    Permission.SEE_FAQ: set(Role),
    Permission.EDIT_FAQ: {Role.FAQ_ADMIN},
    Permission.SEE_AUDIT: {Role.PRIVACY_OFFICER},
    Permission.HOLD_RECORDS: {Role.PRIVACY_OFFICER},
    Permission.ERASE_RECORDS: {Role.PRIVACY_OFFICER},
    Permission.SEE_FAILURES: {Role.STAFF, Role.PRIVACY_OFFICER, Role.ADMIN},
    Permission.MANAGE_ACCOUNTS: {Role.ADMIN},
    Permission.ASK_EMERGENCY_ACCESS: {Role.FAQ_ADMIN, Role.PRIVACY_OFFICER, Role.ADMIN},
    Permission.REVIEW_EMERGENCY_ACCESS: {Role.PRIVACY_OFFICER},
}


def test_the_table_speaks_of_every_permission() -> None:
    assert WHO.keys() | NEVER_BY_ROLE == set(Permission)


@pytest.mark.parametrize("permission", list(WHO))
def test_each_permission_belongs_to_the_roles_that_need_it(permission: Permission) -> None:
    assert {role for role in Role if permission in permissions_of(role)} == WHO[permission]


def test_emergency_access_adds_patients_and_nothing_else() -> None:
    for role in Role:
        assert permissions_of(role, emergency_access=True) - permissions_of(role) <= EMERGENCY_ACCESS
    assert not EMERGENCY_ACCESS & {Permission.SEE_AUDIT, Permission.MANAGE_ACCOUNTS, Permission.EDIT_FAQ}
