"""Search: typing errors, Spanish, doubt, what may be served, and how soon an edit is live."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.faq.content import FaqEntry
from bot.faq.search import REFRESH
from bot.faq.store import FaqStore
from bot.messages.effects import Language
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.unit.faq.conftest import OpenSearch
from tests.unit.faq.test_store import ADMIN, NEXT_REVIEW, REVIEWER, edited

WITHIN = timedelta(seconds=1)  # promised to staff: a published edit is live


@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("What are your hours?", Language.ENGLISH, "hours"),
        ("wat time do u open tmrw", Language.ENGLISH, "hours"),
        ("is the flu vacine safe", Language.ENGLISH, "flu-shot"),
        ("twisted my ankel what helps", Language.ENGLISH, "sprain"),
        ("¿a qué hora abren?", Language.SPANISH, "hours"),
        ("aceptan mi seguro medico", Language.SPANISH, "insurance"),
        ("¿a qué hora abren?", Language.ENGLISH, "hours"),  # the conversation's language may lag behind
        ("I am [NAME], are you open saturday? [PHONE]", Language.ENGLISH, "hours"),
    ],
)
async def test_finds_what_was_meant(open_search: OpenSearch, question: str, language: Language, found: str) -> None:
    result = await (await open_search()).search(question, language)
    assert result.sure
    assert result.best is not None
    assert result.best.id == found


@pytest.mark.parametrize(
    "question", ["", "   ", "[PHONE]", "😀", "who won the world series", "what causes kidney stones"]
)
async def test_is_not_sure_of_what_nothing_answers(open_search: OpenSearch, question: str) -> None:
    assert not (await (await open_search()).search(question, Language.ENGLISH)).sure


async def test_an_empty_faq_answers_nothing(open_search: OpenSearch) -> None:
    search = await open_search(ids=())
    assert (await search.search("what are your hours", Language.ENGLISH)).best is None
    assert await search.entry("hours", Language.ENGLISH) is None


async def test_doubt_offers_alternatives_to_choose_from(open_search: OpenSearch) -> None:
    result = await (await open_search(sure=0.999)).search("warning signs of a stroke or heart attack", Language.ENGLISH)
    assert not result.sure
    assert {match.id for match in result.alternatives} >= {"stroke-signs", "heart-attack-signs"}
    assert result.alternatives[0] == result.best
    assert sum(match.score for match in result.alternatives) <= 1.0


async def test_the_answer_is_rendered_with_source_and_review_line(open_search: OpenSearch) -> None:
    search = await open_search()
    clinic = await search.entry("hours", Language.SPANISH)
    assert clinic is not None
    assert "lunes a jueves" in clinic.answer
    assert (clinic.source, clinic.review) == ("", "")
    health = await search.entry("sprain", Language.ENGLISH)
    assert health is not None
    assert health.answer.endswith("isn't better in a week.")
    assert health.source.startswith("Source: MedlinePlus, Sprains and Strains, https://medlineplus.gov/")
    assert health.review == "Sample, not clinically reviewed"
    assert await search.entry("no-such-entry", Language.ENGLISH) is None


async def test_outside_demo_mode_health_waits_for_approval(
    open_search: OpenSearch, database: Database, store: FaqStore, clock: FakeClock
) -> None:
    search = await open_search(demo=False)
    assert await search.entry("sprain", Language.ENGLISH) is None
    assert await search.entry("hours", Language.ENGLISH) is not None
    async with database.work() as session:
        await store.approve(session, "sprain", 1, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
    clock.advance(WITHIN)
    for language, line in (
        (Language.ENGLISH, "Reviewed 23 November 2026"),
        (Language.SPANISH, "23 de noviembre de 2026"),
    ):
        match = await search.entry("sprain", language)
        assert match is not None
        assert line in match.review


async def test_no_neighbour_answers_for_an_entry_that_may_not_be_served(
    open_search: OpenSearch, database: Database, store: FaqStore, clock: FakeClock
) -> None:
    search = await open_search(demo=False)
    async with database.work() as session:
        await store.approve(session, "heart-attack-signs", 1, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
    clock.advance(WITHIN)
    result = await search.search("What are the signs of a stroke?", Language.ENGLISH)
    assert result.best is None
    assert not result.sure


async def test_a_published_edit_is_live_within_a_second(
    open_search: OpenSearch, database: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    search = await open_search()
    await search.warm()
    hours = by_id["hours"]
    new = hours.model_copy(
        update={
            "en": hours.en.model_copy(
                update={"answer": "We moved to new hours, see the door.", "phrasings": (*hours.en.phrasings, "gizmo")}
            )
        }
    )
    async with database.work() as session:
        await store.publish(session, new, by=ADMIN, now=clock())
    clock.advance(WITHIN)
    result = await search.search("gizmo", Language.ENGLISH)
    assert result.best is not None
    assert result.best.answer == "We moved to new hours, see the door."
    assert REFRESH < WITHIN


async def test_a_retired_entry_is_gone_within_a_second(
    open_search: OpenSearch, database: Database, store: FaqStore, clock: FakeClock
) -> None:
    search = await open_search()
    await search.warm()
    async with database.work() as session:
        await store.retire(session, "hours", by=ADMIN)
    clock.advance(WITHIN)
    assert await search.entry("hours", Language.ENGLISH) is None
    assert not (await search.search("What are your hours?", Language.ENGLISH)).sure


async def test_outside_demo_mode_an_edit_waits_while_the_approved_wording_stays(
    open_search: OpenSearch, database: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    search = await open_search(demo=False)
    async with database.work() as session:
        await store.approve(session, "sprain", 1, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
        await store.publish(session, edited(by_id["sprain"]), by=ADMIN, now=clock())
    match = await search.entry("sprain", Language.ENGLISH)
    assert match is not None
    assert "A new answer" not in match.answer


async def test_past_its_review_date_an_entry_is_withheld_and_staff_are_told(
    open_search: OpenSearch, clock: FakeClock, by_id: dict[str, FaqEntry]
) -> None:
    search = await open_search()
    due = by_id["flu-shot"].review_by
    clock.advance(due - clock().date())
    assert (await search.search("Is the flu shot safe?", Language.ENGLISH)).sure
    assert await search.expired() == []
    clock.advance(timedelta(days=1))
    result = await search.search("Is the flu shot safe?", Language.ENGLISH)
    assert (result.best, result.sure) == (None, False)
    assert [(late.entry_id, late.review_by) for late in await search.expired()] == [("flu-shot", due)]
    assert due < date(2027, 2, 20)


async def test_entries_for_patients_are_not_offered_where_others_read_along(open_search: OpenSearch) -> None:
    search = await open_search(ids=("medical-records", "hours"))
    question = "How do I get my medical records?"
    assert (await search.search(question, Language.ENGLISH)).sure
    assert (await search.search(question, Language.ENGLISH, audience_public=True)).best is None
