"""Names that a cue announces: "my name is", "this is", "my son", "Mr", "refill for", "- Jon" at the end.

A strong cue takes any word that is no function word; a medium cue needs a word that can be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from bot.guard.allow import is_staff
from bot.guard.assets import TITLES, Assets
from bot.guard.health_ties import RELATIVE
from bot.guard.recognizers.base import CERTAIN, LIKELY, STRONG, Found, Recognizer
from bot.guard.recognizers.known_things import free_ranges
from bot.guard.recognizers.name_known import THING_AFTER
from bot.guard.words import CALENDAR, FUNCTION_WORDS, PARTICLES, WORD, Kind, WordJudge, words_of
from bot.messages.guarded import Category

STRONG_CUES = (
    (
        "self",
        r"(?:my|mi|his|her|their|our|legal|full|first|last|maiden|middle|given|family|preferred|patient"
        r"|patient's|child's|son's|daughter's|mom's|dad's|wife's|husband's|kid's|baby's|whose) (?:full "
        r"|first |last |legal |maiden |middle |real |nombre |whole |married )?(?:and last )?(?:name"
        r"|nombre|apellido|surname|nickname|names)s?(?: completo)?(?:'s| is| was| it's| es| son| as"
        r"| down as|:|=| -|,)*",
    ),
    (
        "self",
        r"(?:^|[\n,;.]) ?(?:full name|first name|last name|name|nombre(?: completo)?|apellidos?|nombres"
        r"|surname|pt|patient|patient name|pt name|paciente|contact|emergency contact|insured|subscriber"
        r"|guarantor|parent|guardian|spouse|responsible party)\s?(?:is|es|:|=|-)",
    ),
    ("self", r"(?:name|nombre|naem|nmae|pt|patient|paciente)\s?[:=]"),
    (
        "self",
        r"(?:me llamo|mi nombre es|my names|my name|se llama|call me|known as|goes by|i go by|named"
        r"|llamad[oa]|llama|a nombre de|under the name(?: of)?|in the name of|booked under|it's under"
        r"|its under|under my name)(?:,| is| es)?",
    ),
    (
        "relative",
        rf"(?:my|our|mi|mis|nuestr[oa]|his|her) (?:\w+[ -](?:year|yr|month|week|day|mo)s?[ -]?old "
        rf"|\d+ ?(?:yo|y/o) |little |older |younger |oldest |youngest |late |elderly |adult "
        rf"|teenage )?{RELATIVE}(?:'s name is|s name is| is named| is called| named| called|,| se llama)",
    ),
    ("self", r"(?:first name|last name|primer nombre|apellidos?|surname|maiden name)"),
    ("field", r"(?:on behalf of|de parte de|a nombre de|the late|survived by|r\.?i\.?p\.?)"),
)
MEDIUM_CUES = (
    ("self", r"(?:i'm|im|i am|iam|this is|it's|its|it is|soy|habla|here is|hola,? soy|hi,? it's|aqui|yo soy)"),
    (
        "relative",
        rf"(?:my|our|mi|mis|nuestr[oa]|his|her) (?:\w+[ -](?:year|yr|month|week|day|mo)s?[ -]?old "
        rf"|\d+ ?(?:yo|y/o) |little |older |younger |oldest |youngest |late |elderly |best )?{RELATIVE}",
    ),
    (
        "record",
        r"(?:under|(?:appointment|appt|visit|refill|results?|records?|bill|chart|cita|slot|calling"
        r"|looking|asking|written|signed up) (?:for|of|para|by)|speak (?:to|with)|talk to|"
        r"parent of|guardian of|(?:mama|papa|madre|padre|esposa|esposo|hij[oa]|hermana|hermano|abuela"
        r"|abuelo|tia|tio) de)",
    ),
    (
        "field",
        r"(?:for|para|behalf|regarding|re|about|patient|pt|paciente|under|mother of|father of|guardian of"
        r"|mom of|dad of|(?:mama|papa|madre|padre|esposa|esposo|hij[oa]|hermana|hermano|abuela|abuelo|tia"
        r"|tio) de|wife of|husband of|caring for|care for|with|from|like|tell|ask|saw|signed|signature"
        r"|firma|sincerely|regards|love|thanks|thank you|gracias|atentamente|atte|cheers|best)[,:]?",
    ),
    ("title", r"(?:mr|mrs|ms|miss|mister|sr|sra|srta|senor|senora|senorita|don|dona|mx|rev|sgt|capt)\.?"),
)
_STRONG = [
    (name, re.compile(rf"(?<![A-Za-z']){cue}(?![A-Za-z])[\s,:;\"'(\-]{{0,4}}", re.I | re.M))
    for name, cue in STRONG_CUES
]
_MEDIUM = [
    (name, re.compile(rf"(?<![A-Za-z']){cue}(?![A-Za-z])[\s,:;\"'(\-]{{1,4}}", re.I)) for name, cue in MEDIUM_CUES
]
AFTER_CUES = re.compile(
    r"(?P<value>(?:[A-Za-z][A-Za-z'\-]+ ){0,2}[A-Za-z][A-Za-z'\-]+)(?:,? (?:here|aqui|speaking|again)\b"
    r"|,?\s\(?(?:dob|d\.o\.b|born|date of birth|nacid[oa])\b)",
    re.I,
)
SENTENCE_GOES_ON = re.compile(r" (?:to|for|because|with|at|wrong|under|in|on|by|from|than|of|as|when|if|like)\b", re.I)
DOES_SOMETHING = re.compile(
    r",? (?:is|was|has|had|needs?|wants?|threw|got|gets|can|will|who|does|did|just|and i|started|keeps"
    r"|hurt|fell|turned|tiene|esta|necesita|quiere)\b",
    re.I,
)
SPANISH_ENDING = re.compile(r"(?:nte|ntes|ado|ada|ido|ida|ico|ica|oso|osa|ito|ita|cita|cito|dor|dora)$", re.I)
SIGNED = re.compile(r"(?:^|[.!?\n] ?|\s)[\-~*]{1,2} ?(?P<value>[A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+){0,2})\s*$")
MOST_WORDS = 5
SHORTEST = 2  # letters of a name
INITIAL = re.compile(r"[A-Za-z]\.?")
NEXT_WORD = re.compile(r"[ \t]*,?[ \t]*(?P<word>[A-Za-z]+(?:['\-][A-Za-z]+)*\.?)")
NOT_AFTER_STRONG = FUNCTION_WORDS | {
    "on",
    "listed",
    "spelled",
    "correct",
    "wrong",
    "changed",
    "is",
    "brand",
    "generic",
    "and",
    "calling",
    "your",
    "pregnant",
}


class NameCuedRecognizer(Recognizer):
    name = "name_cued"
    category = Category.NAME

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets)
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        free = free_ranges(doc)
        for cue, pattern in _STRONG:
            for found in pattern.finditer(text):
                if (end := self._strong_end(text, found.end())) is not None:
                    yield Found(found.end(), end, CERTAIN if cue == "self" else STRONG, cue)
        for cue, pattern in _MEDIUM:
            for found in pattern.finditer(text):
                if cue == "title" and self._is_staff(text, found.end()):
                    continue
                if (end := self._medium_end(text, found.end(), cue, free)) is not None:
                    start = found.start() if cue == "title" else found.end()
                    yield Found(start, end, LIKELY, cue)
        yield from self._before_cue(text)

    def _is_staff(self, text: str, start: int) -> bool:
        """Here already: what follows ("Ms Lindqvist said") may be a name elsewhere, and would hide theirs."""
        following = NEXT_WORD.match(text, start)
        return following is not None and is_staff(following.group("word"), self.assets.clinic)

    def _strong_end(self, text: str, start: int) -> int | None:
        """Any first word, then whatever can belong to a name."""
        end: int | None = None
        for count, (word, stop, comma) in enumerate(_following(text, start)):
            plain = word.lower().rstrip(".")
            if plain in TITLES and end is None:
                return None
            particle = plain in PARTICLES and plain not in {"y", "a"}
            if (plain in NOT_AFTER_STRONG or plain.split("'")[0] in FUNCTION_WORDS) and not particle:
                break
            kind = self._judge.kind(word.rstrip("."))
            if not count and kind is Kind.WORD and word.islower() and SENTENCE_GOES_ON.match(text, stop):
                break
            if count and (comma or (kind is Kind.WORD and not particle and not INITIAL.fullmatch(word))):
                break
            if not (particle and plain in FUNCTION_WORDS) or count == 0:
                end = stop
        return end

    def _medium_end(self, text: str, start: int, cue: str, free: list[tuple[int, int, str]]) -> int | None:
        following = list(_following(text, start))
        is_free = cue in {"self", "field", "record"} and any(first <= start < last for first, last, _ in free)
        if not following or is_free:
            return None
        word, end, _ = following[0]
        kind = self._judge.kind(word)
        second = self._judge.kind(following[1][0]) if len(following) > 1 and not following[1][2] else Kind.WORD
        capital = word[0].isupper() and not word.isupper()
        if THING_AFTER.match(text[end : end + 24]) or word.lower() in FUNCTION_WORDS:
            return None
        full = second is Kind.NAME or (second is Kind.MAYBE and following[1][0][0].isupper() and capital)
        goes_on = DOES_SOMETHING.match(text, end) is not None
        if len(word) < SHORTEST or not self._can_follow(word, cue, kind, full=full, goes_on=goes_on):
            return None
        for word, stop, comma in following[1:]:
            kind = self._judge.kind(word)
            plain = word.lower().rstrip(".")
            if comma or plain in FUNCTION_WORDS - PARTICLES or (kind is Kind.WORD and plain not in PARTICLES):
                break
            if kind is Kind.MAYBE and not word[0].isupper() and not self._can_be_surname(plain):
                break
            if plain not in FUNCTION_WORDS:
                end = stop
        return end

    def _can_follow(self, word: str, cue: str, kind: Kind, *, full: bool, goes_on: bool) -> bool:
        """Whether `word` is a name after a medium cue; `full`: a surname follows, `goes_on`: a verb does."""
        capital = word[0].isupper() and not word.isupper()
        if cue == "title":
            return capital or kind is not Kind.WORD
        if cue == "record" and capital and kind in {Kind.NAME, Kind.UNKNOWN}:
            return True
        if kind is Kind.NAME:
            return cue not in {"field", "record"} or full or self._judge.is_first_name(word)
        if kind is Kind.MAYBE:
            return (full and self._judge.is_first_name(word)) or (capital and cue == "relative")
        if kind is Kind.UNKNOWN and cue in {"self", "relative"}:
            return capital or full or (goes_on and cue == "relative" and not SPANISH_ENDING.search(word))
        return False

    def _before_cue(self, text: str) -> Iterator[Found]:
        for found in AFTER_CUES.finditer(text):
            words = list(WORD.finditer(text, found.start("value"), found.end("value")))
            while words and not self._can_be_name(words[0].group()):
                words.pop(0)
            kinds = {self._judge.kind(word.group()) for word in words}
            if Kind.NAME in kinds and all(self._can_be_name(word.group()) for word in words):
                yield Found(words[0].start(), words[-1].end(), LIKELY, "self")

        signed = SIGNED.search(text)
        if signed and all(self._can_be_name(word) for word in words_of(signed.group("value"))):
            yield Found(signed.start("value"), signed.end("value"), LIKELY, "self")

    def _can_be_surname(self, word: str) -> bool:
        """In small letters: "my son noah friday" wishes for a Friday."""
        return word not in CALENDAR and self._judge.is_last_name(word)

    def _can_be_name(self, word: str) -> bool:
        return word.lower() not in FUNCTION_WORDS and self._judge.kind(word) is not Kind.WORD


def _following(text: str, start: int) -> Iterator[tuple[str, int, bool]]:
    """The words from `start` on, each with its end and whether a comma stands before it."""
    position = start
    for _ in range(MOST_WORDS):
        found = NEXT_WORD.match(text, position)
        if found is None:
            return
        word = found.group("word")
        end = found.end()
        if word.endswith(".") and len(word) > 2:  # noqa: PLR2004 - an initial keeps its dot
            word, end = word[:-1], end - 1
        yield word, end, "," in found.group()[: -len(found.group("word"))]
        if text[end : end + 1] == ".":
            return
        position = end
