"""Who may do what. A role sees the least its work needs (45 CFR 164.502(b)); nothing is allowed by default."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    STAFF = "staff"
    FAQ_ADMIN = "faq_admin"
    PRIVACY_OFFICER = "privacy_officer"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS: Mapping[Role, str] = MappingProxyType(
    {
        Role.STAFF: "Front desk",
        Role.FAQ_ADMIN: "Answers editor",
        Role.PRIVACY_OFFICER: "Privacy officer",
        Role.ADMIN: "Administrator",
    }
)


class Permission(StrEnum):
    """What a route asks for. Every route names exactly one."""

    EVERYONE = "everyone"  # the sign-in page and its assets, nothing else
    SIGNING_IN = "signing_in"  # the password was right, the second factor or a new password is outstanding
    OWN_ACCOUNT = "own_account"  # anyone signed in
    SEE_INBOX = "see_inbox"
    READ_CONVERSATION = "read_conversation"
    ANSWER = "answer"
    SEE_APPOINTMENTS = "see_appointments"
    SEE_FAQ = "see_faq"
    EDIT_FAQ = "edit_faq"
    SEE_AUDIT = "see_audit"
    HOLD_RECORDS = "hold_records"
    ERASE_RECORDS = "erase_records"
    SEE_FAILURES = "see_failures"
    MANAGE_ACCOUNTS = "manage_accounts"
    ASK_EMERGENCY_ACCESS = "ask_emergency_access"
    REVIEW_EMERGENCY_ACCESS = "review_emergency_access"


P = Permission

ALLOWED: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.STAFF: frozenset(
            {
                P.OWN_ACCOUNT,
                P.SEE_INBOX,
                P.READ_CONVERSATION,
                P.ANSWER,
                P.SEE_APPOINTMENTS,
                P.SEE_FAQ,
                P.SEE_FAILURES,
            }
        ),
        Role.FAQ_ADMIN: frozenset({P.OWN_ACCOUNT, P.SEE_FAQ, P.EDIT_FAQ, P.ASK_EMERGENCY_ACCESS}),
        Role.PRIVACY_OFFICER: frozenset(
            {
                P.OWN_ACCOUNT,
                P.READ_CONVERSATION,
                P.SEE_AUDIT,
                P.HOLD_RECORDS,
                P.ERASE_RECORDS,
                P.SEE_FAQ,
                P.SEE_FAILURES,
                P.ASK_EMERGENCY_ACCESS,
                P.REVIEW_EMERGENCY_ACCESS,
            }
        ),
        Role.ADMIN: frozenset({P.OWN_ACCOUNT, P.SEE_FAQ, P.SEE_FAILURES, P.MANAGE_ACCOUNTS, P.ASK_EMERGENCY_ACCESS}),
    }
)

EMERGENCY_ACCESS = frozenset({P.SEE_INBOX, P.READ_CONVERSATION, P.ANSWER, P.SEE_APPOINTMENTS})
"""What emergency access adds, for a short time, whatever the role (45 CFR 164.312(a)(2)(ii))."""


def permissions_of(role: Role, *, emergency_access: bool = False) -> frozenset[Permission]:
    return ALLOWED[role] | EMERGENCY_ACCESS if emergency_access else ALLOWED[role]
