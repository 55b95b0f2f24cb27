"""What is said beside a wish: why, when they are busy, what has been, what they ask about. It must not be read as one.

1. A message is cut into remarks at its marks and at words such as "so" and "because".
2. Each remark that names a time is judged: a wish, a statement ("i work fridays"), or an aside ("i called on friday").
3. Asides go. Statements go when the message wishes for something too, save that days of theirs are taken away:
   "friday i work. any other day". With nothing else to go by, a statement is left for the grammar to read.
4. "That" and "then" after a limit become the time that was named before: "my exam is on the 9th so after that".

The words are those of `plain`; the languages differ in their vocabularies only (`remark_vocabulary`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.scheduling.wish_reading.remark_vocabulary import Vocabulary


class Kind(Enum):
    WISH = "wish"
    STATEMENT = "statement"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Remark:
    mark: str
    text: str
    kind: Kind = Kind.WISH


@dataclass(frozen=True, slots=True)
class Heard:
    """`beside`: the words left out."""

    words: str
    beside: tuple[str, ...]


MANY_UNKNOWN = 2
"""So many words of no meaning here make a statement of a remark before "so"."""


def without_remarks(words: str, vocabulary: Vocabulary) -> Heard:
    """What is wished for, and days that are to be taken away after "not"."""
    remarks = _corrected(_cut(_with_day_named_again(words, vocabulary), vocabulary), vocabulary)
    judged = [_judged(remarks, index, vocabulary) for index in range(len(remarks))]
    wished = " ".join(remark.text for remark in judged if _wishes(remark, vocabulary))
    kept: list[str] = []
    beside: list[str] = []
    named = ""  # the last time named in what was left out
    for index, remark in enumerate(judged):
        text = remark.text
        if vocabulary.time.search(text) and remark.kind is not Kind.WISH:
            named = _last_time(text, vocabulary) or named
            text = _left_of(remark, wished, vocabulary)
            beside += remark.text.split() if not text else ()
        elif named and remark.kind is Kind.WISH and (refers := vocabulary.refers.search(text)):
            text = f"{text[: refers.start()]}{refers[1]} {vocabulary.of}{named}{text[refers.end() :]}"
        elif time := _last_time(text, vocabulary):
            named = time
        if text == remark.text and _is_refused_after(judged[index + 1 :], vocabulary):
            text = f"not {text} ."
        kept += (_separator(remark.mark, vocabulary), text)
    return Heard(" ".join(" ".join(kept).split()), tuple(beside))


def _with_day_named_again(words: str, vocabulary: Vocabulary) -> str:
    """ "My check in is at 9 on the 1st so after 11 that day"."""
    again = vocabulary.same_day.search(words)
    named = list(vocabulary.day.finditer(words, 0, again.start())) if again else []
    return f"{words[: again.start()]}{named[-1][0].strip()}{words[again.end() :]}" if again and named else words


def _is_refused_after(following: Sequence[Remark], vocabulary: Vocabulary) -> bool:
    """ "This friday is black friday so no way"; "church is on sunday, otherwise i am free"."""
    if following and following[0].mark in vocabulary.so and vocabulary.never_so.match(following[0].text):
        return True
    return any(vocabulary.rest.match(remark.text) for remark in following if remark.kind is Kind.WISH)


def _cut(words: str, vocabulary: Vocabulary) -> list[Remark]:
    remarks, mark, start = [], "", 0
    for match in vocabulary.cut.finditer(words):
        if text := words[start : match.start()].strip():
            remarks.append(Remark(mark, text))
        if text or match[0].strip():
            mark = match[0].strip()
        start = match.end()
    remarks.append(Remark(mark, words[start:].strip()))
    return _with_lists_whole(remarks, vocabulary)


def _with_lists_whole(remarks: Sequence[Remark], vocabulary: Vocabulary) -> list[Remark]:
    """The commas in "i work monday, tuesday and friday" part nothing."""
    whole: list[Remark] = []
    for remark in remarks:
        last = whole[-1] if whole else None
        goes_on = remark.mark == "," and _is_bare_day(remark.text, vocabulary)
        if last and goes_on and vocabulary.stating.search(last.text) and vocabulary.ends_list.search(remark.text):
            whole[-1] = replace(last, text=f"{last.text} and {remark.text}")
        else:
            whole.append(remark)
    return whole


def _corrected(remarks: Sequence[Remark], vocabulary: Vocabulary) -> Sequence[Remark]:
    """What stands after the last "no wait"."""
    for index in reversed(range(len(remarks))):
        match = vocabulary.correction.match(remarks[index].text)
        rest = " ".join(remark.text for remark in remarks[index:])
        if match and vocabulary.time.search(rest):
            return [replace(remarks[index], text=remarks[index].text[match.end() :].strip()), *remarks[index + 1 :]]
    return remarks


def _judged(remarks: Sequence[Remark], index: int, vocabulary: Vocabulary) -> Remark:
    remark = remarks[index]
    following = remarks[index + 1] if index + 1 < len(remarks) else None
    before_so = following is not None and following.mark in vocabulary.so
    looked_back_to = before_so and following is not None and vocabulary.refers.search(following.text) is not None
    if vocabulary.asking.search(remark.text):
        return replace(remark, kind=Kind.ASIDE)
    if vocabulary.wanting.search(remark.text):
        return remark
    if vocabulary.past.search(remark.text):
        return replace(remark, kind=Kind.ASIDE)
    unknown = [word for word in remark.text.split() if word not in vocabulary.known and word.isalpha()]
    if (
        vocabulary.stating.search(remark.text)
        or vocabulary.starting.search(remark.text)
        or (_is_bare_day(remark.text, vocabulary) and following is not None and _says_busy(following, vocabulary))
        or remark.mark in vocabulary.because
        or looked_back_to
        or (before_so and len(unknown) >= MANY_UNKNOWN)
    ):
        return replace(remark, kind=Kind.STATEMENT)
    return remark


def _is_bare_day(text: str, vocabulary: Vocabulary) -> bool:
    """Such as "monday to friday", with nothing beside it."""
    left = vocabulary.day.sub("", text)
    return left != text and not vocabulary.between_days.sub("", left).strip()


def _says_busy(remark: Remark, vocabulary: Vocabulary) -> bool:
    """What follows a bare time: "monday to friday i drive a truck"."""
    return not (remark.mark or vocabulary.time.search(remark.text) or vocabulary.wanting.search(remark.text)) and (
        vocabulary.stating.search(remark.text) is not None
    )


def _wishes(remark: Remark, vocabulary: Vocabulary) -> bool:
    named = vocabulary.time.search(remark.text) or vocabulary.refers.search(remark.text)
    return remark.kind is Kind.WISH and named is not None


def _last_time(text: str, vocabulary: Vocabulary) -> str:
    """Its clock and its day, as far as it names them."""
    clocks = vocabulary.clock.findall(vocabulary.day.sub(" ", text))
    days = [match[0].strip() for match in vocabulary.day.finditer(text)]
    return " ".join((*clocks[-1:], *days[-1:]))


def _left_of(remark: Remark, wished: str, vocabulary: Vocabulary) -> str:
    """What of a statement or an aside still counts."""
    if remark.kind is Kind.ASIDE or vocabulary.starting.search(remark.text):
        return ""
    if not wished:
        telling = vocabulary.limiting.search(remark.text) or vocabulary.busy.search(remark.text)
        return remark.text if telling or _is_bare_day(remark.text, vocabulary) else ""
    days = {match[0] for match in vocabulary.day.finditer(remark.text)}
    limits = vocabulary.limiting.search(remark.text)
    if limits or vocabulary.clock.search(remark.text):
        # "My lunch is 11:30 to 12:30, friday": its hours are all there is to go by.
        told = vocabulary.hours.search(wished) or vocabulary.refers.search(wished)
        return remark.text if limits and not days and not told else ""
    # "I work friday so friday after 5": a day that is wished for is not taken away.
    return f"not {remark.text} ." if days and not any(day in wished for day in days) else ""


def _separator(mark: str, vocabulary: Vocabulary) -> str:
    return "." if mark in vocabulary.so or mark in vocabulary.because else mark
