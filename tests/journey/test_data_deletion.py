"""Somebody writes, is answered, and asks Meta for deletion: in the service as it runs. A Rasa is not needed for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.messenger import ANA, signed_request
from tests.fakes.running import RunningFrontdesk, free_ports

pytestmark = pytest.mark.slow

ENTRIES = "select count(*) from transcript_entry"
KEYS = "select count(*) from wrapped_key where scope like 'conversation:%'"


def elsewhere(folder: Path) -> dict[str, str]:
    """A Rasa that is not there: patients get the degraded route."""
    secret = folder / "rasa-secret"
    secret.write_text("s" * 40, encoding="ascii")
    secret.chmod(0o600)
    rasa, actions = free_ports(2)
    return {
        "FRONTDESK_RASA_URL": f"http://127.0.0.1:{rasa}",
        "FRONTDESK_RASA_SECRET_FILE": str(secret),
        "FRONTDESK_ACTIONS_PORT": str(actions),
        "FRONTDESK_ACTIONS_SECRET_FILE": str(secret),
    }


async def test_what_somebody_wrote_is_gone_and_the_person_may_come_again(tmp_path: Path) -> None:
    settings = elsewhere(tmp_path)
    async with FakeGraphApi() as graph, RunningFrontdesk(tmp_path, graph, settings=settings) as frontdesk:
        await frontdesk.wait_guard()
        await frontdesk.write("are you open on saturday?", sender=ANA)
        await frontdesk.wait_idle()
        assert frontdesk.query(ENTRIES)[0] > (1,)
        form = {"signed_request": signed_request({"algorithm": "HMAC-SHA256", "user_id": ANA})}
        async with frontdesk.http.post(f"{frontdesk.url}/webhooks/messenger/data-deletion", data=form) as response:
            answer = await response.json()
        assert (frontdesk.query(ENTRIES), frontdesk.query(KEYS)) == ([(0,)], [(0,)])
        async with frontdesk.http.get(answer["url"]) as response:
            assert (response.status, "Your request is done" in await response.text()) == (200, True)
        said = len(graph.texts)
        await frontdesk.write("hello again", sender=ANA)
        assert await frontdesk.wait_texts(said + 1)
        assert frontdesk.query("select count(*) from conversation") == [(2,)]
        assert answer["confirmation_code"] not in frontdesk.log.read_text(encoding="utf-8"), "logs have the template"
