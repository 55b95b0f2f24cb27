"""The Graph API client: one POST, and what became of it.

Rules: the token travels in a header, never in a URL; each call proves that it comes from the holder of the app secret,
so that a stolen token alone is worth nothing where the app requires that; no redirect is followed; each failure says
whether the message may be sent again. It may when nothing left this machine or Meta says so; nobody knows after a
time-out, a broken connection or an answer that cannot be read; everything else is final. Logs carry Meta's codes, never
its sentences, for those quote the request.
Source: Meta, Graph API, Handling Errors, Securing Requests; Messenger Platform, Error Codes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
import structlog
from pydantic import BaseModel, ConfigDict, ValidationError
from yarl import URL

from bot.channels.signatures import hmac_sha256
from bot.errors import SendDelayedError, SendError, SendRefusedError, SendUncertainError, StartupError

API_VERSION = "v25.0"
TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5, sock_read=10)  # seconds
LONGEST_WAIT = 3600.0  # seconds; a longer `Retry-After` is not believed
TOO_MANY_REQUESTS = 429

DELAYED_CODES = frozenset({2, 4, 17, 32, 341, 613, 1200, 80006})
"""Busy or limited, and documented as "try again later"."""
UNKNOWN_ERROR = 1
"""Meta may have sent the message and failed only in saying so (subcode 1357046), so it is not sent again blindly."""
MISSING_PERMISSION = 99
"""The one subcode of `UNKNOWN_ERROR` that is final."""


@dataclass(frozen=True, slots=True, repr=False)
class PageAccess:
    """What a page's calls carry."""

    token: str
    proof: str  # of 64 hexadecimal digits; without the token it opens nothing, so it may stand in a URL


def page_access(token: str, app_secret: str) -> PageAccess:
    return PageAccess(token, hmac_sha256(app_secret, token.encode()).hex())


class GraphError(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    code: int = 0
    error_subcode: int | None = None
    is_transient: bool = False


class GraphAnswer(BaseModel):
    """What comes back: `message_id` of a message, `id` of a comment."""

    model_config = ConfigDict(hide_input_in_errors=True, coerce_numbers_to_str=True)

    message_id: str | None = None
    id: str | None = None
    error: GraphError | None = None


class GraphApi:
    """`base_url`: without the version, such as `https://graph.facebook.com`."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str, timeout: aiohttp.ClientTimeout = TIMEOUT) -> None:
        self._session = session
        self._timeout = timeout
        self._base = URL(base_url) / API_VERSION
        if self._base.scheme != "https" and self._base.host not in {"127.0.0.1", "::1", "localhost"}:
            raise StartupError("the Graph API's address must be https: page tokens travel to it")

    async def post(self, path: str, access: PageAccess, body: Mapping[str, object]) -> GraphAnswer:
        """Raises SendRefusedError, SendDelayedError or SendUncertainError."""
        try:
            async with self._session.post(
                (self._base / path).with_query(appsecret_proof=access.proof),
                data=json.dumps(body).encode(),
                headers={"Authorization": f"Bearer {access.token}", "Content-Type": "application/json"},
                timeout=self._timeout,
                allow_redirects=False,
            ) as response:
                status, retry_after = response.status, _seconds(response.headers.get("Retry-After"))
                answer = _read(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise _logged(SendDelayedError()) from None  # there was no connection: nothing left
        except (aiohttp.ClientError, TimeoutError):
            raise _logged(SendUncertainError()) from None
        if answer is not None and answer.error is None and 200 <= status < 300:  # noqa: PLR2004 - success
            return answer
        error = answer.error if answer is not None else None
        raise _logged(_classify(status, error, retry_after), status, error)


def _read(body: bytes) -> GraphAnswer | None:
    try:
        return GraphAnswer.model_validate_json(body)
    except ValidationError:
        return None


def _classify(status: int, error: GraphError | None, retry_after: float | None) -> SendError:
    if status == TOO_MANY_REQUESTS or (error and (error.is_transient or error.code in DELAYED_CODES)):
        return SendDelayedError(retry_after)
    if error is None:
        return SendRefusedError() if 300 <= status < 500 else SendUncertainError()  # noqa: PLR2004 - 3xx, 4xx
    if error.code == UNKNOWN_ERROR and error.error_subcode != MISSING_PERMISSION:
        return SendUncertainError()
    return SendRefusedError()


def _seconds(header: str | None) -> float | None:
    if header is None or not header.isascii() or not header.isdigit():
        return None  # the date form of Retry-After is not used by Meta
    return min(float(header), LONGEST_WAIT)


def _logged(failure: SendError, status: int | None = None, error: GraphError | None = None) -> SendError:
    structlog.get_logger().warning(
        "graph_send_failed",
        outcome=failure.code,
        status=status,
        graph_code=error.code if error else None,
        graph_subcode=error.error_subcode if error else None,
    )
    return failure
