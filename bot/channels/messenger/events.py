"""One item of `messaging[]` or `standby[]` to a message.

Rules: what the page wrote is an echo, whoever says otherwise; content that we cannot read (a sticker, a location, a
kind that Meta has not invented yet) still reaches us as an attachment, so that the person gets an answer; while
another app holds the conversation (standby) nothing is for us to answer.
"""

from __future__ import annotations

from bot.channels.messenger.envelope import Envelope, needed
from bot.channels.messenger.shapes import Entry, MessageOnWire, MessagingItem, Postback
from bot.messages.inbound import Attachment, InboundKind, InboundMessage

LINK_PREVIEW = "fallback"  # Meta's name for the preview of a link that stands in the text
UNREADABLE = Attachment("unsupported")


def read_event(channel: str, entry: Entry, item: MessagingItem, *, standby: bool) -> InboundMessage:
    """Raises ValueError when the item lacks page, person or time."""
    account = entry.id or needed(item.recipient).id
    sent_at = needed(item.timestamp or entry.time)
    if item.policy_enforcement is not None:  # Meta speaks to the page: there is no person
        notice = Envelope(channel, account, account, sent_at)
        return notice.holding(InboundKind.OTHER, notice.derived_id("policy_enforcement"))

    from_page = needed(item.sender).id == account or (item.message is not None and item.message.is_echo)
    person = needed(item.recipient if from_page else item.sender).id
    envelope = Envelope(channel, account, person, sent_at)
    if standby:
        return envelope.holding(InboundKind.OTHER, _standby_id(envelope, item))
    if item.message is not None:
        return _echo(envelope, item.message) if from_page else _message(envelope, item.message)
    if from_page:
        return envelope.holding(InboundKind.OTHER, envelope.derived_id("page"))
    return _other_than_message(envelope, item)


def _message(envelope: Envelope, message: MessageOnWire) -> InboundMessage:
    text = message.text or ""
    if message.is_deleted:
        return envelope.holding(InboundKind.UNSEND, f"{message.mid}:unsend", refers_to=message.mid)
    if message.quick_reply is not None:
        return envelope.holding(InboundKind.CHOICE, message.mid, text=text, choice=message.quick_reply.payload)
    attachments = _attachments(message)
    if text:
        return envelope.holding(InboundKind.TEXT, message.mid, text=text, attachments=attachments)
    return envelope.holding(InboundKind.ATTACHMENT, message.mid, attachments=attachments or (UNREADABLE,))


def _echo(envelope: Envelope, message: MessageOnWire) -> InboundMessage:
    """Without an app id a person typed it in the network's own inbox: then `metadata` is not ours."""
    return envelope.holding(
        InboundKind.ECHO,
        message.mid,
        text=message.text or "",
        attachments=_attachments(message),
        outbox_id=message.metadata if message.app_id is not None else None,
    )


def _attachments(message: MessageOnWire) -> tuple[Attachment, ...]:
    kinds = (attachment.kind for attachment in message.attachments or ())
    return tuple(Attachment(kind) for kind in kinds if not (message.text and kind == LINK_PREVIEW))


def _other_than_message(envelope: Envelope, item: MessagingItem) -> InboundMessage:
    if item.message_edit is not None:
        edit = item.message_edit
        event_id = f"{edit.mid}:edit:{edit.num_edit}"
        return envelope.holding(InboundKind.EDIT, event_id, text=edit.text, refers_to=edit.mid)
    if item.postback is not None:
        return _postback(envelope, item.postback)
    if item.reaction is not None:
        event_id = f"{envelope.derived_id(item.reaction.action)}:{item.reaction.mid}"
        return envelope.holding(InboundKind.RECEIPT, event_id, refers_to=item.reaction.mid)
    for name, receipt in (("delivery", item.delivery), ("read", item.read)):
        if receipt is not None:
            event_id = f"{envelope.derived_id(name)}:{receipt.watermark or ''}"
            return envelope.holding(InboundKind.RECEIPT, event_id)
    if item.referral is not None:
        return envelope.holding(InboundKind.REFERRAL, envelope.derived_id("referral"))  # `ref` is anyone's text
    return envelope.holding(InboundKind.OTHER, envelope.derived_id("other"))


def _postback(envelope: Envelope, postback: Postback) -> InboundMessage:
    """A button of the page's menu or greeting. Without a payload its title is all there is to go by."""
    event_id = postback.mid or envelope.derived_id("postback")
    title = postback.title or ""
    if postback.payload is not None:
        return envelope.holding(InboundKind.CHOICE, event_id, text=title, choice=postback.payload)
    return envelope.holding(InboundKind.TEXT if title else InboundKind.OTHER, event_id, text=title)


def _standby_id(envelope: Envelope, item: MessagingItem) -> str:
    return f"standby:{item.message.mid}" if item.message is not None else envelope.derived_id("standby")
