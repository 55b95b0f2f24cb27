"""How times are typed in haste, written out: "730", "4+", "dec4", "M/W/F", "w/c"."""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Phrases, Rephrasing

DAY_OR_MONTH = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun"
NO_CLOCK_AFTER = r"\b(?! ?\d| (?:dollars|bucks|mg|street|st|ave|road|rd|people)\b)"
CLINIC_HOURS = r"0[6-9]|(?<=\bat )1[3-9]|(?<=after )1[3-9]|(?<=before )1[3-9]|1\d(?=\d\d ?(?:hrs|hours|h)\b)"

TYPED: Phrases = (
    (r"\bm ?/ ?w ?/ ?f\b", "monday wednesday friday"),
    (r"\bm ?/ ?w\b", "monday wednesday"),
    (r"\btu? ?/ ?th(?:u|ur)?\b", "tuesday thursday"),
    (r"\bm ?- ?f\b", "monday - friday"),
    (r"\bm ?- ?th\b", "monday - thursday"),
    (r"\b(?:w/c|week (?:commencing|beginning|starting))\b", "week of"),
    (r"\booo\b", "out of office"),
    (r"\bx?cept\b", "except"),
    (r"\b20\d\d-(\d\d)-(\d\d)(?:[t ](?=\d\d:\d\d))?", r"\1/\2 at "),
    (r"\b(\d{1,2}/\d{1,2}) ?am\b", r"\1 morning"),
    (r"\b(\d{1,2}/\d{1,2}) ?pm\b", r"\1 afternoon"),
    (r"\b(half past|quarter past|quarter to|quarter of) one\b", r"\1 1"),
    # "0900", "1430 hrs", "at 1430"
    (rf"\b({CLINIC_HOURS})(00|15|30|45)(?: ?(?:hrs|hours|h)\b|\b)", r"\1:\2"),
    # "730", "1230", but neither a year nor "100 dollars" nor a telephone number
    (
        r"(?<![\d$:/.#-])(?<!\d )(?<!room )(?<!suite )\b(1[0-2]|[1-9])((?:15|30|45|[1245]0)"
        rf"|(?<=\bat .)00|(?<=\bat ..)00|00(?= ?[ap]m?\b))(?= ?[ap]m?\b|\+|ish\b|{NO_CLOCK_AFTER})",
        r"\1:\2",
    ),
    (r"\b(\d{1,2}(?::\d\d)?(?: ?[ap]m)?)\+", r" after \1 "),
    (r"([a-z])\1{2,}", r"\1"),  # "earlyyy"
    (r"\b(dr|mr|mrs|ms|sra?)\.", r"\1"),
    (rf"\b({DAY_OR_MONTH})(?=\d)", r"\1 "),
    (rf"\b({DAY_OR_MONTH}|ene|abr|ago|dic)\.(?= ?\d)", r"\1 "),
)

typed_out = Rephrasing(TYPED)
