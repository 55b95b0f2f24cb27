"""A question put on the command line: a line of text, or JSON `{"text", "conversation"?, "channel"?}`."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    text: str
    channel: str
    conversation: str | None = None  # questions with the same name belong together; None: a new one each


def read_question(line: str, channel: str) -> Question:
    """A line that is no JSON object with a text is a message itself."""
    line = line.rstrip("\r\n")
    try:
        fields = json.loads(line)
    except ValueError:
        return Question(line, channel)
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
        return Question(line, channel)
    named = fields.get("conversation")
    return Question(fields["text"], str(fields.get("channel") or channel), None if named is None else str(named))
