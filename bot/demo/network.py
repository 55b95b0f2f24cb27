"""The network itself: threads, comments, and who is watching. In memory, gone at exit.

Rules: what a person does becomes a signed webhook to the service's public endpoint, one at a time and in order; what
the service sends is shown, and echoed back as the real network does; every change reaches every open page.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.demo.events import comment_event, echo_event, message_event
from bot.demo.lines import Comment, Line, QuickReply, Side, Status, Traffic, Typing, Update
from bot.demo.people import PEOPLE, Person
from bot.demo.webhooks import Webhooks
from bot.messages.clock import Clock
from bot.messages.ids import Entropy, new_id

MOST_KEPT = 500  # lines, comments and requests; the oldest go first
MOST_WAITING = 1000  # updates for one page that does not read: then it is let go and will connect anew


class DemoNetwork:
    def __init__(self, page: str, webhooks: Webhooks, clock: Clock, entropy: Entropy) -> None:
        self.page = page
        self.people: dict[str, Person] = {person.id: person for person in PEOPLE}
        self._webhooks = webhooks
        self._clock = clock
        self._entropy = entropy
        self._lines: dict[str, Line] = {}
        self._comments: dict[str, Comment] = {}
        self._traffic: deque[Traffic] = deque(maxlen=MOST_KEPT)
        self._watchers: set[asyncio.Queue[Update | None]] = set()
        self._echoes: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    # what a person does

    async def write(
        self, person: str, text: str = "", *, attachment: str | None = None, choice: str | None = None
    ) -> None:
        line = Line(self._new_id("m_"), person, Side.PERSON, self._clock(), text, attachment, status=Status.SENDING)
        self._show(line)
        await self._deliver(
            line, "choice" if choice else attachment or "message", message_event(self.page, line, choice)
        )

    async def unsend(self, line_id: str) -> None:
        """Raises KeyError unless it is a person's own line."""
        line = self._lines[line_id]
        if line.side is not Side.PERSON:
            raise KeyError(line_id)
        withdrawn = replace(line, text="", attachment=None, status=Status.UNSENT)
        self._show(withdrawn)
        await self._deliver(withdrawn, "unsend", message_event(self.page, replace(withdrawn, at=self._clock())))

    async def comment(self, person: str, text: str) -> None:
        comment = Comment(self._new_id("1_"), Side.PERSON, person, self._clock(), text, status=Status.SENDING)
        self._show(comment)
        await self._deliver(comment, "comment", comment_event(self.page, comment, self.people[person]))

    async def remove_comment(self, comment_id: str) -> None:
        """Raises KeyError unless it is a person's own comment."""
        comment = self._comments[comment_id]
        if comment.side is not Side.PERSON:
            raise KeyError(comment_id)
        removed = replace(comment, text="", status=Status.UNSENT)
        self._show(removed)
        await self._deliver(removed, "comment removed", comment_event(self.page, removed, self.people[comment.person]))

    # what the service does

    def receive(
        self, person: str, text: str, quick_replies: tuple[QuickReply, ...], outbox_id: str, comment: str | None
    ) -> Line:
        """A message of the page to a person; with `comment`, the one private reply to it."""
        line = Line(
            self._new_id("m_"), person, Side.PAGE, self._clock(), text, None, quick_replies, private_reply=bool(comment)
        )
        if comment is not None:
            self._show(replace(self._comments[comment], answered_in_private=True))
        self._show(line)
        self._echo(echo_event(self.page, line, outbox_id))
        return line

    def receive_comment(self, parent: Comment, text: str) -> Comment:
        comment = Comment(self._new_id("1_"), Side.PAGE, parent.person, self._clock(), text, parent.id)
        self._show(comment)
        self._echo(comment_event(self.page, comment, self.people[parent.person]))
        return comment

    def show_typing(self, person: str) -> None:
        self._tell(Typing(person))

    def show_send(self, what: str, status: int) -> None:
        self._note(Traffic(self._clock(), to_service=False, what=what, status=status))

    # what can be looked at

    def find_comment(self, comment_id: str) -> Comment | None:
        return self._comments.get(comment_id)

    def last_written(self, person: str) -> Line | None:
        own = (line for line in self._lines.values() if line.person == person and line.side is Side.PERSON)
        return max(own, key=lambda line: line.at, default=None)

    @property
    def everything(self) -> list[Update]:
        """All there is to show, oldest first."""
        return [*self._lines.values(), *self._comments.values(), *self._traffic]

    @contextmanager
    def watch(self) -> Iterator[asyncio.Queue[Update | None]]:
        """Gives the updates from now on; None means that there will be no more."""
        queue: asyncio.Queue[Update | None] = asyncio.Queue()
        self._watchers.add(queue)
        try:
            yield queue
        finally:
            self._watchers.discard(queue)

    async def close(self) -> None:
        for queue in self._watchers:
            queue.put_nowait(None)
        for echo in self._echoes:
            echo.cancel()
        await asyncio.gather(*self._echoes, return_exceptions=True)

    # inside

    async def _deliver[Shown: (Line, Comment)](self, shown: Shown, what: str, body: bytes) -> None:
        delivered = await self._send_webhook(what, body)
        if shown.status is Status.SENDING:
            self._show(replace(shown, status=Status.DELIVERED if delivered else Status.FAILED))

    async def _send_webhook(self, what: str, body: bytes) -> bool:
        async with self._one_at_a_time:
            result = await self._webhooks.send(body)
        self._note(Traffic(self._clock(), to_service=True, what=what, status=result.status, ms=result.ms))
        return result.delivered

    def _echo(self, body: bytes) -> None:
        """In the background: the real network answers the send first and tells of it later."""
        echo = asyncio.create_task(self._send_echo(body))
        self._echoes.add(echo)
        echo.add_done_callback(self._echoes.discard)

    async def _send_echo(self, body: bytes) -> None:
        await self._send_webhook("echo", body)

    def _show(self, shown: Line | Comment) -> None:
        kept: dict[str, Line] | dict[str, Comment]
        if isinstance(shown, Line):
            self._lines[shown.id] = shown
            kept = self._lines
        else:
            self._comments[shown.id] = shown
            kept = self._comments
        if len(kept) > MOST_KEPT:
            kept.pop(next(iter(kept)))
        self._tell(shown)

    def _note(self, traffic: Traffic) -> None:
        self._traffic.append(traffic)
        self._tell(traffic)

    def _tell(self, update: Update) -> None:
        for queue in tuple(self._watchers):
            if queue.qsize() >= MOST_WAITING:
                self._watchers.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(update)

    def _new_id(self, prefix: str) -> str:
        return prefix + new_id(self._entropy)
