"""Bodies that Meta would not send, or sends by mistake."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.channels.messenger.parse import parse_batch
from bot.channels.messenger.shapes import (
    AttachmentOnWire,
    Change,
    Entry,
    FeedValue,
    MessageEdit,
    MessageOnWire,
    MessagingItem,
    Postback,
    Reaction,
)
from bot.errors import RefusedWebhookError
from tests.fakes.messenger import PAGE, SAMPLES, sample

SHAPES = (Entry, Change, FeedValue, MessagingItem, MessageOnWire, MessageEdit, Postback, Reaction, AttachmentOnWire)
KEYS = sorted(
    {field.alias or name for shape in SHAPES for name, field in shape.model_fields.items()} | {"object", "entry"}
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=8)
    | st.sampled_from(["page", "feed", "comment", "add", PAGE]),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=30,
)
ITEMS = st.lists(VALUES, max_size=3)
ENTRIES = st.fixed_dictionaries({"id": VALUES}, optional={"time": st.integers(), "messaging": ITEMS, "changes": ITEMS})
PAGE_BODIES = st.fixed_dictionaries({"object": st.just("page"), "entry": st.lists(ENTRIES | VALUES, max_size=3)})


def test_mixed_batch_loses_nothing() -> None:
    batch = parse_batch(sample("mixed_batch"), "messenger")
    assert [message.kind.value for message in batch.messages] == ["text", "text", "other", "comment"]
    assert batch.malformed == 0


def test_malformed_items_do_not_lose_the_others() -> None:
    batch = parse_batch(sample("malformed_item"), "messenger")
    assert [message.text for message in batch.messages] == ["Before", "After"]
    assert batch.malformed == 4


def test_smoke_test_of_the_network_is_counted_and_survived() -> None:
    batch = parse_batch(sample("smoke_test"), "messenger")
    assert (batch.messages, batch.malformed) == ((), 1)


@pytest.mark.parametrize(
    ("body", "reason", "status"),
    [
        (b"", "not_json", 400),
        ((SAMPLES / "not_json.txt").read_bytes(), "not_json", 400),
        (b"\xff\xfe{}", "not_json", 400),
        (b"[" * 100_000, "not_json", 400),
        (b'{"object":"page","entry":' + b"9" * 5000 + b"}", "not_json", 400),
        (b"[]", "not_a_batch", 400),
        (b'{"object":"page"}', "not_a_batch", 400),
        (b'{"object":"page","entry":{}}', "not_a_batch", 400),
        (sample("wrong_object"), "wrong_object", 404),
        (b'{"object":null,"entry":[]}', "wrong_object", 404),
    ],
)
def test_body_of_another_kind_is_refused(body: bytes, reason: str, status: int) -> None:
    with pytest.raises(RefusedWebhookError) as refusal:
        parse_batch(body, "messenger")
    assert (refusal.value.reason, refusal.value.status) == (reason, status)


@given(VALUES)
def test_any_other_json_is_refused(value: object) -> None:
    assume(not isinstance(value, dict) or value.get("object") != "page")
    with pytest.raises(RefusedWebhookError):
        parse_batch(json.dumps(value).encode(), "messenger")


@given(PAGE_BODIES)
def test_any_page_body_is_read_and_its_text_can_be_stored(body: object) -> None:
    batch = parse_batch(json.dumps(body).encode(), "messenger")
    for message in batch.messages:
        assert message.event_id
        assert message.sent_at.utcoffset() is not None
        "".join([message.text, message.choice or "", message.sender, message.event_id]).encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(RefusedWebhookError):
        parse_batch(body, "messenger")


@given(st.data(), st.sampled_from(sorted(path.stem for path in SAMPLES.glob("*.json"))))
def test_sample_with_one_broken_place_is_read_or_refused(data: st.DataObject, name: str) -> None:
    place = body = json.loads(sample(name))
    while isinstance(place, (dict, list)) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if data.draw(st.booleans()) or not isinstance(place[key], (dict, list)):
            place[key] = data.draw(VALUES)
            break
        place = place[key]
    try:
        batch = parse_batch(json.dumps(body).encode(), "messenger")
    except RefusedWebhookError:
        return
    for message in batch.messages:
        assert message.event_id
        assert message.text.encode().decode() == message.text
