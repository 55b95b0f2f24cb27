"""One Messenger page with its secrets, and where its Graph API is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.channel import CommentReplies, HandoffMode


@dataclass(frozen=True, slots=True, repr=False)
class MessengerPage:
    page_id: str
    app_secret: str
    verify_token: str
    page_token: str
    graph_url: str
    handoff: HandoffMode
    comment_replies: CommentReplies
