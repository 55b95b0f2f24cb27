"""The parts of Meta's webhook that we read, as they stand on the wire.

Rules: ids come as strings or integers, times as seconds or milliseconds; unknown fields are ignored, for Meta adds
some at any time; a validation error never quotes its input.
Source: Meta, Messenger Platform, Webhook Events; Graph API, Webhooks Reference, Page `feed`.
"""

from __future__ import annotations

from datetime import UTC
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _whole_characters(value: object) -> object:
    """JSON can escape half a surrogate pair; such a half becomes U+FFFD, so that the rest of the text survives."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _number(value: object) -> object:
    """Times come as numbers, now and then in quotes; never as dates."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise ValueError("not a number")
    return value


Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
LongId = Annotated[str, StringConstraints(min_length=1, max_length=512)]  # message and comment ids
Text = Annotated[str, BeforeValidator(_whole_characters)]
Moment = Annotated[  # pydantic reads numbers up to 2e10 as seconds, larger ones as milliseconds
    AwareDatetime, BeforeValidator(_number), AfterValidator(lambda moment: moment.astimezone(UTC))
]


class _Wire(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True, frozen=True, hide_input_in_errors=True)


class Party(_Wire):
    id: Id


class AttachmentOnWire(_Wire):
    type: Annotated[str, StringConstraints(max_length=40)] = "unknown"
    payload: object = None

    @property
    def kind(self) -> str:
        """A thumbs-up or sticker came as an image with a `sticker_id` until August 2026."""
        return "sticker" if isinstance(self.payload, dict) and "sticker_id" in self.payload else self.type


class QuickReply(_Wire):
    payload: Text


class MessageOnWire(_Wire):
    mid: LongId
    text: Text | None = None
    quick_reply: QuickReply | None = None
    attachments: tuple[AttachmentOnWire, ...] | None = None
    is_echo: bool = False
    is_deleted: bool = False
    app_id: Id | None = None
    metadata: Text | None = None


class MessageEdit(_Wire):
    mid: LongId
    text: Text = ""
    num_edit: Id = "0"


class Postback(_Wire):
    mid: LongId | None = None
    title: Text | None = None
    payload: Text | None = None


class Reaction(_Wire):
    mid: LongId
    action: Id = "react"


class Watermark(_Wire):
    """Of a receipt: everything up to this time was delivered, or read."""

    watermark: Id | None = None


class PolicyEnforcement(_Wire):
    action: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]


class MessagingItem(_Wire):
    """One of `entry[].messaging[]`; one of the optional fields is set, or none that we know."""

    sender: Party | None = None
    recipient: Party | None = None
    timestamp: Moment | None = None
    message: MessageOnWire | None = None
    message_edit: MessageEdit | None = None
    postback: Postback | None = None
    reaction: Reaction | None = None
    delivery: Watermark | None = None
    read: Watermark | None = None
    referral: object = None
    policy_enforcement: PolicyEnforcement | None = None


class FeedValue(_Wire):
    """Of a change in the field `feed`. Without the right permission Meta leaves `from` out."""

    item: str
    verb: str = ""
    comment_id: LongId | None = None
    author: Party | None = Field(default=None, alias="from")
    created_time: Moment | None = None
    message: Text | None = None


class Change(_Wire):
    field: str
    value: object = None


class Entry(_Wire):
    """`messaging`, `standby` and `changes` are checked item by item, so that one bad item is all that is lost."""

    id: Id | None = None
    time: Moment | None = None
    messaging: object = ()
    standby: object = ()
    changes: object = ()
