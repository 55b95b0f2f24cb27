"""A line that left the machine is enough to find a log that was written anew, whoever holds the keys."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.audit.anchoring import Anchor
from bot.audit.audit import Audit
from bot.audit.entry import GENESIS, rehash
from bot.audit.export import read_entry
from bot.audit.verify import Fault, verify, verify_files
from bot.audit.witness import Witness, read_witnesses, witness_of
from bot.storage.engine import Database
from tests.unit.audit.conftest import ENTRIES, export, record_some

ROOT = "ab" * 32
LINE = f"frontdesk-witness/1 12 {ROOT} 2026-11-23T15:00:00.000000Z Riverbend Family Clinic\n"


@pytest.fixture
async def witness(database: Database, audit: Audit, anchor: Anchor) -> Witness:
    await record_some(database, audit)
    async with database.reading() as session:
        written = await anchor.write(session)
    assert written is not None
    return witness_of(written)


def faults(lines: list[str], *witnesses: Witness) -> list[Fault]:
    return [finding.fault for finding in verify(lines, [], None, witnesses).findings]


def test_a_line_reads_back_as_it_was_written() -> None:
    (witness,) = read_witnesses(LINE)
    assert (witness.size, witness.root, witness.organisation) == (12, ROOT, "Riverbend Family Clinic")
    assert witness.to_line() == LINE


async def test_a_witness_alone_proves_the_log_up_to_it(
    database: Database, audit: Audit, witness: Witness, tmp_path: Path
) -> None:
    await record_some(database, audit, 2)
    file, kept = tmp_path / "audit.jsonl", tmp_path / "witness.txt"
    file.write_text("".join(await export(database)))
    kept.write_text("\n" + witness.to_line())
    result = verify_files(file, None, kept)
    assert (result.ok, result.entries, result.covered) == (True, ENTRIES + 2, ENTRIES)


async def test_a_log_cut_off_is_shorter_than_its_witness(database: Database, witness: Witness) -> None:
    assert faults((await export(database))[:-3], witness) == [Fault.SHORTER]


async def test_a_log_hashed_anew_is_found_without_any_key(database: Database, witness: Witness) -> None:
    """Who holds database and keys writes the log anew, and signs checkpoints of it."""
    lines = await export(database)
    del lines[4]
    previous = GENESIS
    for number in range(1, len(lines)):
        lines[number] = json.dumps(json.loads(lines[number]) | {"seq": number, "prev": previous})
        previous = rehash(read_entry(lines[number]))
        lines[number] = json.dumps(json.loads(lines[number]) | {"hash": previous})
    assert faults(lines, replace(witness, size=ENTRIES - 1)) == [Fault.REWRITTEN]
    assert faults([*lines, lines[-1]], witness) == [Fault.BROKEN, Fault.SHORTER]


async def test_two_witnesses_that_contradict_each_other_are_not_both_right(
    database: Database, witness: Witness
) -> None:
    assert faults(await export(database), witness, replace(witness, root=ROOT)) == [Fault.REWRITTEN]


async def test_the_witness_of_another_clinic_proves_nothing(database: Database, witness: Witness) -> None:
    foreign = replace(witness, organisation="hillside")
    assert faults(await export(database), foreign) == [Fault.OTHER_LOG, Fault.NO_CHECKPOINT]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "hello",
        LINE.replace("/1", "/2"),
        LINE.replace(" 12 ", " -1 "),
        LINE.replace(ROOT, ROOT[:-1]),
        LINE.replace("2026-11-23T15:00:00.000000Z", "today"),
        LINE + "and more\n",
    ],
)
def test_what_is_no_witness_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_witnesses(text)
