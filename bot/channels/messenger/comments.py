"""One item of `changes[]`: the page's public comments.

Rules: a comment by the page itself is never answered; a comment that was edited is a new event of the same comment;
a removed comment withdraws it; posts, likes and fields other than `feed` are of no use to us. The text is carried
for the safety watch alone: it is public, and it is not kept.
"""

from __future__ import annotations

from bot.channels.messenger.envelope import Envelope, needed
from bot.channels.messenger.shapes import Change, Entry, FeedValue
from bot.messages.inbound import InboundKind, InboundMessage

_KINDS = {
    "add": InboundKind.COMMENT,
    "edited": InboundKind.COMMENT,
    "remove": InboundKind.UNSEND,
    "hide": InboundKind.RECEIPT,
    "unhide": InboundKind.RECEIPT,
}


def read_change(channel: str, entry: Entry, change: Change) -> InboundMessage:
    """Raises ValueError when page, time or, of a comment, the comment's id is missing."""
    account = needed(entry.id)
    value = FeedValue.model_validate(change.value) if change.field == "feed" else None
    if value is None or value.item != "comment":
        unused = Envelope(channel, account, account, needed(entry.time))
        return unused.holding(InboundKind.OTHER, unused.derived_id("change"))
    return _comment(channel, account, entry, value)


def _comment(channel: str, account: str, entry: Entry, value: FeedValue) -> InboundMessage:
    comment_id = needed(value.comment_id)
    sent_at = needed(value.created_time or entry.time)
    # Without permission Meta withholds the author: each such comment then counts as a person of its own.
    author = value.author.id if value.author is not None else f"comment:{comment_id}"
    kind = InboundKind.OTHER if author == account else _KINDS.get(value.verb, InboundKind.OTHER)
    event_id = f"comment:{comment_id}"
    if value.verb != "add":  # the creation time does not change with an edit, the batch's does
        event_id = f"{event_id}:{value.verb}:{int(needed(entry.time).timestamp())}"
    text = (value.message or "") if kind is InboundKind.COMMENT else ""
    return Envelope(channel, account, author, sent_at).holding(kind, event_id, text=text, refers_to=comment_id)
