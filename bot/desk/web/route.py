"""A route of the desk names the permission it asks for; there is no way to add one without."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.desk.permissions import Permission
from bot.desk.web.visit import Visit

type Handler = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Route:
    """`act` is False for what a page asks by itself: that does not keep a session alive."""

    method: str
    path: str
    permission: Permission
    handler: Handler
    act: bool = True


def get(path: str, permission: Permission, handler: Handler, *, act: bool = True) -> Route:
    return Route("GET", path, permission, handler, act)


def post(path: str, permission: Permission, handler: Handler) -> Route:
    return Route("POST", path, permission, handler)
