"""`frontdesk guard --jsonl`: what the guard makes of each line. No Rasa, no database, nothing kept.

In: `{"text", "channel"?}` a line. Out: `{"phi", "masked", "masked_rasa", "action"}`; offsets are code points into the
text as given, end exclusive. `explain` adds recognizer, cue and the text itself, for a developer's own terminal.
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


def run_jsonl(lines: Iterable[str], out: TextIO, guard: Guard, *, explain: bool = False) -> None:
    for line in lines:
        if not line.strip():
            continue
        request = json.loads(line)
        text = str(request["text"])
        ceiling = CEILINGS.get(request.get("channel") or DEFAULT_CHANNEL, Ceiling.SOCIAL)
        out.write(json.dumps(_answer(guard, text, ceiling, explain=explain), ensure_ascii=False) + "\n")
        out.flush()


def _answer(guard: Guard, text: str, ceiling: Ceiling, *, explain: bool) -> dict[str, object]:
    try:
        message = guard.read(text, ceiling)
    except GuardError:
        message = guard.blocked(ceiling)
    answer: dict[str, object] = {
        "phi": [_finding(finding) for finding in message.findings],
        "masked": message.refuse,
        "masked_rasa": message.wide,
        "action": message.action.value,
    }
    if explain:
        answer["explain"] = _explained(message, text)
    return answer


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "category": finding.category.value,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 2),
    }


def _explained(message: GuardedMessage, text: str) -> list[dict[str, object]]:
    return [
        {
            **_finding(finding),
            "tier": "refuse" if finding in message.findings else "wide",
            "recognizer": finding.recognizer,
            "cue": finding.cue,
            "text": text[finding.start : finding.end],
        }
        for finding in message.wide_findings
    ]
