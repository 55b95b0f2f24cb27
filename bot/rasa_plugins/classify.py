"""Reads messages by a trained model alone, without dialogue: `python -m bot.rasa_plugins.classify MODEL`.

Standard input has one JSON string a line, standard output one `{"intent", "ranking": [intent, …], "confidence", "ms"}`
each. `intent` is what Rasa would act on, `nlu_fallback` included; `ranking` leaves that out and begins with the
likeliest, whose confidence is given.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any, Dict, TextIO

from bot.rasa_plugins.launch import bound_memory, die_with_parent

UNSURE = "nlu_fallback"


async def classify(model: str, lines: TextIO, out: TextIO) -> None:
    from rasa.core.agent import Agent  # noqa: PLC0415 - loads TensorFlow: only after the limits stand

    agent = Agent.load(model)
    await agent.parse_message("warm up")
    for line in lines:
        text = json.loads(line)
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        out.write(json.dumps(_answer(parsed, 1000 * (time.perf_counter() - started))) + "\n")


def _answer(parsed: Dict[str, Any], milliseconds: float) -> Dict[str, Any]:
    ranking = [entry for entry in parsed["intent_ranking"] if entry["name"] != UNSURE]
    return {
        "intent": parsed["intent"]["name"],
        "ranking": [entry["name"] for entry in ranking],
        "confidence": ranking[0]["confidence"],
        "ms": milliseconds,
    }


def main() -> None:
    die_with_parent()
    bound_memory()
    out, sys.stdout = sys.stdout, sys.stderr  # Rasa prints what it pleases; answers stay apart from it
    asyncio.run(classify(sys.argv[1], sys.stdin, out))


if __name__ == "__main__":
    main()
