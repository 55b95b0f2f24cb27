"""Public comments. What is said under one, or because of one, says nothing about its writer.

Rules: fixed texts only; the same to praise, complaint and question; at most one reply under a comment and one private
reply to it, also when it is edited; off until a page switches it on. A red flag is answered all the same, in private;
where that was used up or is too late, under the comment.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.windows import PRIVATE_REPLY_WINDOW, private_reply_is_allowed
from bot.deliveries.outbox import CommentReply
from bot.messages.channel import Capabilities, Ceiling, CommentReplies
from bot.messages.inbound import InboundMessage
from bot.messages.reply import Reply, ReplyPurpose
from bot.transcripts.transcripts import Transcripts

IN_PUBLIC = frozenset({CommentReplies.PUBLIC, CommentReplies.BOTH})
IN_PRIVATE = frozenset({CommentReplies.PRIVATE, CommentReplies.BOTH})


def public_side_of(capabilities: Capabilities) -> Capabilities:
    """What holds for a network's public comments, whatever its private messages may carry."""
    return replace(
        capabilities,
        ceiling=Ceiling.PUBLIC,
        quick_replies=0,
        quick_reply_title=0,
        typing=False,
        reply_window=PRIVATE_REPLY_WINDOW,
    )


def fixed_replies(switch: CommentReplies) -> tuple[Reply, ...]:
    replies = []
    if switch in IN_PUBLIC:
        replies.append(Reply(say="comment_public", purpose=ReplyPurpose.COMMENT, under_comment=True))
    if switch in IN_PRIVATE:
        replies.append(Reply(say="comment_private", purpose=ReplyPurpose.COMMENT))
    return tuple(replies)


class Comments:
    """Where a reply to a comment goes, and whether there is still room for it."""

    def __init__(self, transcripts: Transcripts) -> None:
        self._transcripts = transcripts

    async def place(
        self, session: AsyncSession, conversation_id: str, reply: Reply, comment: InboundMessage, now: datetime
    ) -> CommentReply | None:
        """None when everything that may be said about this comment has been said."""
        comment_id = comment.refers_to or comment.event_id
        in_public = CommentReply(comment_id, comment.sent_at, public=True)
        in_private = CommentReply(comment_id, comment.sent_at, public=False)
        may_be_private = not reply.under_comment and private_reply_is_allowed(comment.sent_at, now)
        if may_be_private and not await self._transcripts.holds(session, conversation_id, source_of(in_private)):
            return in_private
        if reply.purpose is ReplyPurpose.EMERGENCY:
            return in_public  # better said twice than not at all
        if reply.under_comment and not await self._transcripts.holds(session, conversation_id, source_of(in_public)):
            return in_public
        return None


def source_of(place: CommentReply) -> str:
    """The transcript's name for the one reply of its kind to a comment."""
    return f"comment-{place.comment}-{'public' if place.public else 'private'}"
