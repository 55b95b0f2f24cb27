"""The whole service on PostgreSQL: one process that is killed, and two at the same database."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.on_postgres import OnPostgres
from tests.fakes.running import message_body

pytestmark = [pytest.mark.rasa, pytest.mark.slow, pytest.mark.postgres]

ADA, BEN = "2000000000000001", "2000000000000002"
SATURDAY, PARKING = ("are you open on saturday?", "Saturday"), ("where can i park?", "ark")


def said_to(graph: FakeGraphApi, sender: str) -> list[str]:
    """The answers; the disclosure at the start is left out."""
    texts = [
        call.body["message"]["text"]
        for call in graph.calls
        if isinstance(call.body.get("message"), dict) and call.body["recipient"]["id"] == sender
    ]
    assert "automated assistant" in texts[0]
    return texts[1:]


def first_button(graph: FakeGraphApi, sender: str) -> str:
    """Of the last message that had any."""
    with_buttons = [
        call.body["message"]["quick_replies"]
        for call in graph.calls
        if call.body["recipient"]["id"] == sender and call.body.get("message", {}).get("quick_replies")
    ]
    title: str = with_buttons[-1][0]["title"]
    return title


async def ready(*processes: OnPostgres) -> None:
    for process in processes:
        await process.wait_guard()
        await process.wait_rasa()


async def test_nothing_is_lost_when_the_service_is_killed(tmp_path: Path, empty_postgres_url: str) -> None:
    async with FakeGraphApi() as graph, OnPostgres(tmp_path / "one", graph, empty_postgres_url) as frontdesk:
        await ready(frontdesk)
        for text in ("i want to book an appointment", "Office visit"):
            await frontdesk.write(text, sender=ADA)
            await frontdesk.wait_idle()
        await frontdesk.write(first_button(graph, ADA), sender=ADA)
        await frontdesk.write("i want to talk to a person", sender=BEN)
        await frontdesk.wait_idle()
        assert frontdesk.query("select count(*) from hold where state = 'held'") == [(1,)]
        assert frontdesk.query("select count(*) from ticket") == [(1,)]

        before = len(graph.texts)
        wrote = [await frontdesk.write(text, sender=BEN) for text, _ in (SATURDAY, PARKING)]
        assert [one.status for one in wrote] == [200, 200]
        await frontdesk.kill()
        await frontdesk.start()
        await frontdesk.wait_guard()
        await frontdesk.wait_idle()
        answers = graph.texts[before:]
        assert len(set(answers)) == len(wrote), "both are answered"
        assert len(answers) <= len(wrote) + 1, "at most the send in flight is repeated"
        assert SATURDAY[1] in answers[0]
        assert PARKING[1] in answers[-1]
        assert frontdesk.query("select count(*) from hold where state = 'held'") == [(1,)]
        assert frontdesk.query("select count(*) from ticket") == [(1,)]
        entries = frontdesk.query("select direction, count(*) from transcript_entry group by direction order by 1")
        assert entries == [("in", 6), ("out", 6 + 2)], "both were told that it is automated"


async def test_two_processes_answer_each_message_once_and_in_order(tmp_path: Path, empty_postgres_url: str) -> None:
    senders = [f"20000000000001{number:02}" for number in range(4)]
    topics = [SATURDAY, PARKING, SATURDAY, PARKING]
    async with (
        FakeGraphApi() as graph,
        OnPostgres(tmp_path / "one", graph, empty_postgres_url) as one,
        OnPostgres(tmp_path / "two", graph, empty_postgres_url, shared=tmp_path / "one") as two,
    ):
        await ready(one, two)

        async def write_all(sender: str) -> None:
            for number, (text, _) in enumerate(topics):
                body = message_body(text, sender=sender, mid=f"m_{sender}_{number}")
                # The network delivers to either, and now and then twice.
                assert set(await asyncio.gather(one.post(body), two.post(body))) == {200}

        await asyncio.gather(*(write_all(sender) for sender in senders))
        await one.wait_idle()
        for sender in senders:
            said = said_to(graph, sender)
            assert len(said) == len(topics)
            assert all(mark in text for text, (_, mark) in zip(said, topics, strict=True))
        assert one.query("select count(*) from inbox where state = 'done'") == [(len(senders) * len(topics),)]
        assert one.query("select max(attempts) from inbox") == [(1,)]


async def test_a_booking_goes_on_in_another_process(tmp_path: Path, empty_postgres_url: str) -> None:
    """Each message meets the other process, and with it a Rasa that has not heard the one before."""
    async with (
        FakeGraphApi() as graph,
        OnPostgres(tmp_path / "one", graph, empty_postgres_url) as one,
        OnPostgres(tmp_path / "two", graph, empty_postgres_url, shared=tmp_path / "one") as two,
    ):
        await ready(one, two)

        async def only(process: OnPostgres, other: OnPostgres, text: str) -> None:
            os.kill(other.pid, signal.SIGSTOP)
            try:
                assert (await process.write(text, sender=ADA, mid=f"m_{text}")).status == 200
                await process.wait_idle()
            finally:
                os.kill(other.pid, signal.SIGCONT)

        await only(one, two, "i want to book an appointment")
        await only(two, one, "Office visit")
        await only(one, two, first_button(graph, ADA))
        assert one.query("select count(*) from hold where state = 'held'") == [(1,)]
        assert "/s/" in said_to(graph, ADA)[-1]
