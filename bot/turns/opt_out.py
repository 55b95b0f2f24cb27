"""STOP and START, read before anything else but safety: at once, by any reasonable wording.

Source: 47 CFR 64.1200(a)(10) (revoking consent by any reasonable means; one confirmation), and the stop words that SMS
vendors honour. Whole messages only: "stop smoking" is a question, not an opt-out.
"""

from __future__ import annotations

from bot.letters import fold_words

STOP = frozenset(
    {
        "stop",
        "stop it",
        "stopall",
        "stop all",
        "stop please",
        "please stop",
        "unsubscribe",
        "unsubscribe me",
        "end",
        "quit",
        "revoke",
        "optout",
        "opt out",
        "opt me out",
        "stop messaging me",
        "stop texting me",
        "stop messages",
        "stop sending me messages",
        "stop contacting me",
        "do not message me",
        "dont message me",
        "do not contact me",
        "dont contact me",
        "no more messages",
        "remove me",
        "leave me alone",
        "alto",
        "parar",
        "cancelar suscripcion",
        "no me escriban",
        "no me escriban mas",
        "no mas mensajes",
        "dejen de escribirme",
        "dejen de mandarme mensajes",
        "basta",
        "darme de baja",
    }
)
START = frozenset({"start", "unstop", "resume", "subscribe", "opt in", "opt me in", "comenzar", "reanudar", "empezar"})


def wants_out(text: str) -> bool:
    return fold_words(text) in STOP


def wants_in(text: str) -> bool:
    return fold_words(text) in START
