"""Logging: one JSON line an event (or readable lines on a terminal), without a word of anybody's.

Tracebacks never reach a log: an exception's text may quote a patient. What is logged of one is its type and where it
was raised. Libraries log warnings and worse only, by the same rule.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger
from structlog.typing import EventDict, WrappedLogger

from bot.securepages.access import route_template

type _ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure_logs(*, readable: bool) -> None:
    """Once, at start."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_traceback,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if readable else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=[foreign_without_words, *shared],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)
    logging.getLogger("actions").setLevel(logging.INFO)


def without_traceback(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replaces exception information by the exception's type and the line that raised it."""
    raised = event.pop("exc_info", None)
    if raised:
        error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
        event.update(_where(error))
    event.pop("stack_info", None)
    return event


def foreign_without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A library's message may quote what it was given: kept are its logger, its template and its place in the code."""
    record: logging.LogRecord = event["_record"]
    event["event"] = record.msg if isinstance(record.msg, str) and record.args else f"{record.name} {record.levelname}"
    event["logger"] = record.name
    event["at"] = f"{record.filename}:{record.lineno}"
    if record.exc_info:
        event["exc_info"] = record.exc_info
    return event


def _where(error: Any) -> dict[str, str]:
    if not isinstance(error, BaseException):
        return {}
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    return {"error": type(error).__name__, "raised_at": at}


class AccessLog(AbstractAccessLogger):
    """Method, route template, status and milliseconds. Never the path: it may be a secret link."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        structlog.get_logger("bot.access").info(
            "request",
            method=request.method,
            route=route_template(request) if isinstance(request, web.Request) else "unparsed",
            status=response.status,
            ms=round(time * 1_000, 1),
        )
