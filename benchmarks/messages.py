"""Invented messages of every kind, for load. Short ones in the main, as people write."""

from __future__ import annotations

MESSAGES = (
    "hi",
    "are you open on saturday?",
    "is the flu shot safe while breastfeeding",
    "i want to book an appointment",
    "can i talk to a person",
    "where can i park",
    "my number is 312-555-0147, call me after 5",
    "do u take walk ins",
    "what are the signs of diabetes?",
    "me llamo Ana Prieto y nací el 4 de mayo de 1980",
    "how much is a visit without insurance",
    "my knee hurts since monday",
    "thanks!",
    "i need a refill of my lisinopril",
    "¿tienen intérpretes?",
    "what's a normal blood pressure",
    "cancel my appointment please",
    "who is dr okafor",
    "can you fix my computer",
    "ok",
)
