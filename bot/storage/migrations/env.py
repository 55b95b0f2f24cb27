"""Run by alembic, always through `bot.storage.migrate`, on a connection that is handed in."""

from __future__ import annotations

import importlib

from alembic import context

from bot.storage.base import Table

TABLES = (
    "bot.conversations.tables",
    "bot.deliveries.tables",
    "bot.storage.wrapped_keys",
    "bot.transcripts.tables",
    "bot.audit.tables",
    "bot.faq.tables",
    "bot.desk.tables",
    "bot.scheduling.tables",
    "bot.securepages.tables",
    "bot.proof.tables",
    "bot.erasure.tables",
)

for module in TABLES:
    importlib.import_module(module)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    compare_type=True,
    render_as_batch=True,
)
context.run_migrations()
