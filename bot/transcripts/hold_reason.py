"""Why a conversation is held. The matter itself stays in the clinic's own files: its name may be a patient's."""

from __future__ import annotations

from enum import StrEnum


class HoldReason(StrEnum):
    LITIGATION = "litigation"
    SUBPOENA = "subpoena"
    INVESTIGATION = "investigation"  # by an authority, or of an incident
    COMPLAINT = "complaint"
    RECORDS_REQUEST = "records_request"
