"""The dialogue engine behind the port: Rasa, asked over loopback.

* No answer within the limit, and every answer without this turn's clean receipt, is DialogueUnavailableError.
* After a few time-outs or broken connections in a row the circuit breaker spares the patients the wait. A receipt with
  an error does not count: Rasa is up, and one failing action must not silence the others.
* While Rasa starts or restarts there is no address: refused at once, and not counted as a failure.
"""

from __future__ import annotations

import aiohttp
import structlog

from bot.dialogue.address import TURNS_PATH, FindRasa, RasaAddress
from bot.dialogue.breaker import CircuitBreaker
from bot.dialogue.port import DialogueAnswer, DialogueRequest
from bot.dialogue.wire import read_answer, request_body
from bot.errors import DialogueUnavailableError
from bot.messages.clock import Clock

LIMIT = 3.0  # seconds that a patient waits for the dialogue before the degraded route answers


class RasaDialogue:
    """Implements `Dialogue`. `session` is shared and stays the caller's to close."""

    def __init__(
        self,
        find_rasa: FindRasa,
        session: aiohttp.ClientSession,
        clock: Clock,
        *,
        limit: float = LIMIT,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self._find_rasa = find_rasa
        self._session = session
        self._limit = aiohttp.ClientTimeout(total=limit)
        self._breaker = breaker or CircuitBreaker(clock)

    @property
    def ready(self) -> bool:
        return self._find_rasa() is not None

    async def handle(self, request: DialogueRequest) -> DialogueAnswer:
        address = self._find_rasa()
        if address is None:
            raise DialogueUnavailableError("not ready")
        if not self._breaker.allows():
            raise DialogueUnavailableError("resting")
        try:
            body = await self._post(address, request)
            return read_answer(body, request)
        except DialogueUnavailableError as error:
            structlog.get_logger().warning("dialogue_failed", turn=request.turn_id, reason=str(error))
            raise

    async def _post(self, address: RasaAddress, request: DialogueRequest) -> bytes:
        try:
            async with self._session.post(
                address.url + TURNS_PATH, json=request_body(request), headers=address.headers, timeout=self._limit
            ) as response:
                response.raise_for_status()
                body = await response.read()
        except TimeoutError:
            self._breaker.failed()
            raise DialogueUnavailableError("too slow") from None
        except aiohttp.ClientError as error:
            self._breaker.failed()
            raise DialogueUnavailableError(type(error).__name__) from None
        self._breaker.succeeded()
        return body
