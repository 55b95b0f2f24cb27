"""Short pieces of digits and letters as they were typed, for ten minutes, in memory only.

The transcript keeps a piece masked as soon as something in it was found; what is left of "512 555" is a placeholder
that the next piece ("0142") cannot be read together with. So pieces, and nothing longer, are remembered a short while
in this process. They are written nowhere, and a restart forgets them.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.guard.context import PIECE

KEPT_FOR = timedelta(minutes=10)
MOST = 5_000  # pieces, over all conversations


class RecentPieces:
    def __init__(self, kept_for: timedelta = KEPT_FOR, most: int = MOST) -> None:
        self._kept_for = kept_for
        self._most = most
        self._pieces: OrderedDict[str, tuple[datetime, str]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._pieces)

    def remember(self, entry_id: str, text: str, now: datetime) -> None:
        """`entry_id`: of the transcript. A text that is more than a piece is not kept."""
        self._forget_old(now)
        if PIECE.fullmatch(text) is not None:
            self._pieces[entry_id] = (now, text)
        while len(self._pieces) > self._most:
            self._pieces.popitem(last=False)

    def typed(self, entry_id: str, now: datetime) -> str:
        """ "" when it is forgotten, or was never a piece."""
        self._forget_old(now)
        return self._pieces[entry_id][1] if entry_id in self._pieces else ""

    def _forget_old(self, now: datetime) -> None:
        while self._pieces:
            oldest, (at, _) = next(iter(self._pieces.items()))
            if now - at < self._kept_for:
                return
            del self._pieces[oldest]
