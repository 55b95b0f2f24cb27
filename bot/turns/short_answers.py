"""Short answers while booking that need no guess: leaving, and nothing but another time.

Asked only while the booking form is open, of messages that pick no button. Whatever says more is the dialogue's.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.letters import fold_words
from bot.messages.effects import Language
from bot.messages.reply import Meaning
from bot.messages.turn import DialogueState
from bot.scheduling.wishes import is_nothing_but_a_wish

BOOKING = "booking_form"
LONGEST = 120  # characters; who writes more says more
LEAVES, SAYS_A_WISH = Meaning("deny"), Meaning("inform")

_BEFORE = r"(?:(?:ok|okay|oh|um|uh|actually|wait|no|nah|well|sorry|hmm|you know what|ay|bueno|no no|pues|mejor|ya) )*"
_AFTER = (
    r"(?: (?:then|thanks?|thank you|thx|ty|sorry|for now|now|please|pls|it|this|that|bye|anymore|booking|the booking"
    r"|all|about it|i will call(?: you)?|ill call(?: you)?|gracias|perdon|por ahora|entonces|nada|adios|ya))*"
)
_LEAVING = re.compile(
    _BEFORE + r"(?:n(?:e)?v(?:er)? ?m(?:ind|nd)?|never ?mi?nd|forget (?:it|about it|this)|cancel(?: (?:it|this|that))?"
    r"|(?:stop|quit|exit|leave|end) (?:it|this|that|the booking|booking)|quit|exit|leave it|skip it|not now|no thanks?"
    r"|no thank you|nothing|changed? my mind|i changed? my mind|i do ?nt want (?:it|to book|this)(?: anymore)?"
    r"|i dont want (?:it|to book|this|to)(?: anymore)?|another time|some other time|maybe later"
    r"|olvid(?:a|e|elo|alo|atelo)(?: eso)?|dejalo|dejelo|deja|no importa|no gracias|cancela(?:r|lo|la)?|cancele(?:lo)?"
    r"|ya no(?: quiero| la quiero| lo quiero)?|cambie de (?:idea|opinion)|mejor no)" + _AFTER
)


class ShortAnswers:
    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, text: str, language: Language, state: DialogueState, now: datetime) -> Meaning | None:
        """`text`: the guarded one, refuse masking. None for what the dialogue is to read."""
        if state.active_loop != BOOKING or len(text) > LONGEST:
            return None
        if _LEAVING.fullmatch(fold_words(text)):
            return LEAVES
        return SAYS_A_WISH if is_nothing_but_a_wish(text, language, now, self._zone) else None
