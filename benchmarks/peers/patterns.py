"""The baseline: patterns that a developer would write in an afternoon, without cues, check digits or models."""

from __future__ import annotations

import re

from benchmarks.peers.detector import Stretch

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"

PATTERNS = {
    "SSN": r"\b\d{3}-\d{2}-\d{4}\b",
    "PHONE": r"(?:\+?1[\s.-]?)?(?:\(\d{3}\)|\b\d{3})[\s.-]?\d{3}[\s.-]?\d{4}\b",
    "EMAIL": r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b",
    "DATE": rf"(?<![\w.])\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b|\b\d{{1,2}}\s+{MONTH}(?:\s+\d{{4}})?\b",
    "MRN": r"\b(?:mrn|medical record(?: (?:number|no\.?))?|patient id)\s*(?:is|:|#)?\s*#?\s*[a-z]{0,3}-?\d{4,10}\b",
    "IP_ADDRESS": r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
    "URL": r"\b(?:https?://|www\.)[^\s<>]+",
    "ACCOUNT_NUMBER": r"\b(?:\d{4}[ -]?){3}\d{4}\b",  # cards
}
COMPILED = {category: re.compile(pattern, re.IGNORECASE) for category, pattern in PATTERNS.items()}


def find(text: str) -> list[Stretch]:
    return [
        Stretch(match.start(), match.end(), category, "patterns")
        for category, pattern in COMPILED.items()
        for match in pattern.finditer(text)
    ]
