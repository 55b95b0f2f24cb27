"""The guard itself: raw text in, `GuardedMessage` out; and the check of everything that leaves.

Rules. It fails closed: whatever goes wrong is a GuardError, and nothing passes. The wide masking covers all that the
refuse masking covers. What is masked is masked for good: read again, nothing more is found in it (texts of `LONG` and
more are read once). A text too long to be read in time is not read at all. Nothing of a text stays in memory: spaCy's
word store is emptied after each message.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence, Set

from spacy.language import Language
from spacy.tokens import Doc

from bot.errors import GuardError
from bot.guard.allow import is_free
from bot.guard.assets import Assets
from bot.guard.context import Context, read_in_context
from bot.guard.masking import OPAQUE, Masked, hide_placeholders, mask, merge
from bot.guard.normalise import Normalised, normalise
from bot.guard.outbound import check_text
from bot.guard.policy import decide
from bot.guard.port import KnownValues, OutboundVerdict
from bot.guard.recognizers.base import REFUSE_FLOOR
from bot.guard.values import values_of
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, Earlier, Finding, FoundValue, GuardAction, GuardedMessage, GuardMark

MOST_CLEAN = 4_096  # outgoing texts; the oldest go first
READING = ("learned", "second_look")
"""Made for what patients write. What leaves is judged by the rules alone, which don't take our word for anything."""
MOST_READINGS = 8  # of one text; a second one finds nothing new in almost all
LONG = 2_000  # characters, more than a network carries: from here on time counts, and a text is read once
LONGEST = 12_000  # characters; several times what any network carries, and read in seconds at worst


class Guard:
    """Safe to call from several threads: one at a time reads."""

    def __init__(self, pipeline: Language, assets: Assets) -> None:
        self._pipeline = pipeline
        self._assets = assets
        self._lock = threading.Lock()
        self._mark = GuardMark()
        self._clean: dict[bytes, None] = {}

    @property
    def ordinary_words(self) -> Set[str]:
        return self._assets.lexicon.common_words

    def read(
        self, text: str, ceiling: Ceiling, *, window: Sequence[Earlier] = (), asked: Category | None = None
    ) -> GuardedMessage:
        """`window`: the last inbound messages, oldest first. `asked`: what we had just asked for. Raises GuardError."""
        context = read_in_context(text, window, asked)
        return self._guarded(context, self._find_all([context.whole])[0], ceiling, window)

    def read_many(self, texts: Sequence[str], ceiling: Ceiling) -> list[GuardedMessage]:
        """Each for itself, through the pipeline in one batch. Raises GuardError when one of them can't be read."""
        return [
            self._guarded(Context(text), found, ceiling)
            for text, found in zip(texts, self._find_all(texts), strict=True)
        ]

    def _guarded(
        self, context: Context, found: Sequence[Finding], ceiling: Ceiling, window: Sequence[Earlier] = ()
    ) -> GuardedMessage:
        text, sure = context.text, _sure(found)
        refuse = merge(context.own(sure), text)
        wide = merge((*refuse, *context.own(found)), text)
        action = decide(ceiling, refuse)
        masked = mask(text, refuse)
        return GuardedMessage(
            mark=self._mark,
            ceiling=ceiling,
            action=action,
            refuse=masked,
            wide=mask(text, wide),
            kept=text if ceiling is Ceiling.COVERED else masked,
            findings=refuse,
            wide_findings=wide,
            values=tuple(self._values(merge(sure, context.whole), context)),
            completed=() if ceiling is Ceiling.COVERED else tuple(context.completed(sure, window)),
            reaches_back=context.reaches_back(found),
        )

    def check(self, text: str, ceiling: Ceiling, *, known: KnownValues | None, fixed: bool) -> OutboundVerdict:
        """`fixed`: a fixed text without blanks of its own. Raises GuardError."""
        if ceiling is Ceiling.COVERED:
            return OutboundVerdict()
        found, normalised = self._find_outgoing(text)
        return check_text(normalised, found, ceiling, known=known, fixed=fixed)

    def blocked(self, ceiling: Ceiling) -> GuardedMessage:
        """What stands in for a message that could not be read."""
        return GuardedMessage(self._mark, ceiling, GuardAction.BLOCK, refuse="", wide="", kept="")

    def _find_outgoing(self, text: str) -> tuple[list[Finding], Normalised]:
        """Most of what we say has been said before: a text in which nothing was found is known by its digest."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        if digest in self._clean:
            return [], normalise(hide_placeholders(text))
        ((found, normalised),) = self._find([text], without=READING)
        if not found:
            self._clean[digest] = None
            while len(self._clean) > MOST_CLEAN:
                self._clean.pop(next(iter(self._clean)), None)
        return found, normalised

    def _find_all(self, texts: Sequence[str]) -> list[list[Finding]]:
        """Reads what it has masked once more, until nothing new is found: a mask changes what its neighbours seem."""
        found = [findings for findings, _ in self._find(texts)]
        unsettled = [index for index, findings in enumerate(found) if _sure(findings) and len(texts[index]) < LONG]
        for _ in range(MOST_READINGS):
            if not unsettled:
                return found
            masked = {index: Masked(texts[index], merge(_sure(found[index]), texts[index])) for index in unsettled}
            readings = self._find([one.text for one in masked.values()])
            unsettled = []
            for (index, once), (again, _) in zip(masked.items(), readings, strict=True):
                found[index] += [once.in_typed(finding) for finding in again]
                if _sure(again):
                    unsettled.append(index)
        raise GuardError("text too tangled to be read")

    def _find(self, texts: Sequence[str], *, without: Sequence[str] = ()) -> list[tuple[list[Finding], Normalised]]:
        if any(len(text) > LONGEST for text in texts):
            raise GuardError("text too long to be read")
        try:
            normalised = [normalise(hide_placeholders(text)) for text in texts]
            with self._lock, self._pipeline.memory_zone():
                docs = self._pipeline.pipe((one.text for one in normalised), disable=[*without])
                return [(list(self._findings(doc, one)), one) for doc, one in zip(docs, normalised, strict=True)]
        except Exception as error:  # noqa: BLE001 - whatever it was, nothing passes
            # Whatever it was, its message may hold patient text: it must not travel on.
            raise GuardError(type(error).__name__) from None

    def _findings(self, doc: Doc, normalised: Normalised) -> Iterator[Finding]:
        for name, group in doc.spans.items():
            scores = group.attrs.get("scores")
            if scores is None:
                continue
            for span, score in zip(group, scores, strict=True):
                category = Category(span.label_)
                if OPAQUE in span.text and not any(character.isalnum() for character in span.text):
                    continue  # "my pin is [OTHER_ID]": masked already
                if not is_free(category, span.text, span.id_, self._assets.clinic):
                    start, end = normalised.original(span.start_char, span.end_char)
                    yield Finding(category, start, end, score, name, span.id_)

    def _values(self, findings: Sequence[Finding], context: Context) -> Iterator[FoundValue]:
        for finding in findings:
            plain = normalise(context.value(finding)).text
            yield from values_of(finding.category, plain, self._assets.lexicon.common_words)


def _sure(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.score >= REFUSE_FLOOR]
