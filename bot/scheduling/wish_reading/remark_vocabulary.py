"""The patterns by which a language's remarks are told apart. They look at plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    # Where a message is cut into remarks
    cut: re.Pattern[str]  # the mark or word that begins the next remark; a space before "i work"
    so: frozenset[str]  # what follows is the wish
    because: frozenset[str]  # what follows is a reason
    correction: re.Pattern[str]  # "no wait": all that came before is withdrawn

    # Times
    time: re.Pattern[str]  # anything that may stand for one
    day: re.Pattern[str]
    clock: re.Pattern[str]
    hours: re.Pattern[str]  # a clock or a part of the day
    between_days: re.Pattern[str]  # words that join days: "monday to friday"
    ends_list: re.Pattern[str]  # the "and" of "monday, tuesday and friday"

    # What a remark is
    wanting: re.Pattern[str]  # a wish, whatever else it says
    asking: re.Pattern[str]  # about the clinic or a visit that is booked, or a greeting
    past: re.Pattern[str]  # what was, and how they feel
    stating: re.Pattern[str]  # "i work fridays"
    starting: re.Pattern[str]  # when something begins or is due, which is no time to come
    limiting: re.Pattern[str]  # until when they are busy
    busy: re.Pattern[str]  # enough to go by when nothing is wished for
    known: frozenset[str]  # words that speak of a time, or of nothing

    # Words that look back
    same_day: re.Pattern[str]
    refers: re.Pattern[str]  # group 1 is a limit that has lost its time: "before that"
    of: str  # stands between a limit and its time
    never_so: re.Pattern[str]  # "so no way": what was named is refused
    rest: re.Pattern[str]  # "otherwise i am free": likewise
