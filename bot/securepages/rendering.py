"""Turns a template and values into a page. Everything is escaped; a missing value is an error, not an empty place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
from aiohttp import web

from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.texts.catalog import Texts

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"
STATIC_URL = "/pages/static"


class Renderer:
    def __init__(self, texts: Texts, clinic: Clinic) -> None:
        self._texts = texts
        self._clinic = clinic
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, template: str, language: Language, *, status: int = 200, **values: object) -> web.Response:
        """`template` is a file name in `templates/`; it can call `t(name, blank=…)` for a fixed text."""
        html = self.fragment(template, language, **values)
        return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")

    def fragment(self, template: str, language: Language, **values: object) -> str:
        """The same for a part of a page."""
        return self._templates.get_template(template).render(
            t=self._say(language),
            language=language,
            other_language=Language.SPANISH if language is Language.ENGLISH else Language.ENGLISH,
            clinic=self._clinic,
            static=STATIC_URL,
            **values,
        )

    def problem(self, name: str, language: Language, status: int) -> web.Response:
        """A page that says what is the matter: fixed texts `page_{name}_heading` and `page_{name}`."""
        return self.page("problem.html", language, status=status, problem=f"page_{name}")

    def _say(self, language: Language) -> Callable[..., str]:
        def say(name: str, **blanks: object) -> str:
            return self._texts.say(name, language, {blank: str(value) for blank, value in blanks.items()})

        return say
