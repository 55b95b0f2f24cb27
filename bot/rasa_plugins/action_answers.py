"""Checks the actions' answers against Rasa's own schema, with a validator that is built once.

Rasa hands the schema to `jsonschema.validate` with every answer, which first checks the schema itself: about 30 ms a
call, most of what a turn took. The schema is a constant of Rasa's.
"""

from __future__ import annotations

from typing import Any, Dict

from jsonschema.exceptions import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def build_validator_once() -> None:
    """Replaces `RemoteAction._validate_action_result`; an answer that Rasa refused before is refused as before."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)  # type: ignore[no-untyped-call] # jsonschema has no types here
    kind.check_schema(schema)
    validator = kind(schema)

    def validate(_: RemoteAction, result: Dict[str, Any]) -> bool:
        for error in validator.iter_errors(result):
            # Without the offending value: Rasa logs the message.
            where = f"an action's answer is malformed at {error.json_path}"
            raise ValidationError(where)  # type: ignore[no-untyped-call]
        return True

    # Rasa offers no other way in.
    RemoteAction._validate_action_result = validate  # type: ignore[method-assign,assignment]
