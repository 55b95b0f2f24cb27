"""What `frontdesk ask --json` prints of one message. The shape is stable: tools rely on it (docs/operations.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from bot.messages.effects import OpenTicket
from bot.turns.opened import Answer, Opened
from bot.turns.rendering import Rendered
from bot.turns.stopwatch import Stopwatch


class FaqTrace(TypedDict):
    id: str
    score: float


class FindingTrace(TypedDict):
    category: str
    start: int
    end: int
    score: float


class ButtonTrace(TypedDict):
    title: str


class ReplyTrace(TypedDict):
    text: str
    buttons: list[ButtonTrace]
    link: str | None


class Trace(TypedDict):
    intent: str | None
    confidence: float | None
    route: str
    safety: str | None
    faq: FaqTrace | None
    phi: list[FindingTrace]
    action: str
    masked: str
    masked_rasa: str
    replies: list[ReplyTrace]
    handoff: bool
    ms: dict[str, float]


def trace_of(opened: Opened, answer: Answer, rendered: Sequence[Rendered], watch: Stopwatch) -> Trace:
    guarded = opened.guarded
    return Trace(
        intent=answer.intent,
        confidence=None if answer.confidence is None else round(answer.confidence, 4),
        route=answer.route.value,
        safety=opened.red_flag.alarm.value if opened.red_flag else None,
        faq=FaqTrace(id=answer.faq[0], score=round(answer.faq[1], 4)) if answer.faq else None,
        phi=[
            FindingTrace(category=one.category.value, start=one.start, end=one.end, score=round(one.score, 3))
            for one in guarded.findings
        ],
        action=guarded.action.value,
        masked=guarded.refuse,
        masked_rasa=guarded.wide,
        replies=[
            ReplyTrace(
                text=one.draft.text,
                buttons=[ButtonTrace(title=button.title) for button in one.draft.buttons],
                link=one.link,
            )
            for one in rendered
        ],
        handoff=any(isinstance(effect, OpenTicket) for effect in answer.effects),
        ms=watch.milliseconds(),
    )
