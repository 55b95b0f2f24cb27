"""What the desk writes into the audit, by name. Details hold ids and enumerations, never text or addresses."""

from __future__ import annotations

from enum import StrEnum

SYSTEM = "system"
NOBODY = "nobody"  # signing in failed: it is not known who it was


def staff_actor(account_id: str) -> str:
    return f"staff:{account_id}"


def about_account(account_id: str) -> str:
    return f"staff:{account_id}"


def about_conversation(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


class Deed(StrEnum):
    SIGN_IN = "desk.sign_in"
    SIGN_OUT = "desk.sign_out"
    SECOND_FACTOR = "desk.second_factor"
    SECOND_FACTOR_SET = "account.second_factor_set"
    PASSWORD_CHANGE = "account.password_change"  # noqa: S105 - the name of a deed
    SESSION_END = "account.session_end"
    ACCOUNT_CREATE = "account.create"
    ACCOUNT_DISABLE = "account.disable"
    ACCOUNT_ENABLE = "account.enable"
    ACCOUNT_RESET = "account.reset"
    ROLE_CHANGE = "account.role_change"
    EMERGENCY_ACCESS = "emergency_access.start"
    EMERGENCY_ACCESS_REVIEW = "emergency_access.review"
    CLAIM = "ticket.claim"
    CLAIM_EXPIRE = "ticket.claim_expire"
    TAKE_OVER = "ticket.take_over"
    HAND_BACK = "ticket.hand_back"
    CLOSE = "ticket.close"
    ACKNOWLEDGE = "ticket.acknowledge"
    REPLY = "conversation.reply"
    SECURE_LINK = "conversation.secure_link"
    ASK_PROOF = "conversation.ask_proof"
    WITHDRAW = "conversation.withdraw"
    APPOINTMENTS_READ = "appointments.read"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    AUDIT_EXPORT = "audit.export"
