"""The clinic's own facts, from its `clinic.yml`: who works there, when it is open, what it offers.

Shared by FAQ templates, booking, the guard (the clinic's own numbers and names are not PHI) and fixed texts.
"""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import StartupError

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _known_zone(name: str) -> str:
    ZoneInfo(name)
    return name


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(_Facts):
    """Open from `opens` to `closes`, wall-clock time in the clinic's zone."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("closes must be later than opens")
        return self


class Address(_Facts):
    street: str
    city: str
    state: str
    zip: str

    @property
    def line(self) -> str:
        return f"{self.street}, {self.city}, {self.state} {self.zip}"


class Provider(_Facts):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str  # as patients say it: "Dr. Maya Okafor"
    role: str
    languages: tuple[str, ...] = ("en",)
    hours: dict[Weekday, tuple[Hours, ...]]
    visit_types: tuple[str, ...]


class VisitType(_Facts):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: str  # neutral: it may be said on a social channel when `public` is true
    title_es: str
    also: tuple[str, ...] = ()  # other words that patients call it by, in either language
    minutes: int = Field(ge=5, le=240, multiple_of=5)
    public: bool = False


class EmergencyNumbers(_Facts):
    """Lines of the clinic's country, as patients dial them."""

    emergency: str = "911"
    crisis: str = "988"
    poison: str = "1-800-222-1222"
    violence: str = "1-800-799-7233"
    violence_text: str = "START to 88788"
    child: str = "1-800-422-4453"


class Clinic(_Facts):
    """One clinic. `facts` fill the blanks of the clinic topics in `data/faq`."""

    name: str
    time_zone: Annotated[str, AfterValidator(_known_zone)]
    country: str = "US"
    region: str = Field(description="two-letter state, for public holidays")
    phone: str
    nurse_line: str
    fax: str | None = None
    email: str | None = None
    website: str
    address: Address
    hours: dict[Weekday, Hours]
    closed_on: tuple[date, ...] = ()
    staff_names: tuple[str, ...] = ()
    providers: tuple[Provider, ...]
    visit_types: tuple[VisitType, ...]
    emergency: EmergencyNumbers = EmergencyNumbers()
    answer_minutes: int = Field(default=15, ge=1, description="how soon staff answer while open")
    claim_minutes: int = Field(default=30, ge=1, description="a claim left unanswered goes back after this")
    facts: dict[str, str] = Field(default_factory=dict)
    facts_es: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _visit_types_exist(self) -> Self:
        known = {visit.id for visit in self.visit_types}
        for provider in self.providers:
            if missing := set(provider.visit_types) - known:
                raise ValueError(f"provider {provider.id} offers unknown visit types {sorted(missing)}")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def load_clinic(path: Path) -> Clinic:
    """Raises StartupError naming the file and the first field that is wrong."""
    try:
        return Clinic.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise StartupError(f"{path}: no such file; copy data/clinic.yml and fill it in") from error
    except yaml.YAMLError as error:
        raise StartupError(f"{path}: not valid YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the file"
        raise StartupError(f"{path}: {field}: {first['msg']}") from error
