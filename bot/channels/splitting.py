"""Text and buttons made to fit a channel.

Rules: a part never exceeds the limit, counted in the channel's own unit; a break falls on a paragraph, else a
sentence, else a word; a link or a grapheme (an emoji family, a letter with its accents) is cut only when it is longer
than the limit by itself; nothing but the space around a break is lost; buttons stand on the last part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import regex  # type: ignore[import-untyped] # the library has no types; patterns are used on str only

from bot.channels.port import Button
from bot.messages.channel import Capabilities, LengthUnit

SHORTEST_SHARE = 0.4  # of the limit: a better kind of break is not worth a shorter part than this
ELLIPSIS = "…"

_JOINED = r"(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])"  # what follows belongs to the character before
_LINK = regex.compile(r"(?:https?://|www\.)\S+", regex.IGNORECASE)
_PARAGRAPH = regex.compile(rf"\s*\n\s*{_JOINED}")
_SENTENCE = regex.compile(rf"(?<=[.!?…])\s+{_JOINED}|(?<=[。！？])\s*{_JOINED}")  # Chinese, Japanese
_WORD = regex.compile(rf"\s+{_JOINED}")

type _Measure = Callable[[str], int]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One message to send."""

    text: str
    buttons: tuple[Button, ...] = ()


def fit(text: str, buttons: Sequence[Button], capabilities: Capabilities) -> tuple[Part, ...]:
    """`text` and `buttons` as messages this channel can carry, in order; never empty.

    Choices that the channel cannot show as buttons are numbered in the text, from 1, so that "2" answers them.
    """
    shown: tuple[Button, ...] = ()
    if buttons and len(buttons) <= capabilities.quick_replies:
        shown = tuple(Button(_short(button.title, capabilities.quick_reply_title), button.choice) for button in buttons)
    elif buttons:
        numbered = "\n".join(f"{number}. {button.title}" for number, button in enumerate(buttons, start=1))
        text = f"{text.rstrip()}\n\n{numbered}"
    *before, last = split_text(text, capabilities.text_limit, capabilities.text_limit_unit)
    return (*(Part(piece) for piece in before), Part(last, shown))


def split_text(text: str, limit: int, unit: LengthUnit) -> list[str]:
    """At least one part; each at most `limit` long in `unit`."""
    measure = _measure(unit)
    parts = []
    rest = text.strip()
    while measure(rest) > limit:
        end, next_start = _break(rest, limit, measure)
        parts.append(rest[:end])
        rest = rest[next_start:]
    return [*parts, rest] if rest or not parts else parts


def _measure(unit: LengthUnit) -> _Measure:
    if unit is LengthUnit.UTF8_BYTES:
        return lambda text: len(text.encode("utf-8", "surrogatepass"))
    return len


def _break(text: str, limit: int, measure: _Measure) -> tuple[int, int]:
    """Where the first part ends and where the next begins: the last paragraph, sentence or word end that fits."""
    boundaries = _boundaries(text, limit, measure)
    head = max(boundaries)
    for kind in (_PARAGRAPH, _SENTENCE, _WORD):
        found = takewhile(lambda space: space.start() <= head, kind.finditer(text))
        fitting = [space for space in found if space.start() in boundaries]
        if fitting and (kind is _WORD or measure(text[: fitting[-1].start()]) >= limit * SHORTEST_SHARE):
            return fitting[-1].span()  # type: ignore[no-any-return] # untyped library
    return head, head


def _boundaries(text: str, limit: int, measure: _Measure) -> set[int]:
    """Offsets where the text may be cut within the limit; at least one, so that splitting ends."""
    offsets = set()
    end = used = 0
    for atom in _atoms(text, limit, measure):
        used += measure(atom)
        if used > limit:
            break
        end += len(atom)
        offsets.add(end)
    return offsets or {1}


def _atoms(text: str, limit: int, measure: _Measure) -> Iterator[str]:
    """Links and graphemes, in order; code points where one of those is over the limit by itself."""
    position = 0
    for link in _LINK.finditer(text):
        yield from _graphemes(text[position : link.start()], limit, measure)
        if measure(link[0]) <= limit:
            yield link[0]
        else:
            yield from _graphemes(link[0], limit, measure)
        position = link.end()
    yield from _graphemes(text[position:], limit, measure)


def _graphemes(text: str, limit: int, measure: _Measure) -> Iterator[str]:
    for found in regex.finditer(r"\X", text):
        grapheme = found[0]
        if measure(grapheme) <= limit:
            yield grapheme
        else:
            yield from grapheme


def _short(title: str, limit: int) -> str:
    """A button's title in at most `limit` characters, cut at a word where there is one."""
    if len(title) <= limit:
        return title
    head = title[: max(_boundaries(title, limit - len(ELLIPSIS), len))]
    words, space, _ = head.rpartition(" ")
    kept = words if space and not title[len(head) :].startswith(" ") else head
    return kept.rstrip(" ,;:-") + ELLIPSIS
