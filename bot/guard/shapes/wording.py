"""Regular expressions from word lists, so that a list of cues reads as a list."""

from __future__ import annotations


def either(*lists: str) -> str:
    """An alternation of blank-separated entries, the longest first; `_` stands for a blank within an entry.

    An entry may be a regular expression of its own.
    """
    entries = {entry.replace("_", " ") for words in lists for entry in words.split()}
    return "(?:" + "|".join(sorted(entries, key=lambda entry: (-len(entry), entry))) + ")"


def word_set(text: str) -> frozenset[str]:
    """The blank-separated words of a list."""
    return frozenset(text.split())
