"""What the desk writes into the audit, by name. Details hold ids and enumerations, never text or addresses."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SECOND_FACTOR = "second_factor"
    SECOND_FACTOR_SET = "second_factor_set"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - the name of a deed
    SESSION_ENDED = "session_ended"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ACCOUNT_RESET = "account_reset"
    ROLE_CHANGE = "role_change"
    EMERGENCY_ACCESS = "emergency_access"
    EMERGENCY_ACCESS_REVIEWED = "emergency_access_reviewed"
    CLAIM = "claim"
    CLAIM_EXPIRED = "claim_expired"
    TAKE_OVER = "take_over"
    REPLY = "reply"
    SECURE_LINK = "secure_link"
    HAND_BACK = "hand_back"
    CLOSE = "close"
    ACKNOWLEDGE = "acknowledge"
    APPOINTMENTS_VIEW = "appointments_view"
    AUDIT_VIEW = "audit_view"
    FAQ_APPROVE = "faq_approve"
    FAQ_EDIT = "faq_edit"
