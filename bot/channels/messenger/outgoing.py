"""Request bodies for the Send API.

Rules: every message carries its outbox id in `metadata`, which comes back in the echo and is how a send of unknown
fate is found again; buttons carry the opaque choice id and nothing of its meaning.
Source: Meta, Messenger Platform, Send API; Quick Replies; Private Replies.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.channels.port import OutgoingMessage, Recipient

type Body = Mapping[str, object]


def message_body(recipient: Recipient, message: OutgoingMessage) -> Body:
    """Always an answer (`RESPONSE`): Frontdesk does not write outside the reply window."""
    content: dict[str, object] = {"text": message.text, "metadata": message.outbox_id}
    if message.buttons:
        content["quick_replies"] = [
            {"content_type": "text", "title": button.title, "payload": button.choice} for button in message.buttons
        ]
    return {"recipient": _recipient(recipient), "messaging_type": "RESPONSE", "message": content}


def typing_body(recipient: Recipient) -> Body:
    return {"recipient": {"id": recipient.sender}, "sender_action": "typing_on"}


def _recipient(recipient: Recipient) -> Body:
    if recipient.comment is not None:
        return {"comment_id": recipient.comment}
    return {"id": recipient.sender}
