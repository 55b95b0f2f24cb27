"""A message read in the light of what came before it.

Two cases count. An identifier split over messages ("555", then "0142"): a short piece is read together with the last
ones, and what of it stands in those is told, so that they can be masked too. An answer: after "what number can we
reach you at?" the message is read as if its label stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.guard.masking import mask, merge
from bot.messages.guarded import Category, Completed, Earlier, Finding

LABELS: Mapping[Category, str] = MappingProxyType(
    {
        Category.NAME: "my name is ",
        Category.ADDRESS: "my address is ",
        Category.DATE: "my date of birth is ",
        Category.PHONE: "my phone number is ",
        Category.FAX: "my fax number is ",
        Category.EMAIL: "my email is ",
        Category.SSN: "my ssn is ",
        Category.MRN: "my mrn is ",
        Category.HEALTH_PLAN_ID: "my member id is ",
        Category.ACCOUNT_NUMBER: "my account number is ",
        Category.LICENSE_NUMBER: "my license number is ",
        Category.VEHICLE_ID: "my license plate is ",
        Category.DEVICE_ID: "my serial number is ",
        Category.URL: "my profile is ",
        Category.BIOMETRIC: "my fingerprint id is ",
        Category.OTHER_ID: "my confirmation number is ",
        Category.AGE_OVER_89: "my age is ",
        Category.HEALTH: "i have ",
    }
)
MOST_ENTRIES = 5
LONGEST_ANSWER = 8  # words; a longer message says itself what it is
CUE = (
    r"name|dob|born|birthday|number|phone|cell|ssn|social|mrn|id|email|address|zip|called|nombre"
    r"|llamo|telefono|numero|correo|direccion|live (?:at|in|on)|first name|last name|policy|plan|account|plate"
)
ENDS_WITH_CUE = re.compile(rf"\b(?:{CUE}|is|es)\W*$", re.IGNORECASE)
HAS_CUE = re.compile(rf"\b(?:{CUE})\b", re.IGNORECASE)
PIECE = re.compile(r"\W*(?:[\w@.\-/+()#]+\W+){0,3}[\w@.\-/+()#]+\W*")
STARTS_WITH_DIGITS = re.compile(r"\W*\d[\d\W]*\b")
ENDS_WITH_DIGITS = re.compile(r"(?<!\w)[\d\W]*\d\W*$")


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of an earlier message that is read again: `text[start:]` of entry number `entry` of the window."""

    entry: int
    text: str
    start: int
    at: int  # where it stands in the whole

    def own(self, finding: Finding) -> Finding | None:
        start, end = finding.start - self.at + self.start, finding.end - self.at + self.start
        start, end = max(self.start, start), min(len(self.text), end)
        return replace(finding, start=start, end=end) if start < end else None


@dataclass(frozen=True, slots=True)
class Context:
    """`text` with what stands before it: a label, or fragments of earlier messages."""

    text: str
    before: str = ""
    fragments: tuple[Fragment, ...] = ()

    @property
    def whole(self) -> str:
        return self.before + self.text

    def own(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What lies in the message itself, with offsets into it."""
        shift = len(self.before)
        for finding in findings:
            if finding.end > shift:
                yield replace(finding, start=max(0, finding.start - shift), end=finding.end - shift)

    def value(self, finding: Finding) -> str:
        """The whole of what was found, as typed; "" for what is no part of this message."""
        if finding.end <= len(self.before):
            return ""
        start = finding.start if self.fragments else max(finding.start, len(self.before))
        return self.whole[start : finding.end]

    def reaches_back(self, findings: Iterable[Finding]) -> bool:
        return any(fragment.own(finding) is not None for fragment in self.fragments for finding in findings)

    def completed(self, findings: Sequence[Finding], window: Sequence[Earlier]) -> Iterator[Completed]:
        """Earlier messages as they must be kept from now on."""
        for fragment in self.fragments:
            parts = merge((part for finding in findings if (part := fragment.own(finding)) is not None), fragment.text)
            if not parts:
                continue
            kept = window[fragment.entry].kept
            # Of a piece that was masked before, nothing must come back: all of it is masked now.
            masked = mask(fragment.text, parts) if fragment.text == kept else f"[{parts[0].category.value}]"
            if masked != kept:
                yield Completed(fragment.entry, masked)


def read_in_context(text: str, window: Sequence[Earlier], asked: Category | None) -> Context:
    if asked is not None and asked in LABELS and len(text.split()) <= LONGEST_ANSWER:
        return Context(text, LABELS[asked])
    is_piece = PIECE.fullmatch(text) is not None
    if not window or not (is_piece or STARTS_WITH_DIGITS.match(text)):
        return Context(text)
    fragments = _fragments(window, whole_pieces=is_piece)
    if not fragments or not _belong_together(text, fragments):
        return Context(text)
    before = ""
    placed = []
    for fragment, following in zip(fragments, [*(one.text for one in fragments[1:]), text], strict=True):
        placed.append(replace(fragment, at=len(before)))
        own = fragment.text[fragment.start :].rstrip()
        # A number cut anywhere ("55", "5", "01", "42") has its shape again only without gaps.
        before += own if _all_digits(own) and _all_digits(following) else f"{own} "
    return Context(text, before, tuple(placed))


def _fragments(window: Sequence[Earlier], *, whole_pieces: bool) -> list[Fragment]:
    """Back to the last sentence that says something of its own; of that, what runs over into the next message."""
    fragments: list[Fragment] = []
    first = max(0, len(window) - MOST_ENTRIES)
    for entry in range(len(window) - 1, first - 1, -1):
        earlier = window[entry].typed or window[entry].kept
        if whole_pieces and PIECE.fullmatch(earlier):
            fragments.insert(0, Fragment(entry, earlier, 0, 0))
            continue
        digits = ENDS_WITH_DIGITS.search(earlier)
        if ENDS_WITH_CUE.search(earlier):
            fragments.insert(0, Fragment(entry, earlier, 0, 0))
        elif digits is not None:
            fragments.insert(0, Fragment(entry, earlier, digits.start(), 0))
        break
    return fragments


def _belong_together(text: str, fragments: Sequence[Fragment]) -> bool:
    first, last = fragments[0].text, fragments[-1].text
    has_digits = any(character.isdigit() for character in text)
    return has_digits or any(pattern.search(one) for pattern, one in (
        (ENDS_WITH_CUE, first), (ENDS_WITH_CUE, last), (HAS_CUE, text)
    ))  # fmt: skip


def _all_digits(text: str) -> bool:
    return text.strip().isdecimal()
