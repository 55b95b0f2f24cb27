"""Style sheet, scripts and icons: read once, named by their content so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.desk.permissions import Permission
from bot.desk.web.route import Route, get
from bot.desk.web.visit import Visit

FOLDER = Path(__file__).parent.parent / "static"
TYPES: Mapping[str, str] = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Assets:
    """`version` is a hash over all of them: scripts import each other by relative names."""

    version: str
    files: Mapping[str, Asset]

    def path(self, name: str) -> str:
        """Raises KeyError for a file that is not there: a template names it wrongly."""
        if name not in self.files:
            raise KeyError(name)
        return f"/assets/{self.version}/{name}"


def load_assets(folder: Path = FOLDER) -> Assets:
    files = {
        path.name: Asset(TYPES[path.suffix], path.read_bytes())
        for path in sorted(folder.iterdir())
        if path.suffix in TYPES
    }
    digest = hashlib.sha256(b"".join(name.encode() + file.body for name, file in files.items()))
    return Assets(digest.hexdigest()[:16], files)


def asset_route(assets: Assets) -> Route:
    async def serve(visit: Visit) -> web.Response:
        asset = assets.files.get(visit.request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        return web.Response(
            body=asset.body,
            content_type=asset.content_type,
            charset="utf-8",
            headers={"Cache-Control": FOR_GOOD},
        )

    return get("/assets/{version:[0-9a-f]{16}}/{name:[a-z0-9_.-]+}", Permission.EVERYONE, serve, act=False)
