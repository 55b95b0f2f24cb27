"""Planted identifiers of every category go through the real stack, and are then looked for everywhere.

Looked through: the database's raw bytes (with its log file), the logs of both processes, the temporary files and the
run folder of Rasa, the requests to Rasa and its answers, both sides of the action calls, error pages, metrics, and what
went out to the network.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk, message_body
from tests.fakes.traffic import LoopbackTraffic
from tests.leaks.canaries import CANARIES

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

SENDER = "2000000000007741"


async def test_planted_identifiers_are_found_nowhere(tmp_path: Path) -> None:
    traffic = LoopbackTraffic(tmp_path / "traffic.jsonl")
    async with (
        FakeGraphApi() as graph,
        RunningFrontdesk(tmp_path / "run", graph, settings=traffic.settings) as frontdesk,
    ):
        await frontdesk.wait_guard()
        await frontdesk.wait_rasa()
        for number, (text, _) in enumerate(CANARIES.values()):
            wrote = await frontdesk.write(text, sender=f"{SENDER}{number}")
            assert wrote.status == 200
        await frontdesk.wait_texts(len(CANARIES), limit=120)
        await _ask_for_errors(frontdesk)
        pages = await _error_pages(frontdesk)
        await asyncio.sleep(1)
        sent = "\n".join(graph.texts)
        recorded = traffic.path.read_bytes()
        assert recorded.count(b"/webhooks/frontdesk/turns") >= len(CANARIES), "the traffic to Rasa was really recorded"
        assert b"/actions" in recorded
        found = [
            (category, place)
            for category, (_, canary) in CANARIES.items()
            for place, content in {**_files(tmp_path), "sent": sent.encode(), "pages": pages.encode()}.items()
            if _holds(content, canary)
        ]
        assert found == []


async def _ask_for_errors(frontdesk: RunningFrontdesk) -> None:
    """Bodies that fail on the way in, with an identifier in them."""
    _, canary = CANARIES["PHONE"]
    for body in (f"not json {canary}".encode(), message_body(canary, sender=SENDER, mid="x")[:-9]):
        assert await frontdesk.post(body) == 400
    async with frontdesk.http.post(f"{frontdesk.url}/webhooks/messenger", data=f"unsigned {canary}") as response:
        assert response.status == 403


async def _error_pages(frontdesk: RunningFrontdesk) -> str:
    pages = []
    for path in (f"/s/{CANARIES['EMAIL'][1]}", f"/nothing/{CANARIES['SSN'][1]}", f"/webhooks/{CANARIES['MRN'][1]}"):
        async with frontdesk.http.get(frontdesk.url + path) as response:
            pages.append(await response.text())
    return "\n".join(pages)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _holds(content: bytes, canary: str) -> bool:
    """As typed, in lower case, its digits alone, and as UTF-16, which some stores write."""
    digits = "".join(character for character in canary if character.isdigit())
    spellings = {canary.encode(), canary.lower().encode(), canary.encode("utf-16-le")}
    if len(digits) >= 7:
        spellings.add(digits.encode())
    return any(spelling in content for spelling in spellings)
