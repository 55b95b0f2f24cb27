"""English wishes in fewer words: many ways to say a thing become the one that the grammar knows."""

from __future__ import annotations

from bot.scheduling.wish_reading.calendar_words import DAY, MONTH
from bot.scheduling.wish_reading.english_asides import BUSY, SOUND_LIKE_DAYS
from bot.scheduling.wish_reading.english_days import DAYS
from bot.scheduling.wish_reading.english_hours import HOURS
from bot.scheduling.wish_reading.phrases import Phrases, Rephrasing, either

NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th",
    "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th", "thirteenth": "13th",
    "fourteenth": "14th", "fifteenth": "15th", "sixteenth": "16th", "seventeenth": "17th", "eighteenth": "18th",
    "nineteenth": "19th", "twentieth": "20th", "thirtieth": "30th",
}  # fmt: skip
AT_END = r"(?=$| [.,;!?]| please| if| on\b| works| is| would| any| every)"
PART_OF_DAY = "morning|afternoon|evening"
UNITS = "days|weeks|months|years"

CONTRACTIONS: Phrases = (
    # Their apostrophe is gone by now.
    (either("cant", "cannot", "can not", "couldnt"), "can not"),
    (r"\b(do|does|is|are|would|should|could|did)nt\b", r"\1 not"),
    (r"\bwont\b", "will not"),
    (r"\bim\b", "i am"),
)

NO_WISH: Phrases = (
    # A booked visit: "move my friday visit to monday"
    (
        r"\b(?:move|moving|change|changing|switch|reschedule|rescheduling|push|swap|bump)\b"
        r"(?: (?!to\b|for\b)[a-z0-9:/]+){0,8}? (?:to|for|until) ",
        " ",
    ),
    (either("(?:other than|besides|except|not) (?:those|these|them)"), " "),
    (r"\bcancel\b[^.,]*?(?=$| and| [.,])", " "),
    (rf"\bmy (?:{DAY}|today|tomorrow)(?: \d{{1,2}}(?::\d\d)?(?:am|pm)?)? (?:one|appointment|visit|slot)\b", " "),
    (r"\bgood (?:morning|afternoon|evening|night)\b", " "),
    (rf"\bsince (?!i\b|we\b|my\b)(?:last |this |the )?\w+(?: (?:{PART_OF_DAY}|night|week))?\b", " "),
    (r"\b(?:the )?(?:first|second|last|\d+(?:st|nd|rd|th)) (?:one|option|choice)\b", " "),
    (either("work(?:ing)? nights", "night owl", "night shifts?"), " "),
    (rf"\blast (?:week|month|year|night|time|visit|{DAY})\b(?! of| in)", " "),
    (rf"\b(?:was|were|happened) (?:back )?(?:in|on|last) (?:the )?(?:{DAY}|{MONTH})\b", " "),
    (r"\b\w+ (?:days?|weeks?|months?|years?) (?:ago|old)\b|\byesterday\b", " "),
    (rf"\bfor (?:the )?(?:past |last )?(?:a |about )?(?:few |couple (?:of )?)?(?:\w+ )?(?:{UNITS})\b", " "),
    (either("come by", "stop by", "drop by", "swing by", "pop in", "come in", "come over", "squeeze in"), "come"),
    (r"\b(?:how|what) about (?=\d)", "at "),
    (either("how about", "what about", "how bout"), " "),
    (either("does not matter(?: which| if)?", "yes to"), " "),
    (r"\b(?:otherwise|or else|or)(?: its| is| it is)? (?:no good|no use|forget it|do not bother|never ?mind)\b", " "),
)

LIMITS: Phrases = (
    (rf"\b(later|earlier|sooner|rather|better) then(?= \d| the\b| noon| next| this| (?:{DAY}))", r"\1 than"),
    (r"\bnot (?:\w+ ){1,5}?until\b", "not until"),
    (r"\bnot until (?=after\b)", ""),
    (r"(?<!half )(?<!quarter )(?<!\d )(?<!minutes )\bpast (?=\d|noon)", "after "),
    (r"\bcan be (?:there|here|in) by (?=\d|noon)", "come after "),
    (either(r"(?:no|not|nothing)(?: any)? (?:earlier|sooner) than", "earliest is"), "not before"),
    (either(r"(?:no|not|nothing)(?: any)? later than", "latest is"), "not after"),
    (r"\blater than\b", "after"),
    (either("earlier than", "sooner than"), "before"),
    (
        r"\b(?:nothing|none|no|no times?|no appointments?)(?: on| in| at)? "
        rf"(?=before|after|{DAY}|{PART_OF_DAY}|weekend|today|tomorrow|this|next)",
        "not ",
    ),
    (r"\b(?:not|nothing) (?:too|so|super|very|that) early\b", "after 10am"),
    (r"\b(?:not|nothing) (?:too|so|super|very|that) late\b", "before 4pm"),
    (either("running late", "too early", "too late", r"\d+ (?:minutes?|mins?|hours?) (?:late|early)"), " "),
)

EXCLUDING: Phrases = (
    (
        either(
            "other than", "besides", "apart from", "aside from", "excluding", "except(?:ing)?(?: for| on)?", "barring",
            "without",
        ),
        "except",
    ),
    (
        r"\b(anyday|weekdays|weekends)"
        r"((?: of the week| next week| this week| is| works| fine| ok| okay| good)*) but "
        r"(?!not\b)(?=(?:on |for |in )?(?:the )?(?:early |mid |late )?"
        rf"(?:{DAY}|{PART_OF_DAY}|weekend|tomorrow|today|next|this|between|lunch|\d{{1,2}}(?:am|pm)? ?-))",
        r"\1\2 except ",
    ),
    (
        rf"\b(any (?:{PART_OF_DAY})[^.;,]*?) but (?=(?:on |the )?(?:{DAY}|tomorrow|today|next|this))",
        r"\1 except ",
    ),
    (r"\bbut (?=not\b)", ", "),
    (r"\bnot but\b", "except"),
    (
        r"\b(?:instead of|rather than|in place of) ([^.,]*?) "
        r"(?=(?:can|could|would|lets|how about|what about|i (?:want|need))\b)",
        r"not \1 , ",
    ),
    (either("instead of", "rather than", "in place of"), "not"),
    (rf"\b(?:skip|skipping|avoid|avoiding|forget) (?=(?:the )?(?:next|this|{DAY}|{PART_OF_DAY}|weekend))", "not "),
    (rf"(?<!later )(?<!earlier )(?<!sooner )\bthan (?=(?:on )?(?:{DAY}|{PART_OF_DAY}|today|tomorrow|this"
     rf"|next))", "not "),
    (
        r"\b(?:do|does|will|would|is|are|can|am)? ?not (?:be )?"
        r"(?:do|make|come|free|available|able to do|able to make|able to come)(?: it)?(?: on| in| at| for| the)*\b",
        "not ",
    ),
    (
        r"\b(?:unable to (?:do|make|come)|unavailable|busy|booked|out of town|out of (?:the )?office"
        r"|on vacation|traveling|working|away"
        r"|tied up)"
        r"(?: on| in| all| for| the)* ",
        "not ",
    ),
    (rf"\b(?:i|we) (?:have to |always |usually )?(?:have )?work(?: on)? (?={DAY}|weekdays|every)", "not "),
    (r"\bas long as (?:its|it is) not (?:on )?(?:an? )?", "except "),
    (rf"\bno (?:to )?(?={DAY}|{PART_OF_DAY}|weekend)", "not "),
    (r"\bnever\b", "not"),
    (either("nor", "neither"), "or not"),
)  # fmt: skip

JOINING: Phrases = (
    (r"&|\+|\bplus\b", "and"),
    (rf"\bonwards?\b|\b(?:and|or) (?:after|late|later|on|up|beyond){AT_END}", "onwards"),
    (rf"\bor (?:before|early|earlier|sooner){AT_END}", "orbefore"),
    (r"\bsome ?time (?:on |in )?", " "),
    # "The 4th is payday, that day or after"
    (r"(\d{1,2}(?:st|nd|rd|th)) (?:[a-z]+ ){0,4}(?:that day|then) (onwards|orbefore)", r"\1 \2"),
)

_rephrasing = Rephrasing(CONTRACTIONS, SOUND_LIKE_DAYS, NO_WISH, LIMITS, HOURS, DAYS, BUSY, EXCLUDING, JOINING)


def rephrase(text: str) -> str:
    """Expects what `spelling.plain` or `spanish.rephrase` gives."""
    return _rephrasing(" ".join(NUMBERS.get(word, word) for word in text.split()))
