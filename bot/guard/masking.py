"""Merges findings and writes placeholders such as `[PHONE]` in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.messages.guarded import Category, Finding

PLACEHOLDER = re.compile(r"\[(?:" + "|".join(category.value for category in Category) + r")\]")
OPAQUE = "\ufffc"  # stands for each character of a placeholder, so that no recognizer reads one
GAP_WITHIN_ONE = re.compile(r"[ ,]{1,2}")  # between two parts of one name or address


def hide_placeholders(text: str) -> str:
    """Same length: a text that is masked already stays as it is."""
    return PLACEHOLDER.sub(lambda found: OPAQUE * len(found.group()), text)


def merge(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Left to right, without overlaps. Of overlapping findings the surest gives the category."""
    merged: list[Finding] = []
    for finding in sorted(findings, key=lambda one: (one.start, -one.end)):
        if merged and _belongs(merged[-1], finding, text):
            before = merged.pop()
            surest = max(before, finding, key=lambda one: (one.score, one.cue == "label", one.end - one.start))
            merged.append(replace(surest, start=before.start, end=max(before.end, finding.end)))
        else:
            merged.append(finding)
    return tuple(merged)


def _belongs(before: Finding, finding: Finding, text: str) -> bool:
    if finding.start < before.end:
        return True
    same_kind = finding.category is before.category and before.category in {Category.NAME, Category.ADDRESS}
    return same_kind and GAP_WITHIN_ONE.fullmatch(text[before.end : finding.start]) is not None


def mask(text: str, findings: Sequence[Finding]) -> str:
    """`findings` as `merge` returns them."""
    return Masked(text, findings).text


class Masked:
    """A masked text that knows where each of its characters stands in the text as typed."""

    def __init__(self, typed: str, findings: Sequence[Finding]) -> None:
        """`findings` as `merge` returns them."""
        pieces: list[str] = []
        self._from: list[int] = []  # of each masked character, where what it stands for begins
        self._to: list[int] = []  # and where it ends
        position = 0
        for finding in findings:
            self._keep(position, finding.start)
            placeholder = f"[{finding.category.value}]"
            pieces += (typed[position : finding.start], placeholder)
            self._from += [finding.start] * len(placeholder)
            self._to += [finding.end] * len(placeholder)
            position = finding.end
        self._keep(position, len(typed))
        self.text = "".join((*pieces, typed[position:]))

    def in_typed(self, finding: Finding) -> Finding:
        """A finding in the masked text, with its offsets in the text as typed."""
        return replace(finding, start=self._from[finding.start], end=self._to[finding.end - 1])

    def _keep(self, start: int, end: int) -> None:
        self._from += range(start, end)
        self._to += range(start + 1, end + 1)
