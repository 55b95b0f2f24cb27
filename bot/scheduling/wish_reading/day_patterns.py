"""How days, weeks and months are written, as regular expressions without groups of their own."""

from __future__ import annotations

from bot.scheduling.wish_reading.calendar_words import DATE, DAY, MONTH
from bot.scheduling.wish_reading.named_days import HOLIDAY

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "3rd": 3, "4th": 4}
ORDINAL = "|".join((*ORDINALS, "last"))
SPAN = (
    rf"(?:{DATE}|(?:next|this|following) (?:week|month)|weekafter|(?:next |this )?weekend"
    rf"|in (?:few|\d+) (?:days|weeks|months)"
    rf"|(?:(?:next|this|coming|following) )?(?:{DAY})|tomorrow|today|overmorrow|(?:the )?(?:{HOLIDAY})"
    rf"|(?:next )?(?:{MONTH})"
    r"|(?:the )?(?:week|month))\b"
)
OPEN_ENDED = {
    "after": "after", "past": "after", "before": "before", "by": "until", "until": "until", "not after": "until",
    "from": "from", "starting": "from", "start": "from", "beginning": "from", "on or after": "from",
    "not until": "from", "not before": "from",
}  # fmt: skip
LIMIT = "|".join(sorted(OPEN_ENDED, key=len, reverse=True))
