"""From replies to what is sent: words, the guard's check on the way out, links and buttons.

A reply over the channel's ceiling is replaced by the safe text and a link to the secure chat. The link is added after
the check: it is ours, and the guard would rightly refuse any other address.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.choices import Choices
from bot.conversations.conversation import Conversation
from bot.deliveries.outbox import Draft
from bot.guard.port import KnownValues
from bot.guard.service import GuardService
from bot.messages.channel import Ceiling
from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose, LinkRequest, Reply
from bot.securepages.links import Links
from bot.texts.catalog import Texts

LINK_SENT = "secure link"
REPLACEMENT = Reply(say="outbound_replaced", link=LinkRequest(LinkPurpose.SECURE_CHAT))


@dataclass(frozen=True, slots=True)
class Checked:
    """A reply whose words may go out. `replaced` tells that they are not the ones asked for."""

    reply: Reply
    text: str
    replaced: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Rendered:
    """`kept` and `note` are for the transcript. A link opens a page for whoever holds it: it is kept only where the
    patient reads it from there, on a covered channel.
    """

    draft: Draft
    link: str | None
    kept: str
    note: str


class Rendering:
    def __init__(self, texts: Texts, guard: GuardService, links: Links, choices: Choices) -> None:
        self._texts = texts
        self._guard = guard
        self._links = links
        self._choices = choices

    async def check(self, reply: Reply, ceiling: Ceiling, language: Language, known: KnownValues | None) -> Checked:
        """Raises GuardError: then nothing at all may be sent."""
        text = self._words(reply, language)
        titles = "\n".join(choice.title for choice in reply.choices)
        verdict = await self._guard.check(
            f"{text}\n{titles}" if titles else text,
            ceiling,
            known=known,
            fixed=reply.say is not None and not reply.choices and not self._texts.has_own_blanks(reply.say),
        )
        if verdict.allowed:
            return Checked(reply, text)
        replacement = replace(REPLACEMENT, purpose=reply.purpose)
        return Checked(replacement, self._words(replacement, language), replaced=True)

    def fixed(self, reply: Reply, language: Language) -> Checked:
        """A fixed text without blanks of its own or buttons: it needs no check. Raises ValueError for any other."""
        if reply.say is None or reply.choices or self._texts.has_own_blanks(reply.say):
            raise ValueError("only a fixed text may go out unchecked")
        return Checked(reply, self._texts.say(reply.say, language))

    async def write(
        self,
        session: AsyncSession,
        checked: Checked,
        conversation: Conversation,
        *,
        ceiling: Ceiling,
        turn_id: str,
        now: datetime,
    ) -> Rendered:
        """Makes the link and the buttons, in the transaction that completes the turn."""
        reply = checked.reply
        link = None
        text = checked.text
        if reply.link is not None:
            link = await self._links.issue(session, conversation.id, reply.link, now)
            text = f"{text}\n{link}"
        buttons = await self._choices.offer(session, conversation.id, turn_id, reply.choices, now)
        draft = Draft(text, reply.purpose, buttons)
        if link is None or ceiling is Ceiling.COVERED:
            return Rendered(draft, link, kept=text, note="")
        return Rendered(draft, link, kept=checked.text, note=LINK_SENT)

    def _words(self, reply: Reply, language: Language) -> str:
        if reply.text is not None:
            return reply.text
        assert reply.say is not None  # noqa: S101 - Reply holds one of the two
        return self._texts.say(reply.say, language, reply.values)
