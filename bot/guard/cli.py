"""What `frontdesk guard` prints: what the guard makes of each message. No Rasa, no database, nothing kept.

`run_jsonl` gives `{"phi", "masked", "masked_rasa", "action"}` a line; offsets are code points into the text as given,
end exclusive. `run_explain` is for a developer's own terminal: it shows the text too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, groupby
from typing import TextIO

from bot.errors import GuardError
from bot.guard.guard import Guard
from bot.guard.policy import CEILINGS
from bot.messages.channel import Ceiling
from bot.messages.guarded import Finding, GuardedMessage

DEFAULT_CHANNEL = "messenger"


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    text: str
    ceiling: Ceiling


def plain_requests(lines: Iterable[str]) -> Iterator[Request]:
    """A message a line."""
    for line in lines:
        yield Request(line.rstrip("\n"), CEILINGS[DEFAULT_CHANNEL])


def json_requests(lines: Iterable[str]) -> Iterator[Request]:
    """`{"text", "channel"?}` a line."""
    for line in lines:
        if line.strip():
            request = json.loads(line)
            ceiling = CEILINGS.get(request.get("channel") or DEFAULT_CHANNEL, Ceiling.SOCIAL)
            yield Request(str(request["text"]), ceiling)


def run_jsonl(requests: Iterable[Request], out: TextIO, guard: Guard, *, at_once: int = 1) -> None:
    """`at_once`: messages that are read together; the first answer comes after so many."""
    for some in batched(requests, at_once):
        for ceiling, group in groupby(some, key=lambda request: request.ceiling):
            for message in _read(guard, [request.text for request in group], ceiling):
                answer = {
                    "phi": [_finding(finding) for finding in message.findings],
                    "masked": message.refuse,
                    "masked_rasa": message.wide,
                    "action": message.action.value,
                }
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()


def run_explain(requests: Iterable[Request], out: TextIO, guard: Guard) -> None:
    for request in requests:
        text = request.text
        (message,) = _read(guard, [text], request.ceiling)
        out.write(f"{message.action.value}: {message.refuse}\n")
        if message.wide != message.refuse:
            out.write(f"  for Rasa: {message.wide}\n")
        for finding in message.wide_findings:
            tier = "refuse" if finding in message.findings else "wide"
            found = text[finding.start : finding.end]
            spoke = f"{finding.recognizer}, {finding.cue or 'no cue'}"
            out.write(f"  {finding.category.value} {found!r}: {spoke}, {finding.score:.2f}, {tier}\n")
        out.flush()


def _read(guard: Guard, texts: Sequence[str], ceiling: Ceiling) -> list[GuardedMessage]:
    try:
        return guard.read_many(texts, ceiling)
    except GuardError:
        if len(texts) == 1:
            return [guard.blocked(ceiling)]
        return [message for text in texts for message in _read(guard, [text], ceiling)]


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "category": finding.category.value,
        "start": finding.start,
        "end": finding.end,
        "score": round(finding.score, 2),
    }
