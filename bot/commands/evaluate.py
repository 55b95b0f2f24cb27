"""`frontdesk evaluate`: how well the parts that understand messages do on labelled sets."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import load_offline_settings

if TYPE_CHECKING:
    from bot.dialogue.install import RasaInstall
    from bot.faq.evaluate import Question, Report
    from bot.faq.search import FaqSearch
    from bot.settings import Settings

app = typer.Typer(help="Measure on labelled sets: caught, missed, confused.", no_args_is_help=True)

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Labelled messages.")]
Misses = Annotated[bool, typer.Option("--misses", help="List misses with their texts; on a terminal only.")]


@app.command()
def safety(files: Files) -> None:
    """Red flags caught and false alarms, each miss listed; of a file whose name begins with `unseen` the figures only.
    Lines: {"text", "safety": null|"emergency"|"crisis", "kind"?}.
    """
    from bot.safety.build import build_watch
    from bot.safety.evaluate import as_lines, evaluate, misses, read_examples

    report = evaluate(build_watch(), read_examples(files))
    typer.echo("\n".join([*as_lines(report), "", *(() if _holds_unseen(files) else misses(report))]))


@app.command()
def guard(files: Files, misses: Misses = False) -> None:
    """Identifiers masked and false alarms. Lines: {"text", "spans": [{"category", "start", "end"}]}, or marked text."""
    from bot.clinic import load_clinic
    from bot.guard.build import build_guard
    from bot.guard.evaluate import load_examples, report, score

    _check_misses(misses, files)
    settings = load_offline_settings()
    checker = build_guard(load_clinic(settings.clinic_file), settings.artefact_folder, wide_model=settings.wide_model)
    for file in files:
        with _told_of_bad_files():
            scores = score(checker, load_examples(file))
        report(str(file), scores, sys.stdout, show_misses=misses)


@app.command()
def nlu(
    files: Files,
    misses: Misses = False,
    model: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Instead of the model that is installed.")
    ] = None,
    as_typed: Annotated[
        bool, typer.Option("--as-typed", help="Through the guard, as messages of a chat reach Rasa.")
    ] = False,
) -> None:
    """Intents understood by the trained Rasa model. Files: Rasa's NLU format (YAML)."""
    from bot.commands.options import rasa_install
    from bot.dialogue.classifying import classify
    from bot.dialogue.evaluate import as_lines, outcomes, read_messages
    from bot.dialogue.evaluate import misses as lines_of_misses

    _check_misses(misses, files)
    settings = load_offline_settings()
    with _told_of_bad_files():
        messages = {file: read_messages(file) for file in files}
    with tempfile.TemporaryDirectory(prefix="frontdesk-evaluate-") as folder:
        install = rasa_install(settings, Path(folder))
        texts = [message.text for some in messages.values() for message in some]
        if as_typed:
            texts = _as_rasa_gets_them(texts, settings)
        readings = iter(classify(install, model or _model_that_is_installed(settings, install), texts))
    for file, some in messages.items():
        results = outcomes(some, islice(readings, len(some)))
        typer.echo("\n".join([str(file), *as_lines(results), *(lines_of_misses(results) if misses else ())]))


def _as_rasa_gets_them(texts: list[str], settings: Settings) -> list[str]:
    from bot.clinic import load_clinic
    from bot.guard.build import build_guard
    from bot.messages.channel import Ceiling

    guard = build_guard(load_clinic(settings.clinic_file), settings.artefact_folder, wide_model=settings.wide_model)
    return [message.wide for message in guard.read_many(texts, Ceiling.SOCIAL)]


def _model_that_is_installed(settings: Settings, install: RasaInstall) -> Path:
    from bot.commands.options import say
    from bot.dialogue.models import installed_model
    from bot.dialogue.training import fingerprint
    from bot.errors import StartupError

    model = installed_model(settings.model_folder)
    if model is None:
        raise StartupError("The dialogue model is missing; run: make train")
    model.verify()
    if model.inputs != fingerprint(install):
        say("The model is older than what it is made from; these are the figures of the older one.")
    return model.path


@app.command()
def faq(files: Files) -> None:
    """Answers found, on the reviewed entries of the FAQ folder. Lines: {"text", "language", "expected": id or null}."""
    from bot.faq.evaluate import as_lines, read_questions

    typer.echo("\n".join(as_lines(asyncio.run(_evaluate_faq(read_questions(files))))))


def _check_misses(misses: bool, files: list[Path]) -> None:
    """Texts go to somebody's eyes and into no file; those of `unseen` sets to nobody's (tests/sets/README.md)."""
    if misses and not sys.stdout.isatty():
        raise typer.BadParameter("texts are shown on a terminal only", param_hint="--misses")
    if misses and _holds_unseen(files):
        raise typer.BadParameter("nobody looks at the misses of an unseen set", param_hint="--misses")


def _holds_unseen(files: list[Path]) -> bool:
    return any(file.name.startswith("unseen") for file in files)


@contextmanager
def _told_of_bad_files() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


async def _evaluate_faq(questions: list[Question]) -> Report:
    from bot.faq.evaluate import evaluate

    async with _search_of_the_content(load_offline_settings()) as search:
        return await evaluate(search, questions)


@asynccontextmanager
async def _search_of_the_content(settings: Settings) -> AsyncIterator[FaqSearch]:
    """The search over a database of its own, filled from the content folder, gone afterwards."""
    from bot.audit.audit import Audit
    from bot.clinic import load_clinic
    from bot.encoder.sentences import SentenceEncoder
    from bot.encoder.weights import model_folder
    from bot.faq.blanks import ClinicBlanks
    from bot.faq.build import build_search
    from bot.faq.content import load_content
    from bot.faq.store import FaqStore
    from bot.messages.clock import utc_now
    from bot.storage.engine import Database, make_engine
    from bot.storage.migrate import migrate
    from bot.texts.catalog import load_texts

    clinic = load_clinic(settings.clinic_file)
    texts = load_texts(clinic)
    with tempfile.TemporaryDirectory(prefix="frontdesk-evaluate-") as folder:
        database = Database(make_engine(f"sqlite+aiosqlite:///{folder}/faq.db"))
        try:
            await migrate(database.engine)
            async with database.work() as session:
                store = FaqStore(ClinicBlanks(clinic, texts), Audit(utc_now))
                await store.seed(session, load_content(settings.faq_folder), utc_now())
            yield build_search(
                database,
                clinic,
                texts,
                encoder=SentenceEncoder(model_folder()),
                model_folder=model_folder(),
                artefacts=settings.artefact_folder,
                clock=utc_now,
                demo=True,
            )
        finally:
            await database.close()
