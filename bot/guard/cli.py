"""What `frontdesk guard` prints: what the guard makes of each line. No Rasa, no database, nothing kept.

`run_jsonl` takes `{"text", "channel"?}` a line and gives `{"phi", "masked", "masked_rasa", "action"}`; offsets are code
points into the text as given, end exclusive. `run_explain` is for a developer's own terminal: it shows the text too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from bot.errors import GuardError
from bot.guard.guard import Guard
from bot.guard.policy import CEILINGS
from bot.messages.channel import Ceiling
from bot.messages.guarded import Finding, GuardedMessage

DEFAULT_CHANNEL = "messenger"


def run_jsonl(lines: Iterable[str], out: TextIO, guard: Guard) -> None:
    for line in lines:
        if not line.strip():
            continue
        request = json.loads(line)
        ceiling = CEILINGS.get(request.get("channel") or DEFAULT_CHANNEL, Ceiling.SOCIAL)
        message = _read(guard, str(request["text"]), ceiling)
        answer = {
            "phi": [_finding(finding) for finding in message.findings],
            "masked": message.refuse,
            "masked_rasa": message.wide,
            "action": message.action.value,
        }
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()


def run_explain(lines: Iterable[str], out: TextIO, guard: Guard) -> None:
    """One message a line, as text."""
    for line in lines:
        text = line.rstrip("\n")
        message = _read(guard, text, Ceiling.SOCIAL)
        out.write(f"{message.action.value}: {message.refuse}\n")
        if message.wide != message.refuse:
            out.write(f"  for Rasa: {message.wide}\n")
        for finding in message.wide_findings:
            tier = "refuse" if finding in message.findings else "wide"
            found = text[finding.start : finding.end]
            spoke = f"{finding.recognizer}, {finding.cue or 'no cue'}"
            out.write(f"  {finding.category.value} {found!r}: {spoke}, {finding.score:.2f}, {tier}\n")
        out.flush()


def _read(guard: Guard, text: str, ceiling: Ceiling) -> GuardedMessage:
    try:
        return guard.read(text, ceiling)
    except GuardError:
        return guard.blocked(ceiling)


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "category": finding.category.value,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 2),
    }
