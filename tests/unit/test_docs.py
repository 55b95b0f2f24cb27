"""The documents are true of what is there: links lead somewhere, what they name exists, tables are complete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from bot.settings import MessengerSettings, Settings
from tests.conftest import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "NOTICE", "CHANGELOG.md")
DOCUMENTS = sorted([*(ROOT / name for name in PAPERS), *(ROOT / "docs").rglob("*.md")])
RECORDS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
MOST_WORDS = 400  # of a decision record

LINK = re.compile(r"\]\(([^)\s]+)\)")
IN_CODE = re.compile(r"`([^`\n]+)`")
FENCED = re.compile(r"^ *```.*?^ *```", re.M | re.S)
HEADING = re.compile(r"^#+ (.+)$", re.M)
OWN_PLACE = re.compile(r"(?:actions|bot|data|deploy|docs|tests|\.ci)/[\w./-]*")
OWN_FILE = re.compile(r"[\w-]+\.(?:yml|toml|lock)|Makefile|[A-Z]+\.md")
TEST = re.compile(r"test_\w+")
SETTING = re.compile(r"^\| `(FRONTDESK_\w+)` \| (.+?) \|", re.M)
MISLEADING = re.compile(r"hipaa[- ](?:compliant|compliance|certified)|fips|guarantees? ", re.I)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_relative_link_leads_somewhere(document: Path) -> None:
    broken = [link for link in LINK.findall(_prose(document)) if not _leads_somewhere(document, link)]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_and_test_that_is_named_exists(document: Path) -> None:
    assert [name for name in IN_CODE.findall(_prose(document)) if not _exists(document, name)] == []


def test_the_table_of_settings_names_each_with_its_default() -> None:
    table = dict(SETTING.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    assert table == dict(_settings())


@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_a_decision_is_short_and_whole(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert len(text.split()) <= MOST_WORDS
    assert HEADING.findall(text)[1:] == ["Context", "Decision", "Consequences", "Alternatives"]
    assert "We will" in text
    assert "Good:" in text
    assert "Bad:" in text
    assert "refused" in text


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_the_readme_promises_no_more_than_it_can_keep() -> None:
    assert MISLEADING.findall((ROOT / "README.md").read_text(encoding="utf-8")) == []


def test_every_log_event_is_explained() -> None:
    """Their table says what to do about each."""
    section = (
        (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").partition("\n## 9.")[2].partition("\n## ")[0]
    )
    explained = set(re.findall(r"`([a-z][a-z_.]+)`", section))
    assert _events() - explained == set()


def _prose(document: Path) -> str:
    return FENCED.sub("", document.read_text(encoding="utf-8"))


def _leads_somewhere(document: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    path, _, anchor = link.partition("#")
    target = document.parent / path if path else document
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(document: Path) -> set[str]:
    """As the usual hosts make them of headings."""
    headings = HEADING.findall(_prose(document))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _exists(document: Path, name: str) -> bool:
    if TEST.fullmatch(name):
        return name in _tests() or name in ("test_name", "test_unsigned_webhook_is_refused")
    if OWN_PLACE.fullmatch(name):
        return (ROOT / name).exists()
    if OWN_FILE.fullmatch(name):
        return (ROOT / name).exists() or (document.parent / name).exists() or name in _files()
    return True


@cache
def _tests() -> frozenset[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    found = (re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.M) for file in files)
    return frozenset(name for names in found for name in names)


@cache
def _files() -> frozenset[str]:
    return frozenset(path.name for folder in ("data", "bot") for path in (ROOT / folder).rglob("*"))


def _events() -> set[str]:
    """What our code logs: the first argument of each call of a logger."""
    call = re.compile(r"\.(?:info|warning|error)\(\s*(?:#[^\n]*\n\s*)?\"([a-z][a-z_.]+)\"")
    sources = (path for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py"))
    return {event for path in sources for event in call.findall(_without_notes(path.read_text(encoding="utf-8")))}


def _without_notes(source: str) -> str:
    return re.sub(r"#[^\n]*", "", source)


def _settings() -> Iterable[tuple[str, str]]:
    for kind in (Settings, MessengerSettings):
        prefix = kind.model_config["env_prefix"]
        for name, field in kind.model_fields.items():
            if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings)):
                yield f"{prefix}{name.upper()}", _shown(field.default)


def _shown(default: object) -> str:
    if default is None:
        return "none"
    words = {True: "true", False: "false"}.get(default) if isinstance(default, bool) else None
    return f"`{words or ('[]' if default == () else default)}`"
