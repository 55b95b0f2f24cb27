"""Wakes the open chat pages of this process. Only a hint: a page also looks by itself now and then, because the message
may have been written by another process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

STREAMS_A_PERSON = 4  # open tabs; the oldest one is closed for a fifth


class Listener:
    """One open page. `closed` is set when it has to go."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self.typing = False
        self.closed = False

    def wake(self) -> None:
        self._woken.set()

    async def wait(self, seconds: float) -> None:
        """Until woken, or that long."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
        self._woken.clear()

    def take_typing(self) -> bool:
        """True once for each time that somebody began to write."""
        typing, self.typing = self.typing, False
        return typing


class ChatNotifier:
    """By the person's random id in the chat, which the channel's recipient carries."""

    def __init__(self) -> None:
        self._listeners: dict[str, list[Listener]] = {}
        self._closed = False

    @contextmanager
    def listen(self, sender: str) -> Iterator[Listener]:
        listener = Listener()
        listener.closed = self._closed
        of_person = self._listeners.setdefault(sender, [])
        of_person.append(listener)
        for oldest in of_person[:-STREAMS_A_PERSON]:
            self._dismiss(oldest)
        try:
            yield listener
        finally:
            of_person.remove(listener)
            if not of_person:
                self._listeners.pop(sender, None)

    def wake(self, sender: str) -> None:
        for listener in self._listeners.get(sender, ()):
            listener.wake()

    def show_typing(self, sender: str) -> None:
        for listener in self._listeners.get(sender, ()):
            listener.typing = True
            listener.wake()

    def close(self) -> None:
        """At shutdown: open streams end at once instead of holding it up."""
        self._closed = True
        for of_person in self._listeners.values():
            for listener in of_person:
                self._dismiss(listener)

    @staticmethod
    def _dismiss(listener: Listener) -> None:
        listener.closed = True
        listener.wake()
