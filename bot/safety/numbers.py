"""Numbers as the rules see them: a count of pills, a fever, a baby's age, a year."""

from __future__ import annotations

from collections.abc import Iterator

NUMBERS = {
    word: str(number)
    for number, words in {
        1: "one uno una",
        2: "two dos",
        3: "three tres",
        4: "four cuatro",
        5: "five cinco",
        6: "six seis",
        7: "seven siete",
        8: "eight ocho",
        9: "nine nueve",
        10: "ten diez",
        12: "twelve doce dozen docena",
        15: "fifteen quince",
        20: "twenty veinte",
        30: "thirty treinta",
        40: "forty cuarenta",
        50: "fifty cincuenta",
        100: "hundred cien",
    }.items()
    for word in words.split()
}


def number_classes(word: str) -> Iterator[str]:
    """The classes of a number: `<many>` pills, a `<fever>` (100.4 °F or 38 °C and up; AAP), a baby's `<few>` months."""
    digits = NUMBERS.get(word, word).rstrip("abcdefghijklmnopqrstuvwxyz").replace(",", ".")
    if not digits[:1].isdigit():
        return
    try:
        value = float(digits)
    except ValueError:
        return
    yield "<number>"
    if 1900 <= value <= 2100:  # noqa: PLR2004
        yield "<year>"
    elif value >= 8 and digits == NUMBERS.get(word, word):  # noqa: PLR2004 - "20mg" is a strength, no count
        yield "<many>"
    if 100.4 <= value <= 110 or 38 <= value <= 43:  # noqa: PLR2004
        yield "<fever>"
    if value <= 3:  # noqa: PLR2004
        yield "<few>"
