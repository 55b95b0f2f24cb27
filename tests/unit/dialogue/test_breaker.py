"""After failures in a row calls are spared for a while; one call tries whether it is over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.dialogue.breaker import CircuitBreaker
from tests.fakes.clock import FakeClock

REST = timedelta(seconds=10)


@pytest.fixture
def breaker(clock: FakeClock) -> CircuitBreaker:
    return CircuitBreaker(clock, failures=3, rest=REST)


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_single_failures_do_not_open_it(breaker: CircuitBreaker) -> None:
    for _ in range(5):
        fail(breaker, 2)
        breaker.succeeded()
    assert breaker.allows()


def test_failures_in_a_row_open_it_for_a_while(breaker: CircuitBreaker, clock: FakeClock) -> None:
    fail(breaker, 3)
    assert not breaker.allows()
    clock.advance(REST - timedelta(milliseconds=1))
    assert not breaker.allows()


def test_after_the_rest_one_call_tries(breaker: CircuitBreaker, clock: FakeClock) -> None:
    fail(breaker, 3)
    clock.advance(REST)
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_a_successful_try_closes_it(breaker: CircuitBreaker, clock: FakeClock) -> None:
    fail(breaker, 3)
    clock.advance(REST)
    assert breaker.allows()
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_a_failed_try_opens_it_again_at_once(breaker: CircuitBreaker, clock: FakeClock) -> None:
    fail(breaker, 3)
    clock.advance(REST)
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
