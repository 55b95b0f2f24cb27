"""Templates: escaped by default, an unknown name is an error, times are the clinic's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp_jinja2
import phonenumbers
from aiohttp import web
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.desk.desk import Desk
from bot.desk.permissions import Permission
from bot.desk.web.assets import Assets
from bot.desk.web.wording import CHANNELS, DEEDS, LANGUAGES, OWNERS, REASONS, said

FOLDER = Path(__file__).parent.parent / "templates"
PLACEHOLDER = re.compile(r"\[([A-Z][A-Z_0-9]{2,20})\]")


def set_up_templates(app: web.Application, desk: Desk, assets: Assets) -> None:
    environment = aiohttp_jinja2.setup(
        app,
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    zone = desk.clinic.zone

    def time_of_day(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%-I:%M %p}"

    def day(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%a, %b %-d}"

    def full(moment: datetime) -> str:
        return f"{moment.astimezone(zone):%b %-d, %Y, %-I:%M:%S %p}"

    environment.filters |= {
        "time": time_of_day,
        "day": day,
        "full": full,
        "elapsed": elapsed,
        "masked": show_placeholders,
        "phone": readable_phone,
        "reason": lambda value: said(REASONS, value),
        "channel": lambda value: said(CHANNELS, value),
        "language": lambda value: said(LANGUAGES, value),
        "owner": lambda value: said(OWNERS, value),
        "deed": lambda value: said(DEEDS, value),
    }
    environment.globals |= {"asset": assets.path, "may": Permission, "clinic": desk.clinic}


def elapsed(since: datetime, now: datetime) -> str:
    """Such as "now", "12 min", "3 h 5 min", "2 d": what a glance can take in."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    hours, rest = divmod(minutes, 60)
    if minutes < 1:
        return "now"
    if hours < 1:
        return f"{minutes} min"
    if hours < 24:  # noqa: PLR2004 - of a day
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} d"


def readable_phone(number: str) -> str:
    """Grouped as people read it; as it stands when it is no number."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number


def show_placeholders(text: str) -> Markup:
    """Escapes, then marks what the guard masked."""
    return Markup(PLACEHOLDER.sub(_placeholder, str(escape(text))))  # noqa: S704 - escaped just now


def _placeholder(found: re.Match[str]) -> str:
    kind = found[1].replace("_", " ").lower()
    return f'<span class="masked" title="Masked by the guard">{kind}</span>'
