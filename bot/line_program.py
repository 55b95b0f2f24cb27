"""Asks a program of another environment about many texts: one JSON string a line in, one answer a line out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.errors import StartupError


def ask(
    command: Sequence[str],
    texts: Sequence[str],
    *,
    failed: str,
    unanswered: int = 0,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> list[Any]:
    """One answer a text, in order, but for the first `unanswered`, which warm it up. Blocks.

    Raises StartupError, beginning with `failed`. What the program printed is not shown: it may hold the texts.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - our own commands, no shell
            list(command),
            cwd=folder,
            env=environment,
            input="".join(json.dumps(text) + "\n" for text in texts),
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise StartupError(failed) from error
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(answers) != len(texts) - unanswered:
        raise StartupError(f"{failed}: {len(answers)} answers to {len(texts) - unanswered} texts")
    return answers
