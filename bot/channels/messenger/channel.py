"""The Messenger channel: one app, one or several pages.

Rules: secrets come in as arguments, must not be empty, and appear in no `repr` and no log; an event for a page that
is not ours is dropped and counted, for nothing could be answered there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import structlog

from bot.channels.messenger.graph import GraphApi, PageAccess, page_access
from bot.channels.messenger.outgoing import message_body, typing_body
from bot.channels.messenger.parse import parse_batch
from bot.channels.port import OutgoingMessage, Parsed, Recipient, Sent, WebhookRequest
from bot.channels.signatures import HUB_HEADER, same_secret, verify_hub_signature_256
from bot.errors import RefusedWebhookError, SendError, SendRefusedError, StartupError
from bot.messages.channel import Capabilities, Ceiling, CommentReplies, HandoffMode, LengthUnit

TEXT_LIMIT = 2000  # characters; Send API reference
QUICK_REPLIES = 13  # Quick Replies reference, as is the title's length
QUICK_REPLY_TITLE = 20
REPLY_WINDOW = timedelta(hours=24)
SENDS_PER_SECOND = 40  # beyond it the page's inbox slows down, long before the limit of 300; Send API reference
CHALLENGE = re.compile(r"[\w.\-]{1,200}", re.ASCII)  # Meta sends digits; anything that could be markup is refused

PERSONAL_FIELDS = frozenset({"sender", "recipient", "person", "psid", "text", "title", "body", "payload", "mid"})
NETWORK_ID = re.compile(r"\d{8,}")


class Messenger:
    name = "messenger"

    def __init__(
        self,
        *,
        app_secret: str,
        verify_token: str,
        page_tokens: Mapping[str, str],
        graph: GraphApi,
        handoff: HandoffMode = HandoffMode.SECURE_CHAT,
        comment_replies: CommentReplies = CommentReplies.OFF,
    ) -> None:
        """`page_tokens`: page id → page access token."""
        if not (app_secret and verify_token and page_tokens and all(page_tokens.values())):
            raise StartupError("Messenger needs an app secret, a verify token and a token for each page")
        self._app_secret = app_secret
        self._verify_token = verify_token
        self._pages = {page: page_access(token, app_secret) for page, token in page_tokens.items()}
        self._graph = graph
        self._capabilities = Capabilities(
            ceiling=Ceiling.SOCIAL,
            handoff=handoff,
            text_limit=TEXT_LIMIT,
            text_limit_unit=LengthUnit.CHARACTERS,
            quick_replies=QUICK_REPLIES,
            quick_reply_title=QUICK_REPLY_TITLE,
            typing=True,
            reply_window=REPLY_WINDOW,
            sends_per_second=SENDS_PER_SECOND,
            comment_replies=comment_replies,
        )

    def __repr__(self) -> str:
        return f"Messenger(pages={len(self._pages)})"

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def handshake(self, request: WebhookRequest) -> str:
        query = request.query
        if query.get("hub.mode") != "subscribe":
            raise RefusedWebhookError("handshake_mode", 403)
        if not same_secret(query.get("hub.verify_token", ""), self._verify_token):
            raise RefusedWebhookError("verify_token", 403)
        challenge = query.get("hub.challenge", "")
        if not CHALLENGE.fullmatch(challenge):
            raise RefusedWebhookError("challenge", 400)
        return challenge

    def verify(self, request: WebhookRequest) -> None:
        verify_hub_signature_256(self._app_secret, request.body, request.headers.get(HUB_HEADER))

    def parse(self, body: bytes) -> Parsed:
        batch = parse_batch(body, self.name)
        ours = tuple(message for message in batch.messages if message.account in self._pages)
        log = structlog.get_logger().bind(channel=self.name)
        if dropped := len(batch.messages) - len(ours):
            log.warning("webhook_for_unknown_page", messages=dropped)
        for action in batch.enforcement:
            log.error("page_policy_enforcement", action=action)
        return Parsed(ours, batch.malformed)

    async def send(self, recipient: Recipient, message: OutgoingMessage) -> Sent:
        if recipient.under_comment:
            return await self._reply_in_public(recipient, message.text)
        answer = await self._graph.post(
            f"{recipient.account}/messages", self._access(recipient), message_body(recipient, message)
        )
        return Sent(answer.message_id)

    async def _reply_in_public(self, recipient: Recipient, text: str) -> Sent:
        """Comments carry no metadata: the returned id is that of the page's own comment, which comes back."""
        if recipient.comment is None:
            raise SendRefusedError
        answer = await self._graph.post(f"{recipient.comment}/comments", self._access(recipient), {"message": text})
        return Sent(answer.id)

    async def typing(self, recipient: Recipient) -> None:
        if recipient.comment is not None:
            return
        try:
            await self._graph.post(f"{recipient.account}/messages", self._access(recipient), typing_body(recipient))
        except SendError:
            return  # the graph client has logged it; the answer itself matters more

    def redact(self, log_fields: Mapping[str, object]) -> Mapping[str, object]:
        return {name: self._redacted(value) for name, value in log_fields.items() if name not in PERSONAL_FIELDS}

    def _redacted(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        pages = (secret for access in self._pages.values() for secret in (access.token, access.proof))
        for secret in (self._app_secret, self._verify_token, *pages):
            value = value.replace(secret, "[secret]")
        return NETWORK_ID.sub("[id]", value)

    def _access(self, recipient: Recipient) -> PageAccess:
        access = self._pages.get(recipient.account)
        if access is None:
            raise SendRefusedError  # the page was taken out of the settings since the message came
        return access
