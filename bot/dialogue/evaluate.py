"""Measures how Rasa takes messages: `frontdesk evaluate nlu FILE…`.

A file is Rasa's own NLU format. Its messages are read as Rasa gets them, masked: they hold placeholders such as [NAME]
where a patient's message would. *Likeliest* is the intent in the first place, sure or not; Rasa *asks back* when it is
not sure; *confident and wrong* is a message it would act on by a wrong intent. Intervals are Wilson's, 95 %.
*Calibration error*: how far confidence and the share of right ones lie apart, on average (ECE in ten bins; Guo et al.,
"On Calibration of Modern Neural Networks", 2017).
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.dialogue.classifying import Reading
from bot.wilson import percent

UNSURE = "nlu_fallback"
BINS = 10


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    text: str
    intent: str


@dataclass(frozen=True, slots=True)
class Outcome:
    message: Message
    reading: Reading

    @property
    def likeliest(self) -> str:
        return self.reading.ranking[0]

    @property
    def right(self) -> bool:
        return self.likeliest == self.message.intent

    @property
    def asked_back(self) -> bool:
        return self.reading.intent == UNSURE

    @property
    def confident_wrong(self) -> bool:
        return self.reading.intent not in (UNSURE, self.message.intent)


def read_messages(path: Path) -> list[Message]:
    """Raises ValueError when the file is not in Rasa's NLU format, or has no messages."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        messages = [
            Message(line.removeprefix("- ").strip(), entry["intent"])
            for entry in entries
            for line in entry["examples"].splitlines()
            if line.strip()
        ]
    except (KeyError, TypeError, AttributeError, yaml.YAMLError):
        raise ValueError(f"{path}: not in Rasa's NLU format") from None
    if not messages:
        raise ValueError(f"{path}: no messages")
    return messages


def outcomes(messages: Sequence[Message], readings: Iterable[Reading]) -> list[Outcome]:
    return [Outcome(message, reading) for message, reading in zip(messages, readings, strict=True)]


def as_lines(results: Sequence[Outcome]) -> Iterator[str]:
    """Figures, a line an intent, then which intents were taken for which. No texts."""
    total, asked = len(results), [one for one in results if one.asked_back]
    acted = [one for one in results if not one.asked_back]
    yield f"likeliest intent right  {percent(sum(one.right for one in results), total)} of {total}"
    yield f"asked back              {percent(len(asked), total)}"
    yield f"  likeliest was right   {percent(sum(one.right for one in asked), len(asked))} of {len(asked)}"
    yield f"confident and wrong     {percent(sum(one.confident_wrong for one in results), total)}"
    yield f"  of those acted on     {percent(sum(one.confident_wrong for one in acted), len(acted))} of {len(acted)}"
    if total:
        yield f"calibration error       {100 * calibration_error(results):.1f} %"
    if total > 1:
        cuts = statistics.quantiles([one.reading.milliseconds for one in results], n=100, method="inclusive")
        yield f"ms a message            p50 {cuts[49]:.1f}  p99 {cuts[98]:.1f}"
    yield from ("", *_by_intent(results))
    confused = Counter((one.message.intent, one.likeliest) for one in results if not one.right)
    if confused:
        yield from ("", "     expected  ->  taken for")
        yield from (f"{count:3}  {expected}  ->  {taken}" for (expected, taken), count in confused.most_common())


def calibration_error(results: Sequence[Outcome]) -> float:
    """0..1; of at least one message."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for one in results:
        bins[min(BINS - 1, int(BINS * one.reading.confidence))].append(one)
    apart = (abs(sum(one.reading.confidence - one.right for one in some)) for some in bins.values())
    return sum(apart) / len(results)


def misses(results: Iterable[Outcome]) -> Iterator[str]:
    """With their texts: for a terminal only."""
    for one in results:
        if not one.right or one.confident_wrong:
            how = "asked back" if one.asked_back else "acted"
            yield f"  - {one.message.intent} taken for {one.likeliest}, {how} | {one.message.text}"


def _by_intent(results: Sequence[Outcome]) -> Iterator[str]:
    expected = Counter(one.message.intent for one in results)
    taken = Counter(one.likeliest for one in results)
    right = Counter(one.message.intent for one in results if one.right)
    yield f"{'intent':<24}{'recall':<22}{'of':>5}   {'precision':<22}{'of':>5}"
    for intent in sorted(expected | taken):
        recall, precision = percent(right[intent], expected[intent]), percent(right[intent], taken[intent])
        yield f"{intent:<24}{recall:<22}{expected[intent]:>5}   {precision:<22}{taken[intent]:>5}"
