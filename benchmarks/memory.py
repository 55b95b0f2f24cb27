"""Resident memory of the service and of Rasa after a thousand messages, and whether it still grows."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.messages import MESSAGES
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk

MESSAGES_SENT = 1_000
BATCH = 100


async def measure_memory(folder: Path) -> list[Figure]:
    async with FakeGraphApi() as graph, RunningFrontdesk(folder, graph) as frontdesk:
        await frontdesk.wait_guard()
        await frontdesk.wait_rasa()
        service: list[float] = []
        rasa: list[float] = []
        for start in range(0, MESSAGES_SENT, BATCH):
            before = len(graph.texts)
            for number in range(start, start + BATCH):
                await frontdesk.write(MESSAGES[number % len(MESSAGES)], sender=f"23000000000{number // 5:04}")
            await frontdesk.wait_texts(before + BATCH // 2, limit=300)
            await frontdesk.wait_idle()
            service.append(megabytes(frontdesk.pid))
            rasa.append(megabytes(frontdesk.rasa_pid))
    return [
        Figure("memory of the service after 1,000 messages", service[-1], "MB", MESSAGES_SENT),
        Figure("  grown over the last half", service[-1] - service[len(service) // 2], "MB", MESSAGES_SENT // 2),
        Figure("memory of Rasa after 1,000 messages", rasa[-1], "MB", MESSAGES_SENT),
        Figure("  grown over the last half", rasa[-1] - rasa[len(rasa) // 2], "MB", MESSAGES_SENT // 2),
    ]


def megabytes(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1024 * 1024)
