"""Meta's signed request: who asks for deletion, and that it is Meta who says so."""

from __future__ import annotations

import pytest

from bot.channels.messenger.signed_request import read_signed_request
from bot.errors import RefusedWebhookError
from tests.fakes.messenger import APP_SECRET, signed_request

PAYLOAD = {"algorithm": "HMAC-SHA256", "expires": 1291840400, "issued_at": 1291836800, "user_id": "218471"}

# Signed by `openssl dgst -sha256 -hmac an-app-secret-for-tests -binary | basenc --base64url`, padding taken off.
BY_OPENSSL = (
    "FmJNyZfFfDYG16b-79O3buMPbJGu8I3TYUvLZ-NjB0I"
    ".eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwidXNlcl9pZCI6IjIxODQ3MSJ9"
)


def test_a_request_signed_elsewhere_is_read() -> None:
    assert read_signed_request(APP_SECRET, BY_OPENSSL) == "218471"


@pytest.mark.parametrize("user", ["218471", 218471])
def test_the_person_is_read(user: object) -> None:
    assert read_signed_request(APP_SECRET, signed_request({**PAYLOAD, "user_id": user})) == "218471"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("", "signature_missing"),
        ("no-dot", "signature_missing"),
        ("ü.ü", "signature_missing"),
        ("a" * 9000 + ".e30", "signature_missing"),
        ("!!.e30", "signature_malformed"),
        (signed_request(PAYLOAD, "another app's secret"), "signature_wrong"),
        (signed_request(PAYLOAD).partition(".")[0] + ".e30", "signature_wrong"),
        ("." + signed_request(PAYLOAD).partition(".")[2], "signature_wrong"),
        (signed_request({**PAYLOAD, "algorithm": "none"}), "payload_malformed"),
        (signed_request({**PAYLOAD, "user_id": "../x"}), "payload_malformed"),
        (signed_request({"algorithm": "HMAC-SHA256"}), "payload_malformed"),
        (signed_request("not JSON"), "payload_malformed"),
    ],
)
def test_anything_else_is_refused(given: str, reason: str) -> None:
    with pytest.raises(RefusedWebhookError) as refused:
        read_signed_request(APP_SECRET, given)
    assert refused.value.reason == reason
