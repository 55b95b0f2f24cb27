"""What people say beside a wish: people and verbs that sound like days, and when they are busy, which is no wish."""

from __future__ import annotations

from bot.scheduling.wish_reading.calendar_words import DAY
from bot.scheduling.wish_reading.phrases import Phrases, either

TITLE = r"(?:mr|mrs|ms|miss|named|called|name is)"
KIN = r"(?:friend|sister|brother|daughter|son|wife|husband|mom|mother|aunt|cousin|niece|dr|doctor|nurse)"
BUSY_VERB = r"(?:work|working|drive|driving|teach|travel|traveling|volunteer|babysit|practice)"
FREE = r"(?:room|time|off|free|an? (?:opening|slot)|the day|openings?|availability|to come|appointments?)"
WORDS = r"(?:\w+ ){0,3}?"

SOUND_LIKE_DAYS: Phrases = (
    (rf"\b{TITLE} (?:\. )?(?:{DAY}|april|may|june|august)\b", " "),
    (rf"\b{KIN} (?:\. )?(?:april|may|june|august)\b(?! ?\d| the)", " "),
    (r"\b(?:i|we|he|she|they|just|and) saturday (?:in|down|there|here|through|around|waiting|with)\b", " "),
    (r"\b(?:i|we|they|you|to|who) march\b", " "),
)

BUSY: Phrases = (
    # "I get off at 3" and "I work until 4:30" are limits, and were read as such before.
    (
        r"\b(?:(?:and |then )+again|busy) (?:from|at|after) (\d{1,2}(?::\d\d)?(?:am|pm)?)(?: on\b)?",
        r"before \1",
    ),
    (
        rf"\b(?:i|we) (?:only )?{BUSY_VERB} {WORDS}(?=(?:(?:{DAY})s?|weekdays|(?:morning|afternoon|evening)s)\b)",
        "not ",
    ),
    (rf"(?<!you )\b(?:have|got|had) (?!{FREE}\b)(?:an? |my )?(?:\w+ ){{1,2}}on (?=(?:{DAY})s?\b)", "not "),
    # The reason ends, and the wish begins.
    (r"(?<!not )\bso\b(?! (?:early|late|soon|that))", "."),
    (either("otherwise", "or else", "(?:or )?if not,?(?: then)?", "failing that", "second choice"), "otherwise"),
)
