"""The page of answers, and what the desk says when something goes wrong."""

from __future__ import annotations

from datetime import date

import pytest
import structlog

from bot.desk.permissions import Role
from bot.faq.content import load_content
from tests.conftest import ROOT
from tests.fakes.clock import FakeClock
from tests.fakes.desk import DeskBench, SignedIn, Waiting


@pytest.fixture
async def entry_id(bench: DeskBench, clock: FakeClock) -> str:
    """A health answer of the samples, waiting for approval."""
    entries = [entry for entry in load_content(ROOT / "data" / "faq") if entry.kind == "health"][:1]
    async with bench.desk.database.work() as session:
        await bench.desk.faq.seed(session, entries, clock())
    return entries[0].id


async def test_a_sample_is_shown_as_one_until_it_is_approved(signed_in: SignedIn, entry_id: str) -> None:
    editor = await signed_in(Role.FAQ_ADMIN)
    assert "sample, not reviewed" in (await editor.get("/faq")).text
    await editor.get(f"/faq/{entry_id}")
    page = await editor.post(f"/faq/{entry_id}/approve", review_by=str(date(2027, 11, 1)))
    assert page.goes_to == f"/faq/{entry_id}?done=approved"
    listed = (await editor.get("/faq")).text
    assert "sample, not reviewed" not in listed
    assert ">approved<" in listed


@pytest.mark.parametrize("review_by", ["", "soon", "2020-01-01"])
async def test_an_approval_needs_a_day_to_come(signed_in: SignedIn, entry_id: str, review_by: str) -> None:
    editor = await signed_in(Role.FAQ_ADMIN)
    await editor.get(f"/faq/{entry_id}")
    assert (await editor.post(f"/faq/{entry_id}/approve", review_by=review_by)).status == 422


async def test_an_edit_is_kept_as_a_new_version(signed_in: SignedIn, entry_id: str) -> None:
    editor = await signed_in(Role.FAQ_ADMIN)
    await editor.get(f"/faq/{entry_id}")
    fields = {
        f"{language}_{field}": text
        for language in ("en", "es")
        for field, text in (
            ("question", f"A question in {language}?"),
            ("answer", "A short answer that says enough to be useful."),
            ("when_to_get_care", ""),
        )
    }
    assert (await editor.post(f"/faq/{entry_id}", **fields)).goes_to == f"/faq/{entry_id}?done=published"
    page = await editor.get(f"/faq/{entry_id}")
    assert "A question in en?" in page.text
    assert "version 2" in page.text
    too_long = {**fields, "en_answer": "word " * 100}
    refused = await editor.post(f"/faq/{entry_id}", **too_long)
    assert refused.status == 422
    assert "at most 90" in refused.text


async def test_the_front_desk_reads_answers_and_changes_none(signed_in: SignedIn, entry_id: str) -> None:
    staff = await signed_in(Role.STAFF)
    page = await staff.get(f"/faq/{entry_id}")
    assert page.status == 200
    assert "Save a new version" not in page.text
    assert (await staff.post(f"/faq/{entry_id}")).status == 403


async def test_a_failure_inside_shows_and_logs_nothing_of_it(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench
) -> None:
    staff = await signed_in(Role.STAFF)
    await staff.get("/inbox")
    await staff.post(f"/tickets/{waiting.ticket_id}/claim")
    bench.replies.broken_with = "Dana Whitfield, 312-555-0199"
    with structlog.testing.capture_logs() as logs:
        page = await staff.post(f"/conversations/{waiting.conversation_id}/link")
    assert page.status == 500
    assert "Dana" not in page.text
    assert "RuntimeError" not in page.text
    assert logs == [
        {
            "event": "desk.failed",
            "log_level": "error",
            "route": "/conversations/{conversation}/link",
            "kind": "RuntimeError",
        }
    ]


async def test_line_breaks_in_what_is_typed_make_no_log_lines(
    signed_in: SignedIn, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = await signed_in(Role.STAFF)
    await browser.get("/account")
    with structlog.testing.capture_logs() as logs:
        await browser.sign_in("staff\r\n2026-01-01 admin signed in", "x\ny")
        await browser.get("/audit?about=%0d%0aforged")
    assert logs == []
    assert "forged" not in "".join(capfd.readouterr())
