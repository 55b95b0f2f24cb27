"""Webhook bodies as Meta writes them: compact, with everything outside ASCII escaped.

Source: Meta, Messenger Platform, Webhook Events; Graph API, Webhooks Reference, Page `feed`.
"""

from __future__ import annotations

import json
from datetime import datetime

from bot.demo.lines import Comment, Line, Side, Status
from bot.demo.people import Person

APP_ID = 730000000000000  # of our own app, in the echoes of what it sent
STICKER_ID = 730000000000009


def message_event(page: str, line: Line, choice: str | None = None) -> bytes:
    message: dict[str, object] = {"mid": line.id}
    if line.status is Status.UNSENT:
        message["is_deleted"] = True
    elif line.attachment is not None:
        message["attachments"] = [_attachment(line.attachment)]
    else:
        message["text"] = line.text
    if choice is not None:
        message["quick_reply"] = {"payload": choice}
    return _messaging(page, line.person, page, line.at, message)


def echo_event(page: str, line: Line, outbox_id: str) -> bytes:
    message = {"mid": line.id, "is_echo": True, "app_id": APP_ID, "metadata": outbox_id, "text": line.text}
    return _messaging(page, page, line.person, line.at, message)


def comment_event(page: str, comment: Comment, author: Person) -> bytes:
    """`entry.time` is in seconds here, in milliseconds elsewhere: so it is on the real network."""
    by_page = comment.side is Side.PAGE
    value = {
        "item": "comment",
        "verb": "remove" if comment.status is Status.UNSENT else "add",
        "comment_id": comment.id,
        "post_id": f"{page}_1",
        "parent_id": comment.parent or f"{page}_1",
        "from": {"id": page if by_page else author.id, "name": "the page" if by_page else author.name},
        "created_time": int(comment.at.timestamp()),
    }
    if comment.status is not Status.UNSENT:
        value["message"] = comment.text
    change = {"field": "feed", "value": value}
    return _body({"id": page, "time": int(comment.at.timestamp()), "changes": [change]})


def _messaging(page: str, sender: str, recipient: str, at: datetime, message: dict[str, object]) -> bytes:
    moment = _milliseconds(at)
    item = {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": moment, "message": message}
    return _body({"id": page, "time": moment, "messaging": [item]})


def _attachment(kind: str) -> dict[str, object]:
    if kind == "location":
        return {"type": kind, "payload": {"coordinates": {"lat": 41.92, "long": -87.65}}}
    payload: dict[str, object] = {"url": f"https://cdn.demo.invalid/{kind}"}
    return {"type": kind, "payload": {**payload, "sticker_id": STICKER_ID} if kind == "sticker" else payload}


def _body(entry: dict[str, object]) -> bytes:
    return json.dumps({"object": "page", "entry": [entry]}, separators=(",", ":")).replace("/", "\\/").encode()


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
