"""Who comes, and why. PHI: it exists in the clear only between the page and the vault, or before staff's eyes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    name: str
    date_of_birth: date
    phone: str  # E.164
    reason: str
    new_patient: bool
    email: str | None = None

    def __repr__(self) -> str:
        return "Identity(…)"

    def to_bytes(self) -> bytes:
        values = {**asdict(self), "date_of_birth": self.date_of_birth.isoformat()}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Identity:
        values = json.loads(data)
        return cls(**{**values, "date_of_birth": date.fromisoformat(values["date_of_birth"])})
