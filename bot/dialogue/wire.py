"""The JSON that goes to Rasa and comes back, checked field by field. Its other end is `bot/rasa_plugins/wire.py`."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.dialogue.plain_text import as_plain_text
from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.dialogue.turn_id import LANGUAGE_KEY, STATE_KEY
from bot.errors import DialogueUnavailableError
from bot.messages.turn import DialogueState


def request_body(request: DialogueRequest) -> dict[str, object]:
    """The state goes along every time: Rasa looks at it only when it does not remember the session."""
    body: dict[str, object] = {
        "session_id": request.session_id,
        "turn": request.turn_id,
        "metadata": {
            LANGUAGE_KEY: request.language.value,
            STATE_KEY: {
                "active_loop": request.state.active_loop,
                "requested_slot": request.state.requested_slot,
                "slots": dict(request.state.slots),
            },
        },
    }
    if request.choice is None:
        body["text"] = as_plain_text(request.text)
    else:
        body["choice"] = {"intent": request.choice.intent, "slots": dict(request.choice.slots)}
    return body


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class _Receipt(_Part):
    turn: str
    actions_run: tuple[str, ...]
    error: str | None  # codes, joined by commas; never text


class _Envelope(BaseModel):
    """What every answer has, failed ones included."""

    receipt: _Receipt


class _Step(_Part):
    action: str | None = None
    say: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.action is None) == (self.say is None):
            raise ValueError("a step is either an action or a fixed text")
        return self


class _State(_Part):
    active_loop: str | None
    requested_slot: str | None
    slots: dict[str, str]


class _Answer(_Part):
    receipt: _Receipt
    intent: str
    confidence: float = Field(ge=0, le=1.000001)  # a sum of rounded shares may exceed 1 by a hair
    steps: tuple[_Step, ...]
    state: _State
    session_over: bool


def read_answer(body: bytes, request: DialogueRequest) -> DialogueAnswer:
    """Raises DialogueUnavailableError unless it carries this turn's receipt, without an error."""
    try:
        if error := _Envelope.model_validate_json(body).receipt.error:
            raise DialogueUnavailableError(f"receipt with error: {error}")
        answer = _Answer.model_validate_json(body)
    except ValidationError:
        raise DialogueUnavailableError("no receipt") from None  # the cause would quote the answer
    ran = tuple(step.action for step in answer.steps if step.action is not None)
    if answer.receipt.turn != request.turn_id or answer.receipt.actions_run != ran:
        raise DialogueUnavailableError("receipt of another turn")
    return DialogueAnswer(
        intent=answer.intent,
        confidence=min(answer.confidence, 1.0),
        steps=tuple(Step(step.action, step.say) for step in answer.steps),
        state=DialogueState(
            session=request.state.session + int(answer.session_over),
            active_loop=answer.state.active_loop,
            requested_slot=answer.state.requested_slot,
            slots=answer.state.slots,
        ),
    )
