"""Meta's `signed_request`, as its data deletion callback sends it: who asks for deletion.

`<signature>.<payload>`, both base64url without padding. The signature is HMAC-SHA256 under the app secret over the
*encoded* payload, a JSON object with `algorithm`, `issued_at` and `user_id`. `user_id` is scoped to the app.
Source: Meta, Data Deletion Request Callback.
"""

from __future__ import annotations

import base64
import binascii
import hmac

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.channels.signatures import REFUSED, hmac_sha256
from bot.errors import RefusedWebhookError

ALGORITHM = "HMAC-SHA256"
MALFORMED = 400
LONGEST = 8_000  # characters; Meta's are a few hundred


class _Payload(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True, coerce_numbers_to_str=True)

    algorithm: str
    user_id: str = Field(pattern=r"^[0-9]{1,40}$")


def read_signed_request(app_secret: str, signed_request: str) -> str:
    """The person's id. Raises RefusedWebhookError (`signature_missing`, `signature_malformed`, `signature_wrong`,
    `payload_malformed`).
    """
    signature, dot, payload = signed_request.partition(".")
    if not dot or len(signed_request) > LONGEST or not signed_request.isascii():
        raise RefusedWebhookError("signature_missing", REFUSED)
    given = _decode(signature, "signature_malformed", REFUSED)
    if not hmac.compare_digest(hmac_sha256(app_secret, payload.encode()), given):
        raise RefusedWebhookError("signature_wrong", REFUSED)
    try:
        read = _Payload.model_validate_json(_decode(payload, "payload_malformed", MALFORMED))
    except ValidationError:
        raise RefusedWebhookError("payload_malformed", MALFORMED) from None
    if read.algorithm.upper() != ALGORITHM:
        raise RefusedWebhookError("payload_malformed", MALFORMED)
    return read.user_id


def _decode(part: str, reason: str, status: int) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise RefusedWebhookError(reason, status) from None
