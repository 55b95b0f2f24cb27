"""A health detail tied to a person: "I have HIV", "my son's asthma", "me duele la rodilla", "refill my zoloft".

The lexicon finds the detail, `health_ties` says whether it is anybody's. A general question ("is HIV hereditary?", "do
you treat asthma?", "what if I have a fever?") has no tie and stays as typed. The cue of a finding is its sensitivity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from bot.guard.assets import Assets
from bot.guard.health_ties import COMPLAINT, DONE, INJURED, POSSESSED, READING, SPANISH_PAIN, is_perhaps_tied, is_tied
from bot.guard.health_words import BODY, DRUG, HealthWords, sensitivity_of
from bot.guard.policy import Sensitivity
from bot.guard.recognizers.base import LIKELY, WEAK, Found, Recognizer
from bot.guard.shapes.wording import word_set
from bot.messages.guarded import Category

CLAUSE_ENDS = ".!?\n;"
CLAUSE = 110  # characters that are looked at on either side
LEAD = re.compile(
    r"(?<![a-z0-9])(?:(?:an?|the|la|el|los|las|una?|some) )?(?:(?:left|right|lower|upper|severe|chronic"
    r"|bad|mild|acute|stage \w+) )?"
    r"(?:(?:\d+|one|two|three|four|five|six|seven|eight|nine) (?:weeks?|months?|semanas?|meses) (?:de )?)?$"
)
LONGEST_LEAD = 30  # characters
ALSO = re.compile(
    r" |[ ,]*(?:and|y|or|plus|with|&|,|/|also|along with|con) (?:a |an |the |high |some |bad |really |severe )?$"
)

NEEDS_MORE = word_set("""
        add pain sick labs bp ms tb trich mole hurts hurt stitches remission results operation
        disability type lump bump surgery mri x-ray ultrasound allergy biopsy test drugs weed burn
        burned cutting crack prep sober hernia shot infected infection na discharge tired exhausted
        shaking sweating therapy therapist oxygen pacemaker catheter period
        """)
"""Everyday words: they count only right behind a verb or an owner, not anywhere in the clause."""
MEASURES = frozenset(
    {
        "a1c",
        "hba1c",
        "bp",
        "blood pressure",
        "blood sugar",
        "glucose",
        "cholesterol",
        "ldl",
        "hdl",
        "psa",
        "tsh",
        "inr",
        "viral load",
        "cd4",
        "hemoglobin",
        "creatinine",
        "egfr",
        "bmi",
        "glucosa",
        "presion",
    }
)
ROUTINE = MEASURES | frozenset(
    {
        "labs",
        "lab results",
        "test results",
        "blood test",
        "blood tests",
        "blood work",
        "bloodwork",
        "x-ray",
        "mri",
        "ct scan",
        "cat scan",
        "ultrasound",
        "mammogram",
        "mammograms",
        "colonoscopy",
        "colonoscopia",
        "endoscopy",
        "pap smear",
        "pap test",
        "ekg",
        "ecg",
        "stress test",
        "biopsy",
        "prostate",
        "genetic test",
        "pregnancy test",
        "therapist",
        "birth control",
        "allergy",
        "examen",
        "diagnosis",
        "disability",
        "iud",
    }
)
"""Anybody can ask for these. They count with a value behind them, or when they are said to have been done."""
MEDICINE = re.compile(r"^ (?:meds?|medications?|medicines?|pills?|prescription)\b")
IN_GENERAL = re.compile(r"\b(?:ok|okay|normal|bad|good|means?|too|safe|fine)\b")
AUNT = re.compile(r"(?<![a-z])(?:mis?|tus?|sus?|las?|una|nuestras?) $")
"""Before "tia", which is a small stroke elsewhere."""
CLOSE = re.compile(
    r"(?:have|has|had|got|tengo|on|diagnosed|feel\w*|am|i'm|im|was|is|use|using|smoke|do|doing|did|in"
    r"|from|been|with|need|being|getting|get|having|he's|she's|are|my|mi|esta|estoy)"
    r"(?: (?:a|an|the|really|so|very|some|bad|my|terrible|this|un|una|muy|severe|horrible|awful|always|in"
    r"|of|more|lot|constant)){0,3} ?$"
)


class HealthRecognizer(Recognizer):
    name = "health"
    category = Category.HEALTH

    def __init__(self, assets: Assets, vocab: Vocab) -> None:
        super().__init__(assets)
        self._words = HealthWords(assets.lexicon, vocab)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text.lower()
        tied_until = -1
        part_before: Span | None = None
        for hit in self._words.hits(doc):
            before, after = _around(text, hit.start_char, hit.end_char)
            if hit.text.lower() == "tia" and AUNT.search(before):
                continue
            joined = tied_until >= 0 and ALSO.fullmatch(text[tied_until : hit.start_char]) is not None
            if not (joined or self._is_said_of_someone(hit, before, after)):
                part_before = hit
                if _perhaps(hit, before, after):
                    yield Found(hit.start_char, hit.end_char, WEAK, "perhaps")
                continue
            sensitivity = sensitivity_of(hit)
            if part_before is not None and part_before.end == hit.start:  # "gallbladder surgery"
                yield Found(part_before.start_char, hit.end_char, LIKELY, sensitivity.value)
            for found in _whole(text, hit, sensitivity):
                yield found
                tied_until = max(tied_until, found.end)

    def _is_said_of_someone(self, hit: Span, before: str, after: str) -> bool:
        word = hit.text.lower()
        if not before.strip() and word in MEASURES and READING.match(after):
            return IN_GENERAL.search(after) is None
        return is_tied(before, after, is_drug=hit.label_ == DRUG) and _says_something(hit.label_, word, before, after)


def _perhaps(hit: Span, before: str, after: str) -> bool:
    vague = hit.label_ == BODY or hit.text.lower() in ROUTINE | NEEDS_MORE
    clause = before + hit.text.lower() + re.split(r"[.!?;\n]", after)[0]
    return not vague and is_perhaps_tied(clause, before, after)


def _says_something(kind: str, word: str, before: str, after: str) -> bool:
    """A part of the body must hurt, a test have a result; some everyday words count only right behind a verb."""
    if word in ROUTINE:
        owned_medicine = MEDICINE.match(after) and POSSESSED.search(before)
        return bool(owned_medicine or READING.match(after) or DONE.search(before))
    if kind == BODY:
        return bool(COMPLAINT.match(after) or SPANISH_PAIN.search(before) or INJURED.search(before))
    return word not in NEEDS_MORE or bool(POSSESSED.search(before) or CLOSE.search(before))


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    clause = max(text.rfind(mark, 0, start) for mark in CLAUSE_ENDS) + 1
    return text[max(clause, start - CLAUSE) : start], text[end : end + CLAUSE]


def _whole(text: str, hit: Span, sensitivity: Sensitivity) -> Iterator[Found]:
    """The detail with the complaint or the value that stands right behind it."""
    lead = LEAD.search(text[max(0, hit.start_char - LONGEST_LEAD) : hit.start_char])
    start = hit.start_char - (len(lead.group()) if lead else 0)
    yield Found(start, hit.end_char, LIKELY, sensitivity.value)
    for behind in (COMPLAINT, READING):
        if found := behind.match(text, hit.end_char):
            yield Found(start, found.end(), LIKELY, sensitivity.value)
