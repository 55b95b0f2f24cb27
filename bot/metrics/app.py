"""`GET /metrics` for Prometheus, on a listener of its own that patients and staff never reach."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.messages.clock import Clock
from bot.metrics.counts import count_rows
from bot.metrics.meters import Meters
from bot.status import Status
from bot.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Metrics:
    registry: CollectorRegistry
    meters: Meters


def make_metrics_app(metrics: Metrics, database: Database, status: Status, clock: Clock) -> web.Application:
    """503 while the database cannot be read: no figures are better than old ones."""
    meters = metrics.meters

    async def show(_request: web.Request) -> web.Response:
        meters.guard_up.set(status.guard_ready())
        meters.rasa_up.set(status.find_rasa() is not None)
        try:
            async with database.reading() as session:
                await count_rows(session, meters, clock())
        except SQLAlchemyError:
            return web.Response(status=503)
        return web.Response(body=generate_latest(metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/metrics", show)
    return app
