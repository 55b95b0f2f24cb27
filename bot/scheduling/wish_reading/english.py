"""English wishes in fewer words: many ways to say a thing become the one that the grammar knows.

The order matters: a longer phrase stands before the shorter ones it contains.
"""

from __future__ import annotations

import re

from bot.scheduling.wish_reading.calendar_words import DAY

NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30",
    "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th",
    "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th", "thirteenth": "13th",
    "fourteenth": "14th", "fifteenth": "15th", "sixteenth": "16th", "seventeenth": "17th", "eighteenth": "18th",
    "nineteenth": "19th", "twentieth": "20th", "thirtieth": "30th",
}  # fmt: skip
CLOCK = r"(\d{1,2}(?::\d{2})? ?(?:am|pm)?)"
AT_END = r"(?=$| [.,;!?]| please| if| on\b| works| is| would)"
SHORT_WORDS = "|".join(
    ("do not", "does not", "will not", "would not", "is not", "are not", "can not", "wont", "cant", "not")
)

REPHRASED: tuple[tuple[str, str], ...] = (
    # Contractions, written without their apostrophe by now
    (r"\bcant\b|\bcannot\b|\bcan not\b|\bcouldnt\b", "can not"),
    (r"\b(do|does|is|are|would|should|could|did)nt\b", r"\1 not"),
    (r"\bwont\b", "will not"),
    (r"\bim\b", "i am"),
    # What is past is no wish
    (r"\bsince (?:last |this |the )?\w+(?: (?:morning|afternoon|evening|night|week))?\b", " "),
    (rf"\blast (?:week|month|year|night|time|visit|{DAY})\b(?! of| in)", " "),
    (r"\b(?:a|an|\w+) (?:days?|weeks?|months?|years?) (?:ago|old)\b|\byesterday\b", " "),
    (r"\bfor (?:the )?(?:past |last )?(?:a |about )?(?:few |couple (?:of )?)?(?:\w+ )?(?:days|weeks|months|years)\b", " "),
    # Limits
    (r"\b(?:nothing|none|no times?|no appointments?)(?: on| in| at)? (?=before|after|" + DAY + r"|morning|afternoon|evening|weekend)", "not "),
    (r"\b(?:how|what) about (?=\d)", "at "),
    (r"\b(?:how|what) about\b", " "),
    (r"\b(?:no|not)(?: any)? (?:earlier|sooner) than\b|\bearliest is\b", "not before"),
    (r"\b(?:no|not)(?: any)? later than\b|\blatest is\b", "not after"),
    (r"\blater than\b", "after"),
    (r"\bearlier than\b", "before"),
    (r"\b(?:not|nothing) (?:too|so|super|very|that) early\b", "after 10am"),
    (r"\b(?:not|nothing) (?:too|so|super|very|that) late\b", "before 4pm"),
    (r"\bnot this (?:week )?but (?:the )?next(?: week| one)?\b", "next week"),
    (r"\bin the new year\b", "in january"),
    (r"\bnoon ?ish\b", "around 12:00pm"),
    (r"\bhow soon\b", "asap"),
    (r"\b(?:only )?weekends? only\b|\bonly (?:on )?(?:the )?weekends?\b", "weekends"),
    (r"\b(?:the )?sooner (?:the|is) better\b|\bsoon as possible\b", "asap"),
    (r"\blater this week\b", "restofweek"),
    (r"\btomorrow (?:or|and) the (?:day after|next day|following day)\b", "tomorrow or overmorrow"),
    (r"\b(?:come|stop|drop|swing|pop|squeeze) (?:by|in|over)\b", "come"),
    (rf"\bnext ({DAY}) (or|and|,|/) ({DAY})\b", r"next \1 \2 next \3"),
    (rf"\b(?:i|we) (?:have to |always |usually )?(?:have )?work(?: on)? (?={DAY}|weekdays|every)", "not "),
    (r"\bin (?:about|around|approximately|roughly|like|another|maybe) (?=\d|few|a )", "in "),
    # Hours
    (r"\b(a|p) ?\.? ?m\b\.?", r"\1m"),
    (r"(?<=\d)(a|p)(?= |$)", r"\1m"),
    (r"(?<=\d)\.(?=\d\d\b)", ":"),
    (r"(?<=\d) ?h(?:rs|ours)?(?=$| (?!from))", ":00"),
    (r"\b(\d{1,2}) ?o ?clock\b", r"\1:00"),
    (r"\bone ?o ?clock\b|\b(?<=at )one\b|(?<=after )one\b|(?<=before )one\b|(?<=until )one\b", "1:00"),
    (r"\bhalf (?:past )?(\d{1,2})\b", r"\1:30"),
    (r"\bquarter (?:past|after) (\d{1,2})\b", r"\1:15"),
    (r"\b(\d{1,2}) (15|30|45)\b(?! ?(?:minute|min|day|week))", r"\1:\2"),
    (r"(\d{1,2}(?::\d{2})?) (?:in|of) the morning\b", r"\1am"),
    (r"(\d{1,2}(?::\d{2})?) (?:in|of) the (?:afternoon|evening)\b|(\d{1,2}(?::\d{2})?) at night\b", r"\1\2pm"),
    (rf"\bat {CLOCK} or (?:at )?(?=\d{{1,2}}(?::\d{{2}})? ?(?:[ap]m)?(?:$| [^/\d]))", r"at \1 or at "),
    (r"\b(?:12 )?noon(?:time)?\b|\bmidday\b", "12:00pm"),
    (r"\b(?:12 )?midnight\b", "12:00am"),
    (r"(\d) (am|pm)\b", r"\1\2"),
    (r"\b(?:right |straight |first thing )?after (?:i get off )?(?:work|the office)\b|\bafter i get off\b", "afterwork"),
    (r"\bbefore work\b", "before 9am"),
    (r"\bafter (?:school|pickup|pick up)\b", "afterschool"),
    (r"\bbefore school\b", "before 9am"),
    (r"\b(?:i )?(?:work|at work|working|busy|in class|have class|in school|in meetings|tied up) (?:\w+ )?until\b", "after"),
    (r"\b(?:get off|off work|off|get out|done|finish|finished|out of work|done with work|finish work|free)"
     r"(?: work| school| class)? (?:at|by|around)(?= \d)", "after"),
    (r"\bas early (?:in the (?:day|morning) )?as (?:possible|i can|you can|you have)\b", "early"),
    (r"\bas late (?:in the (?:day|afternoon) )?as (?:possible|i can|you can|you have)\b", "late"),
    (r"\b(?:the )?(?:first|earliest|very first) (?:thing|slot|appointment|opening)(?: in the (?:morning|am|day))?(?= |$)(?! (?:available|possible|you))",
     "firstthing"),
    (r"\b(?:right )?(?:when|as soon as) you(?: guys| all)? open\b|\bat opening\b|\bopening time\b", "firstthing"),
    (r"\b(?:the )?(?:end of (?:the )?(?:work ?)?day|last (?:thing|slot|appointment)(?: of the day| in the day)?|close of business"
     r"|before (?:you )?clos(?:e|ing))\b", "endofday"),
    (r"\b(?:during |on |at |over )?(?:my |the )?lunch(?: ?time| ?break| hour)?\b", "lunch"),
    (r"\b(?:after|past) lunch\b", "after 1pm"),
    (r"\bbefore lunch\b", "before 12pm"),
    (r"\b(?:in|during) the day(?:time)?\b|\bof the day\b", " "),
    (r"\b(?:early |earlier )(?:in|on) the (morning|afternoon|evening|week|month)\b", r"early \1"),
    (r"\b(?:later|late) (?:in|on) the (morning|afternoon|evening|week|month)\b", r"late \1"),
    (r"\b(early|late)(?:r|ish)\b", r"\1"),
    (r"\bmid ?-? ?(morning|afternoon|week|month|day)\b", r"mid \1"),
    (r"\bams\b", "morning"),
    (r"\bpms\b", "afternoon"),
    (r"(?:(?<=in the )|(?<=day )|(?<=tomorrow ))am\b", "morning"),
    (r"(?:(?<=in the )|(?<=day )|(?<=tomorrow ))pm\b", "afternoon"),
    (r"\btonight\b", "today evening"),
    (r"\b(?:this|later today this) (morning|afternoon|evening)\b", r"today \1"),
    (r"\btoday (?:late|early) today\b", "today"),
    (r"\blate today\b", "today late"),
    (r"\bnights?\b", "evening"),
    # Days
    (r"\b(?:the )?day after (?:tomorrow|2morrow)\b|\bovermorrow\b", "overmorrow"),
    (r"\b(?:the )?day (?:after|following) (?=thanksgiving|christmas|new year)", "dayafter "),
    (r"\b(?:asap|a s a p|as soon as (?:possible|you can|u can|i can|you have)|soonest(?: possible| available)?|right away|urgently"
     r"|(?:the )?(?:first|earliest|next|nearest|soonest)(?: possible)? (?:available|opening|availability|free|open|possible|appointment|slot|time)"
     r"(?: (?:slot|time|appointment|opening|one|you have))?|(?:the )?(?:first|earliest|soonest) (?:you|thing you) (?:have|got|can)"
     r"|whatever is (?:first|next|soonest)|immediately)\b", "asap"),
    (r"\b(?:at )?any ?(?:time|day|date|hour)s?\b|\bwhen ?ever(?: you (?:can|have)| works)?\b|\b(?:any|every)thing\b|\bany ?when\b"
     r"|\b(?:every|all|most|each) (?:other )?days?\b|\beveryday\b|\bwhatever (?:day|time|works|you have)\b|\b(?:i am )?flexible\b"
     r"|\bany (?:slot|appointment|opening)\b|\bother days?\b", "anyday"),
    (rf"\b(?:any|every|each|all|most|some|a) ({DAY})s?\b", r"\1s"),
    (r"\b(?:on )?the weekend\b", "weekend"),
    (r"\b(?:week ?ends|(?:a|any|on) weekend)\b", "weekends"),
    (r"\b(?:a |any |on |during the )?(?:week ?days?|work ?days?|business days?|during the week|school days?)\b", "weekdays"),
    (rf"\b(?:coming up|upcoming|this coming|closest|nearest)(?= (?:{DAY})\b)", "coming"),
    (r"\bthe following\b", "following"),
    (r"\b(?:a|one|1) (week|month) from (?:now|today)\b|\bin (?:a|one|1|about a) (week|month)(?:s time)?\b", r"in 1 \1\2s"),
    (r"\b(?:a )?couple(?: of)? (?=days|weeks|months)", "2 "),
    (r"\b(?:a )?few (?=days|weeks|months)", "few "),
    (r"\b(few|\d+) (days|weeks|months) (?:from (?:now|today)|out)\b", r"in \1 \2"),
    (r"\bin (?:about |around |like |the next )?(\d) (?:or|to|-) \d (days|weeks|months)\b", r"in \1 \2"),
    (r"\b(?:within|inside|in the next|over the next|the next|next|sometime in the next|during the next) (few|\d+) (days|weeks|months)\b",
     r"within \1 \2"),
    (r"\b(?:rest|remainder) of (?:the|this) week\b|\blate this week\b(?= sometime)", "restofweek"),
    (r"\bnot next week but the (?:one|week) after(?: that)?\b|\b(?:the )?week after next(?: week)?\b", "weekafter"),
    (r"\b(?:the )?week after(?: that)?(?=$| [.,;!?])", "weekafter"),
    (r"\bnew years?(?: day)?\b", "newyear"),
    (r"\b(?:the )?(?:holidays|holiday season)\b", "theholidays"),
    # Parts of a week or a month
    (r"\b(?:the )?(?:beginning|start|first (?:half|part)|early (?:part|half)) of\b", "early"),
    (r"\b(?:the )?(?:end|last (?:half|part|days)|second half|latter (?:half|part)|late (?:part|half)|tail end) of\b", "late"),
    (r"\b(?:the )?middle of\b", "mid"),
    (r"\b(early|late|mid) (?:in |on )?(?:the )?(next|this) (week|month)\b", r"\1 \2 \3"),
    (r"\b(early|late|mid) (?:in )?(?:the )?(week|month)\b", r"\1 this \2"),
    # Joining, excluding
    (r"\b(?:other than|besides|apart from|aside from|excluding|except(?:ing)?(?: for| on)?|barring|without)\b", "except"),
    (r"\b(anyday|weekdays|weekends)((?: of the week| next week| this week| is| works| fine| ok| okay| good)*)"
     rf" ,? ?but (?!not\b)(?=(?:on |for |in )?(?:the )?(?:early |mid |late )?(?:{DAY}|morning|afternoon|evening|weekend|tomorrow|today|next|this))", r"\1\2 except "),
    (r"\bbut (?=not\b)", ", "),
    (r"\bnot but\b", "except"),
    (r"\b(?:instead of|rather than|in place of)\b", "not"),
    (r"\b(?:" + SHORT_WORDS + r") (?:be )?(?:do|make|come|make it|come in|free|available|able to do|able to make|work for me on)"
     r"(?: it)?(?: on| in| at| for| the)*", "not "),
    (r"\b(?:unable to (?:do|make|come)|unavailable|not (?:free|available)|busy|booked|out of town|on vacation|traveling|working|away|tied up)"
     r"(?: on| in| all| for| the)*(?= )", "not "),
    (rf"\bno (?={DAY}|morning|afternoon|evening|weekend)", "not "),
    (r"\bnever\b", "not"),
    (r"\bnor\b|\bneither\b", "or not"),
    (r"\b(?:and|&|\+|plus)\b", "and"),
    (r"/(?=[a-z])", " or "),
    (rf"\bonwards?\b|\b(?:and|or) (?:after|late|later|on|up|beyond){AT_END}", "onwards"),
    (rf"\bor (?:before|early|earlier|sooner){AT_END}", "orbefore"),
    (r"\b(?:sometime |some time )(?:on |in )?", " "),
)  # fmt: skip


def rephrase(text: str) -> str:
    """Expects what `spelling.plain` or `spanish.rephrase` gives."""
    text = " ".join(NUMBERS.get(word, word) for word in text.split())
    for pattern, replacement in _COMPILED:
        text = " ".join(pattern.sub(replacement, text).split())
    return text


_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in REPHRASED)
