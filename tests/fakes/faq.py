"""A FAQ that finds what the test says it finds. Implements `actions.faq.Search`."""

from __future__ import annotations

from bot.faq.search import FaqMatch, FaqResult
from bot.messages.effects import Language


def match(entry_id: str, score: float = 0.95, *, source: str = "Source: CDC") -> FaqMatch:
    return FaqMatch(
        id=entry_id,
        score=score,
        question=f"What about {entry_id}?",
        answer=f"All about {entry_id}.",
        source=source,
        review="Sample, not clinically reviewed",
    )


class FakeFaq:
    """`found` is what any search gives but those in `found_for`; `asked` keeps what was searched for."""

    def __init__(self) -> None:
        self.found = FaqResult(None, (), sure=False)
        self.found_for: dict[str, FaqResult] = {}
        self.asked: list[str] = []

    async def search(self, question: str, language: Language) -> FaqResult:  # noqa: ARG002 - as the port has it
        self.asked.append(question)
        return self.found_for.get(question, self.found)

    async def entry(self, entry_id: str, language: Language) -> FaqMatch | None:  # noqa: ARG002
        return match(entry_id) if entry_id in {"hours", "flu-shot"} else None
