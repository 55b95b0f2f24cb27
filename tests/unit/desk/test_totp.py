"""One-time codes: the RFC's own vectors, drift, and that none works twice."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from bot.desk.totp import enrolment_address, matching_counter, qr_svg

SECRET = base64.b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B (SHA-1)
NOW = datetime(2026, 11, 23, 15, 0, 10, tzinfo=UTC)
COUNTER = int(NOW.timestamp()) // 30


@pytest.mark.parametrize(
    ("moment", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_standard(moment: int, code: str) -> None:
    assert matching_counter(SECRET, code, datetime.fromtimestamp(moment, UTC), None) == moment // 30


@pytest.mark.parametrize(("drift", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_phone_may_be_half_a_minute_wrong(drift: int, accepted: bool) -> None:
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=drift))
    assert (matching_counter(SECRET, code, NOW, None) is not None) is accepted


@pytest.mark.parametrize("code", ["", "000000", "28708", "2870821", "abcdef", "１２３４５６", "28 70 8x"])
def test_anything_else_is_no_code(code: str) -> None:
    assert matching_counter(SECRET, code, NOW, None) is None


def test_a_code_and_earlier_ones_are_spent_once_used() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    assert matching_counter(SECRET, code, NOW, COUNTER) is None
    assert matching_counter(SECRET, code, NOW, COUNTER - 1) == COUNTER


def test_the_picture_is_svg_without_style_that_the_content_policy_forbids() -> None:
    picture = qr_svg(enrolment_address(SECRET, "rosa", "Riverbend"))
    assert picture.startswith("<svg")
    assert "style=" not in picture
