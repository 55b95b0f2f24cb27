"""The people one can be. They are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    id: str  # as long as a real page-scoped id
    name: str
    note: str
    language: str


PEOPLE = (
    Person("7300000000000001", "Jordan Ellis", "Writes English", "en"),
    Person("7300000000000002", "Lucía Marín", "Escribe español", "es"),
    Person("7300000000000003", "Sam Whitfield", "A second conversation", "en"),
)
