"""What the service forgets by itself is what the clinic's numbers of days say."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.audit.anchoring import Places, open_anchor
from bot.core import Stores
from bot.deliveries.retention import Housekeeping
from bot.scheduling.identity import Identity
from bot.scheduling.times import OpenTime
from bot.upkeep import chores
from tests.fakes.installed import Installed

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ADA = Identity("Ada Example", date(1980, 4, 2), "+13125550142", "itchy elbow", new_patient=True)


async def book(stores: Stores) -> None:
    time = OpenTime("okafor", NOON, NOON + timedelta(minutes=20), "office-visit")
    before = NOON - timedelta(days=1)
    async with stores.database.work() as session:
        hold = await stores.holds.hold(session, time, conversation_id="c1", key="k1", now=before)
        await stores.appointments.confirm(session, hold.id, ADA, now=before)


@pytest.mark.parametrize(("days", "left"), [(29, 1), (32, 0)])
def test_appointments_are_kept_for_the_clinics_number_of_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, left: int
) -> None:
    monkeypatch.setenv("FRONTDESK_APPOINTMENT_DAYS", "30")
    installed = Installed(tmp_path, monkeypatch)

    async def keep_house(stores: Stores) -> int:
        def clock() -> datetime:
            return NOON + timedelta(days=days)

        await book(stores)
        settings = stores.settings
        places = Places(settings.key_folder, settings.checkpoint_folder, settings.data_folder)
        anchor = open_anchor(places, settings.organisation, clock, os.urandom)
        await Housekeeping(stores.database, chores(stores, anchor, os.urandom), clock).once()
        async with stores.database.reading() as session:
            return int(await session.scalar(text("SELECT count(*) FROM appointment")) or 0)

    assert installed.look(keep_house) == left
