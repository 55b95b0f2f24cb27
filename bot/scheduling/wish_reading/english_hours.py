"""English phrases for times of day. The words on the right are those of `hours.py`."""

from __future__ import annotations

from bot.scheduling.wish_reading.calendar_words import DAY, MONTH, MONTHS
from bot.scheduling.wish_reading.phrases import Phrases, either

CLOCK = r"(\d{1,2}(?::\d{2})?)"
POSSIBLE = r"(?:possible|i can|you can|you have)"

NO_CLOCK = (
    "".join(rf"(?<!{month} )" for month in MONTHS)
    + r"(?<!the )(?<!at )(?<!of )(?<!option )(?<!number )(?<!/)(?<!:)(?<!-)"
)
NO_LIMIT = "".join(rf"(?<!{word})" for word in ("and ", "to ", "until ", "-", "- ", "before ", "after ", "by "))
COUNTED = "days?|weeks?|months?|years?|hours?|minutes?|mins?|kids?|people|times?|of"
NO_NOUN = rf"(?![:/\d-]| ?[ap]m?\b|(?:st|nd|rd|th)\b| (?:{COUNTED})\b)"
DATES_OF_A_MONTH = rf"\b({MONTH}) (?:the )?(\d{{1,2}}(?:st|nd|rd|th)?)"
HOUR = r"(1[0-2]|[1-9])"

HOURS: Phrases = (
    # Clocks
    (rf"\b({MONTH}) (\d{{1,2}}) in the (morning|afternoon|evening)\b", r"\1 \2th \3"),
    (r"\b(a|p) ?\.? ?m\b\.?", r"\1m"),
    (r"(?<=\d)(a|p)(?= |$|-)", r"\1m"),
    (r"(?<=\d)\.(?=\d\d\b)", ":"),
    (r"(?<=\d) ?h(?:rs|ours)?(?=$| (?!from))", ":00"),
    *((rf"\bquarter (?:to|until|before|of) {hour}\b", f"{(hour - 2) % 12 + 1}:45") for hour in range(12, 0, -1)),
    (r"\b(\d{1,2}(?::\d\d)?(?:am|pm)?)/(?=\d{1,2}(?::\d\d|[ap]m))", r"\1 or "),
    (r"\b(\d{1,2}) ?o ?clock\b", r"\1:00"),
    (r"\bone ?o ?clock\b|(?<=at )one\b|(?<=after )one\b|(?<=before )one\b|(?<=until )one\b", "1:00"),
    (r"\bhalf (?:past )?(\d{1,2})\b", r"\1:30"),
    (r"\bquarter (?:past|after) (\d{1,2})\b", r"\1:15"),
    (r"\b(\d{1,2}) (15|30|45)\b(?! ?(?:minute|min|day|week))", r"\1:\2"),
    # Numbers one after the other: "dec 1 2 or 3", "8, 9 or 10"
    (rf"(?<=\d)(?: ,)? (\d{{1,2}})(?: ,)? (or|and) (?=\d{{1,2}}\b{NO_NOUN})", r" \2 \1 \2 "),
    *[
        (
            r"(?<!:)(?<!between )(?<!between the )\b(\d{1,2}(?:st|nd|rd|th)?)(?: ,| or| and| , or) "
            rf"(?:the )?(\d{{1,2}}(?:st|nd|rd|th)?) (?:of )?({MONTH})\b",
            r"\1 of \3 or \2 of \3",
        )
    ]
    * 2,
    *[(rf"{DATES_OF_A_MONTH} (or|and) (?=\d{{1,2}}\b{NO_NOUN})", r"\1 \2 \3 \1 ")] * 3,
    *(
        (
            rf"{NO_CLOCK}(?<!or )\b(?:around )?{hour} or {hour % 12 + 1}\b{NO_NOUN}(?! or)",
            f"between {hour} and {hour % 12 + 1}:30",
        )
        for hour in range(1, 13)
    ),
    (
        rf"{NO_CLOCK}(around )?\b{HOUR}(:\d\d)? or (?={HOUR}(?::\d\d)?{NO_NOUN}(?! (?:{MONTH})))",
        r"\1at \2\3 or \1at ",
    ),
    (rf"(?<=\bwith ){HOUR}(?=$| [.,?!])|(?<=\bdo ){HOUR}(?=$| [.,?!])|(?<=\btake ){HOUR}(?=$| [.,?!])", r"at \1\2\3"),
    (rf"\b({DAY}|tomorrow|today) {HOUR}(?=$| [.,?!])", r"\1 at \2"),
    (rf"(?<=not ){HOUR}{NO_NOUN}", r"at \1"),
    (rf"(?<!the ){NO_LIMIT}\b{HOUR} on (?=(?:{DAY})|the \d)", r"at \1 on "),
    (rf"\b{CLOCK} (?:sharp|on the dot|exactly)\b", r"at \1"),
    (rf"^{HOUR}(?= [,.] )", r"at \1"),
    (
        rf"(?:^|(?<=[,.?!] )|(?<=tomorrow )|(?<=today )|(?<=day )){HOUR}{NO_NOUN}"
        rf"(?= (?:is|works|would work|tomorrow|today|(?:on )?(?:{DAY}))\b)",
        r"at \1",
    ),
    (rf"\b{CLOCK} or {CLOCK} (?:in|of) the morning\b", r"at \1am or at \2am"),
    (rf"\b{CLOCK} or {CLOCK} (?:in the (?:afternoon|evening)|at night)\b", r"at \1pm or at \2pm"),
    (rf"{CLOCK} (?:in|of) the morning\b", r"\1am"),
    (rf"{CLOCK} (?:in the (?:afternoon|evening)|at night)\b", r"\1pm"),
    (r"(\d) (am|pm)\b", r"\1\2"),
    (rf"\bat {CLOCK}(am|pm)?(?: ,)? or (?:at )?(?=\d{{1,2}}(?::\d{{2}})? ?(?:[ap]m)?(?:$| [^/\d]))", r"at \1\2 or at "),
    (r"\bnoon ?ish\b", "around 12:00pm"),
    (r"\b(?:12 )?noon(?:time)?\b|\bmidday\b", "12:00pm"),
    (r"\b(?:12 )?midnight\b", "12:00am"),
    # So long from now
    (r"\b(?:in|within) (?:like |about |around |maybe )?(?:a |1 )?half (?:an |a )?hour\b", "today in 30 minutes"),
    (r"\b(?:in|within) (?:like |about |around |maybe )?(?:an?|1) hour\b", "today in 60 minutes"),
    (r"\b(?:in|within) (?:like |about |around |maybe )?(\d{1,3}) min(?:ute)?s?\b", r"today in \1 minutes"),
    *(
        (rf"\b(?:in|within) (?:like |about |around |maybe )?{hours} (?:hours|hrs)\b", f"today in {hours * 60} minutes")
        for hours in range(2, 9)
    ),
    # Around work, school and meals
    (either(r"(?:right |straight )?after (?:i get off )?(?:work|the office)", "after i get off"), "afterwork"),
    (either("before work", "before school"), "before 9am"),
    (either("after (?:school(?! (?:starts|begins|opens))|pickup|pick up)"), "afterschool"),
    (
        r"\b(?:i )?(?:have )?(?:a )?"
        r"(?:work|at work|working|busy|in class|class|in school|in meetings|meetings?|tied up)"
        r" (?:\w+ ){0,4}until\b",
        "after",
    ),
    (
        r"\b(?:until|at) (\d{1,2}:?\d{0,2}(?:am|pm)?) ((?:[a-z]+ ){0,8})(?:any ?time )?after (?:that|then)\b",
        r"after \1 \2",
    ),
    (
        r"\b(?:get off|off work|off|get out|done|finish|finished|out of work|done with work|free)"
        r"(?: work| school| class)? (?:at|by|around)(?= \d)",
        "after",
    ),
    (r"\b(before|after|until) my (?=\d)", r"\1 "),
    (
        rf"\buntil {CLOCK}((?: (?:today|tomorrow|on|{DAY}))*)(?: ,)?(?: and| but)? then i am (?:open|free"
        rf"|good|available)\b",
        r"after \1 \2",
    ),
    (r"\ball day(?: long)?\b", "allday"),
    (either("after dinner", "after supper"), "evening"),
    (r"\bbefore i (?:go|get|head)(?: in)?(?: to)? work\b", "before 9am"),
    (rf"\b(?:say|like) (?={HOUR}(?::\d\d)?{NO_NOUN}(?! (?:to|or|and|until|onwards)\b| ?-))", "around "),
    (r"\b(?:leave|get off|get out|off)(?: of)?(?: work| school)? early\b", " "),
    (either("after lunch", "past lunch"), "after 1pm"),
    (either("before lunch"), "before 12pm"),
    (r"\b(?:during |on |at |over )?(?:my |the )?lunch(?: ?time| ?break| hour)?\b", "lunch"),
    # Ends of the day
    (rf"\bas early (?:in the (?:day|morning) )?as {POSSIBLE}\b", "early"),
    (rf"\bas late (?:in the (?:day|afternoon) )?as {POSSIBLE}\b", "late"),
    (
        r"\b(?:the )?(?:very )?(?:first|earliest) (?:thing|slot|appointment|opening)"
        r"(?: in the (?:morning|am|day))?\b(?! (?:available|possible|you))",
        "firstthing",
    ),
    (
        either(
            r"(?:when|once|(?:as )?soon as) (?:you|the doors?|the office|the clinic)(?: guys| all)? opens?",
            "at opening",
            "opening time",
        ),
        "firstthing",
    ),
    (
        either(
            r"(?:the )?end of (?:the )?(?:work ?)?day",
            r"(?:the )?(?:last|latest) (?:thing|slot|appointment|one|opening|time)"
            r"(?: you have)?(?: (?:of|in) the day)?",
            "close of business",
            "before (?:you )?clos(?:e|ing)",
        ),
        "endofday",
    ),
    (r"\blater? (?:on )?(?:in |on )?(?:the |that )day\b", "lateday"),
    (either(r"(?:in|during) the day(?:time)?", "of the day"), " "),
    # Parts of the day
    (r"\blater this week\b", "restofweek"),
    (rf"\b({MONTH}) (\d{{1,2}}) ?am\b", r"\1 \2th morning"),
    (rf"\b({MONTH}) (\d{{1,2}}) ?pm\b", r"\1 \2th afternoon"),
    (r"\b(?:forenoons?|(?<=not )am|(?<=no )am|(?<=, )am|(?<!i )am(?=$| [.,;!?]))\b", "morning"),
    (r"(?<=not )pm\b|(?<=no )pm\b|(?<=, )pm\b|\bpm(?=$| [.,;!?])", "afternoon"),
    (r"\bearl(?:y|ier) (?:in|on) the (morning|afternoon|evening|week|month)\b", r"early \1"),
    (r"\blater? (?:in|on) the (morning|afternoon|evening|week|month)\b", r"late \1"),
    (r"\b(early|late)(?:r|ish)\b", r"\1"),
    (r"\bearlier\b", "early"),
    (r"\bmid ?-? ?(morning|afternoon|week|month|day)\b", r"mid \1"),
    (r"\bams\b|(?:(?<=in the )|(?<=day )|(?<=tomorrow ))am\b", "morning"),
    (r"\bpms\b|(?:(?<=in the )|(?<=day )|(?<=tomorrow ))pm\b", "afternoon"),
    (r"\btonight\b", "today evening"),
    (r"\bthis (morning|afternoon|evening)\b", r"today \1"),
    (r"\blate today\b", "today"),
    (r"\bnights?\b", "evening"),
)
