"""Errors that carry a decision: may it be tried again, and which fixed text does the patient get?

No error here ever holds message text, a token, a key or a digest. Its `code` is stable and safe to log.
"""

from __future__ import annotations

from typing import ClassVar


class FrontdeskError(Exception):
    """The one base. `code` goes to logs and metrics; `patient_text` names a fixed text in `bot/texts`."""

    code: ClassVar[str] = "unexpected"
    retryable: ClassVar[bool] = False
    patient_text: ClassVar[str] = "fallback_unavailable"


class StartupError(FrontdeskError):
    """The configuration or the machine is not fit to run. The message says what to change."""

    code = "startup"


class RefusedWebhookError(FrontdeskError):
    """A request to a webhook that is not what the network would send. `status` is the HTTP answer."""

    code = "webhook_refused"

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.reason = code
        self.status = status


class GuardError(FrontdeskError):
    """The guard could not read a text: nothing passes, a fixed safe text is sent."""

    code = "guard_failed"
    patient_text = "guard_failed"


class DialogueUnavailableError(FrontdeskError):
    """Rasa is down, slow, or answered without a receipt. The degraded route answers instead."""

    code = "dialogue_unavailable"


class VaultError(FrontdeskError):
    """A blob could not be sealed or revealed. One error for every cause, so that nothing can be probed."""

    code = "vault"


class LeaseLostError(FrontdeskError):
    """Another worker took the row over: what this one did must have no effect."""

    code = "lease_lost"
    retryable = True


class SlotTakenError(FrontdeskError):
    """The time is no longer free."""

    code = "slot_taken"
    patient_text = "booking_slot_taken"


class SendError(FrontdeskError):
    """A channel did not take a message."""

    code = "send_failed"


class SendRefusedError(SendError):
    """Final: the network refuses this message and will go on refusing it."""

    code = "send_refused"


class SendDelayedError(SendError):
    """The network asks to try again; `retry_after` is in seconds, None when it does not say."""

    code = "send_delayed"
    retryable = True

    def __init__(self, retry_after: float | None = None) -> None:
        super().__init__(self.code)
        self.retry_after = retry_after


class SendUncertainError(SendError):
    """Nobody knows whether the message arrived (a time-out after the bytes left)."""

    code = "send_uncertain"


class AuditError(FrontdeskError):
    """The audit log is not whole: what would have been recorded must not happen."""

    code = "audit"


class KeyInUseError(FrontdeskError):
    """A key-encryption key still wraps data keys and may not be destroyed."""

    code = "key_in_use"
