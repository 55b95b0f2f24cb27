"""English phrases for days, weeks and months. The words on the right are those of `days.py`."""

from __future__ import annotations

from bot.scheduling.wish_reading.calendar_words import DATE, DAY, MONTH
from bot.scheduling.wish_reading.named_days import HOLIDAY, PARTS
from bot.scheduling.wish_reading.phrases import Phrases, either

ABOUT_TIME = (
    "but|except|works|is fine|goes|available|open|other|besides|on|in|after|before|early|late|sooner|next|this"
    f"|tomorrow|today|{DAY}"
)
OPENING = "available|availability|opening|free|open|possible|appointment|slot|time"

DAYS: Phrases = (
    # As soon as possible, any time
    (r"\bany other (?:day|time)s? (?:than|but|except)\b", "anyday except"),
    (
        either(
            "asap",
            r"(?:as )?soon as (?:possible|you can|u can|i can|you have)",
            r"soonest(?: possible| available)?",
            "(?:sometime|pretty|real) soon",
            "soonish",
            "right away",
            "urgently",
            "immediately",
            "right now",
            "soon(?=$| please| [.,])",
            "how soon",
            r"(?:the )?(?:sooner|earlier|early) (?:the|is) (?:better|best)",
            r"(?:whatever|whichever) (?:is|you have|youve got|you got)(?: the)? (?:first|next|soonest"
            r"|sooner|earliest|earlier)",
            rf"(?:the )?(?:first|1st|earliest|next|nearest|soonest)(?: possible)? (?:{OPENING})"
            r"(?: (?:slot|time|appointment|opening|one|you have))?",
            r"(?:the )?(?:first|earliest|soonest) (?:you|thing you) (?:have|got|can)",
        ),
        "asap",
    ),
    (
        either(
            r"(?:at )?any ?(?:time|day|date|hour|when)s?",
            r"when ?ever(?: you (?:can|have)| works)?",
            rf"(?:any|every)thing(?= (?:{ABOUT_TIME}))",
            "(?:have|got|is there|see) anything",
            "(?:every|most|each) (?:other )?days?",
            "all days",
            "everyday",
            "24/7",
            "whatever (?:day|time|works|you have)",
            "any (?:slot|appointment|opening)s?",
            "other days?",
            "(?:do|does)(?:nt| not) (?:care|matter)(?: to me)? when",
            "no preference",
        ),
        "anyday",
    ),
    (r"\b(?:i am |we are )?flexible\b", "anyday ,"),
    # Single days
    (r"\b20 -? ?(first|1st)\b", "21st"),
    (r"\b20 -? ?(second|2nd)\b", "22nd"),
    (r"\b30 -? ?(first|1st)\b", "31st"),
    (r"\b20 -? ?([3-9](?:rd|th))\b", r"2\1"),
    (rf"\bfirst of (?=(?:{MONTH})\b|(?:the |next |this )month)|\b(?<=(?:day) )the first\b(?! thing)", "1st of "),
    (rf"\bsecond of (?=(?:{MONTH})\b|(?:the |next |this )month)", "2nd of "),
    (r"\b(after|before|by|until|from) the first(?=$| [.,;]| or| and| at)", r"\1 the 1st"),
    (rf"\b({DAY}) ,? ?the first\b(?! thing)", r"\1 the 1st"),
    (rf"\b({DAY}) ,? ?the second\b", r"\1 the 2nd"),
    (rf"\b({MONTH}) (?:the )?first\b(?! (?:week|thing|{DAY}))", r"\1 1st"),
    (rf"\b({MONTH}) (?:the )?second\b(?! (?:week|{DAY}))", r"\1 2nd"),
    (r"\b(\d{1,2}/\d{1,2}) ?- ?(\d{1,2}/\d{1,2})\b", r"\1 - \2"),
    (r"\b(\d{1,2})-(\d{1,2})-(?:20)?\d\d\b", r"\1/\2"),
    # "12-14" beside a month are two days, else a month and a day
    (rf"\b({MONTH}) (\d{{1,2}})-(\d{{1,2}})\b", r"\1 \2 - \3"),
    (r"\b(\d{1,2})-(\d{1,2}) (to|through|until|-) (\d{1,2})-(\d{1,2})\b", r"\1/\2 \3 \4/\5"),
    (r"(?<!from )(?<!between )\b(1[0-2]|0?[1-9])-(1[3-9]|2\d|3[01])\b(?! ?[:-])", r"\1/\2"),
    (rf"\b({MONTH}) (\d{{1,2}}(?:st|nd|rd|th)?) (or|and) (?=\d{{1,2}}(?:st|nd|rd|th)\b)", r"\1 \2 \3 \1 "),
    (either("(?:the )?day after tomorrow"), "overmorrow"),
    (r"\btomorrow (or|and) the (?:day after|next day|following day)\b", r"tomorrow \1 overmorrow"),
    (r"\b(?:the )?day (?:after|following) (?=thanksgiving|christmas|new year)", "dayafter "),
    (r"\b(?:the )?day before (thanksgiving|christmas|new years?)\b|\b(thanksgiving) eve\b", r"\1\2 eve"),
    (r"\bthanksgiving eve\b", "thanksgivingeve"),
    (rf"\b(?:any|every|each|all|most|some|a)(?: other)? ({DAY})s?\b", r"\1s"),
    (rf"\b(?:upcoming|this coming|closest|nearest)(?= (?:{DAY})\b)", "coming"),
    (rf"\bnext ({DAY}) (or|and|,|/) ({DAY})\b", r"next \1 \2 next \3"),
    (rf"\bnext ({DAY}) (?:to|through|until|-) ({DAY})\b", r"\1 to \2 next week"),
    (rf"\b(?:the )?({DAY}) after (?:this|the) weekend\b", r"next \1"),
    (rf"\b(?:this )?({DAY}) or (?:the )?next(?: one)?(?=$| [.,;!?])", r"\1 or \1 week"),
    (rf"\b({DAY}) after next\b", r"\1 week"),
    (r"\bthe following\b", "following"),
    # A weekday that bounds a week is one of that week
    (rf"\bnext week(?: ,)? (before|after|until|by|from) ({DAY})\b", r"\1 next \2 next week"),
    (rf"\b(before|after|until|by|from) ({DAY})(?: of)? next week\b", r"\1 next \2 next week"),
    # Weekends, weekdays
    (either("(?:only )?weekends? only", "only (?:on )?(?:the )?weekends?"), "weekends"),
    (either("on the weekend", "the weekend"), "weekend"),
    (either("week ?ends", "(?:a|any|on) weekend"), "weekends"),
    (
        r"\b(?:a |any |on |during the )?(?:week ?days?|work ?days?|business days?|during the week|school days?)\b",
        "weekdays",
    ),
    # So many days from now
    (r"\b(?:a )?fortnight\b", "2 weeks"),
    (r"\b(?:in|over|within|during)(?: the)? next (?:couple of |couple |few )days\b", "within few days"),
    (r"\bin (?:about|around|approximately|roughly|like|another|maybe|exactly) (?=\d|few|a )", "in "),
    (r"\b(?:a|one|1) (week|month) from now\b", r"in 1 \1s"),
    (r"\bin (?:a|one|1) (week|month)(?:s time)?\b", r"in 1 \1s"),
    (r"\b(?:a )?couple(?: of)? (?=days|weeks|months)", "2 "),
    (r"\b(?:a )?few (?=days|weeks|months)", "few "),
    (
        r"\bnot (?:for|in|within)(?: at least)?(?: another| the next)? (few|\d+) (?:more )?(days|weeks|months)\b",
        r"from in \1 \2",
    ),
    (r"\b(few|\d+) (days|weeks|months) (?:from (?:now|today)|out)\b", r"in \1 \2"),
    (r"\bin (\d) (?:or|to|-) \d (days|weeks|months)\b", r"in \1 \2"),
    (
        r"\b(?:within|inside|over|during|sometime in)?(?: ?the)? ?next (few|\d+) (days|weeks|months)\b",
        r" within \1 \2",
    ),
    (r"\b(?:within|inside)(?: the)? (few|\d+) (days|weeks|months)\b", r"within \1 \2"),
    *((rf"\b{number} ({DAY})s from now\b", rf"{number - 1} weeks from \1") for number in (2, 3)),
    # Weeks
    (r"\ball week\b", "this week"),
    (r"\ball (?=next |this )", ""),
    (r"\bweek ?nights\b", "weekdays evening"),
    (rf"\b(next|this) month ,? ?(?:on )?(?:the )?(first|second|3rd|4th|last) ({DAY})\b", r"\2 \3 of \1 month"),
    (either("(?:rest|remainder) of (?:the|this) week"), "restofweek"),
    (either("not this (?:coming )?(?:week )?but (?:the )?(?:next|one after|following)(?: week| one)?"), "next week"),
    (either("not next week but the (?:one|week) after(?: that)?", "(?:the )?week after next(?: week)?"), "weekafter"),
    (r"\b(?:the )?week (?:after|following)(?: that)?(?=$| [.,;!?])", "weekafter"),
    (r"\b(?:between|from) (?:right )?now (?:and|until|to|through) ", "until "),
    # Before something that is on a day: "before i leave on the 18th", "after my trip on friday"
    (
        rf"\b(before|after|until) (?:i|we|my|our|the|they) (?:(?!can|could|would|if|or|and|but|please|not"
        rf"|work)[a-z]+ ){{1,5}}?"
        rf"(?:(?:on|at) (?=(?:the )?(?:\d|{DAY}|{MONTH}))|(?=the \d|(?:{MONTH}) \d))",
        r"\1 ",
    ),
    (
        rf"\bafter (?:\w+ ){{1,4}}?(?:starts?|begins?|opens?)(?: back)?(?: up)?(?: again)? (?:on |in "
        rf"|at )?(?=the \d|{MONTH}|{DAY})",
        "from ",
    ),
    (
        rf"\b(?:from )?(?:the )?(\d{{1,2}}(?:st|nd|rd|th)) (?:-|to|through|until) (?:the )?(\d{{1,2}}(?:st"
        rf"|nd|rd|th)) (?:of )?({MONTH})\b",
        r"\3 \1 - \2",
    ),
    # Holidays
    (r"\b(?:the )?(?:winter|christmas|holiday) (?:break|vacation)\b", "theholidays"),
    (r"\b(?:the )?(?:first|1st) of (?:the|next) year\b", "newyear"),
    (r"\bchristmas (?:eve|evening)\b", "christmaseve"),
    (r"\bnew years? (?:eve|evening)\b", "newyearseve"),
    (r"\bblack friday\b", "blackfriday"),
    (r"\b(?:mlk|martin luther king(?: jr)?)(?: day)?\b", "mlkday"),
    (r"\b(president|memorial|independence|labor|columbus|veteran)s? day\b", r"\1day"),
    (r"\b(president|veteran)day\b", r"\1sday"),
    (r"\bin the new year\b", "in january"),
    (r"\bnew years?(?: day)?\b", "newyear"),
    (r"\bthe (?:next )?holiday\b(?! season)", "theholiday"),
    (r"\b(?:right|straight|just) (?=after|before)", " "),
    (r"\b(?:the )?(?:holidays|holiday season)\b", "theholidays"),
    (rf"\b({HOLIDAY}) week\b", r"week of \1"),
    # Seasons
    *(
        (rf"\b(?:in the |in |next |this |over the |during the )(?:early |late )?{season}(?: break)?\b", months)
        for season, months in (
            ("spring", "between march and may"),
            ("summer", "between june and august"),
            ("(?:fall|autumn)", "between september and november"),
            ("winter", "between december and february"),
        )
    ),
    # The year
    (
        r"\b(?:before|by|until)(?: the)? (?:end of (?:the|this) year|year(?: is)? (?:ends?|over|out))\b",
        "until december",
    ),
    (r"\bend of (?:the|this) year\b", "end december"),
    (r"\bthis year\b", "until december"),
    (rf"\blast ({DAY}) of (?:the|this) year\b", r"last \1 of december"),
    (rf"\b(?:very )?first ({DAY}) of (?:the (?:new|next) year|20\d\d)\b", r"first \1 of january"),
    # Back
    (
        rf"\b(?:be |am |get |getting |coming )?back(?: in town| home| from \w+)*(?: on)? "
        rf"(?=the \d|{DAY}|{MONTH}|tomorrow|next)",
        "from ",
    ),
    # Parts of a week or a month
    (rf"\b(next month|(?:in )?(?:{MONTH}))(?: ,)? (?:the )?(first|second|latter) half\b", r"\2 half of \1"),
    (r"\b(?:the )?(?:first|early) half of\b", "firsthalf"),
    (r"\b(?:the )?(?:beginning|start|first part|early part) of\b", "early"),
    (
        r"\b(?:the )?(?:last part|latter part|late part) of\b",
        "late",
    ),
    (r"\b(?:the )?(?:last|second|latter|late) half of\b", "secondhalf"),
    (r"\b(?:the )?(?:(?:very |tail )?end|last days) of\b", "end"),
    (r"\b(?:the )?middle of\b|\b(?:half ?way|midway) (?:through|into)\b", "mid"),
    (
        rf"\b(next month|(?:in )?(?:{MONTH}))(?: [.,])? (?:like |maybe |the )*"
        r"(first|second|2nd|3rd|4th|last) week\b(?! of)",
        r"\2 week of \1",
    ),
    (rf"\b({DAY}) (or|and|,) ({DAY}) (after|before) (?=the \d|{MONTH}|\d)({DATE}|{HOLIDAY})", r"\1 \4 \5 \2 \3 \4 \5"),
    (rf"\b({PARTS}) (?:in |on )?(?:the )?(next|this) (week|month)\b", r"\1 \2 \3"),
    (rf"\b({PARTS}) (?:in )?(?:the )?(week|month)\b", r"\1 this \2"),
    # "Tue and thu only" means every one of them
    (rf"\b({DAY})( ,| and| or|) ({DAY}) only\b", r"\1s\2 \3s"),
    (rf"\b({DAY}) only\b(?! (?:until|after|before|in|at|between|from|the|morning|afternoon|\d))", r"\1s"),
)
