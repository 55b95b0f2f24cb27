"""A webhook body to messages. Pure functions; the signature was checked before.

Rules: an item that cannot be read is counted and the others go on; what the page itself wrote is never a patient's
message; an event that the network gives no id gets one made of its parts, the same at every delivery.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from bot.channels.messenger.comments import read_change
from bot.channels.messenger.events import read_event
from bot.channels.messenger.shapes import Change, Entry, MessagingItem
from bot.errors import RefusedWebhookError
from bot.messages.inbound import InboundMessage


@dataclass(frozen=True, slots=True)
class Batch:
    messages: tuple[InboundMessage, ...]
    malformed: int
    enforcement: tuple[str, ...]  # warnings and blocks by the network: "warning", "block", "unblock"


def parse_batch(body: bytes, channel: str) -> Batch:
    """Raises RefusedWebhookError (`not_json`, `not_a_batch`: 400; `wrong_object`: 404)."""
    messages: list[InboundMessage] = []
    enforcement: list[str] = []
    malformed = 0
    for raw_entry in _entries(body):
        try:
            entry = Entry.model_validate(raw_entry)
        except ValidationError:
            malformed += 1
            continue
        for field, item in _items(entry):
            try:
                messages.append(_read(channel, entry, field, item, enforcement))
            except ValueError:  # of pydantic's kind too
                malformed += 1
    return Batch(tuple(messages), malformed, tuple(enforcement))


def _entries(body: bytes) -> list[object]:
    try:
        batch = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedWebhookError("not_json", 400) from None
    if not isinstance(batch, dict) or not isinstance(batch.get("entry"), list):
        raise RefusedWebhookError("not_a_batch", 400)
    if batch.get("object") != "page":
        raise RefusedWebhookError("wrong_object", 404)
    return batch["entry"]  # type: ignore[no-any-return] # it is a list of anything


def _items(entry: Entry) -> Iterator[tuple[str, object]]:
    for field in ("messaging", "standby", "changes"):
        items: object = getattr(entry, field)
        if isinstance(items, (list, tuple)):
            yield from ((field, item) for item in items)
        elif items is not None:
            yield field, items  # not a list: read as one item, so that it is counted


def _read(channel: str, entry: Entry, field: str, raw: object, enforcement: list[str]) -> InboundMessage:
    """Raises ValueError when the item lacks what every event of its kind has."""
    if field == "changes":
        return read_change(channel, entry, Change.model_validate(raw))
    item = MessagingItem.model_validate(raw)
    if item.policy_enforcement is not None:
        enforcement.append(item.policy_enforcement.action)
    return read_event(channel, entry, item, standby=field == "standby")
