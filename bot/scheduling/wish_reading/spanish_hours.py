"""Spanish phrases for times of day, and the words that join. They are read last."""

from __future__ import annotations

from bot.scheduling.wish_reading.phrases import Phrases
from bot.scheduling.wish_reading.spanish_words import ANY_MONTH, CLOCK, DAY, DAYS

HOURS: Phrases = (
    # Hours
    *(
        (rf"\b{minutes} para las? {hour}\b", f" {(hour - 2) % 12 + 1}:{60 - minutes} ")
        for minutes in (10, 20)
        for hour in range(12, 0, -1)
    ),
    (r"(?:^|(?<=[,.] )|(?<=o ))las (?=\d)", " at "),
    (r"\b(?:a )?la una\b", " at 1 "),
    (r"\ba la (?=\d)", " a las "),
    (rf"\b(?:las |la )?{CLOCK} y media\b", r" \1:30 "),
    (rf"\b(?:las |la )?{CLOCK} y cuarto\b", r" \1:15 "),
    (r"\b(?:a )?primera hora de la tarde\b", " early afternoon "),
    (r"\b(?:a )?ultima hora de la manana\b", " late morning "),
    (r"\b(?:a )?media manana\b", " mid morning "),
    (r"\b(?:a )?media tarde\b", " mid afternoon "),
    (r"\b(?:a )?primera hora(?: de la manana)?(?: del?\b)?", " firstthing "),
    (r"\b(?:a )?ultima hora(?: de la tarde)?(?: del dia)?(?: del?\b)?", " endofday "),
    (rf"(?<![/\d]){CLOCK} (?:en punto )?(?:de|por|en) la manana\b", r"\1 am "),
    (rf"(?<![/\d]){CLOCK} (?:en punto )?(?:de|por|en) la (?:tarde|noche)\b", r"\1 pm "),
    (rf"{CLOCK} (?:en punto )?de(?:l)? mediodia\b", r"\1 pm "),
    (rf"\b(?:a eso de|sobre|alrededor de|como a|tipo|mas o menos a|cerca de) (?:las |la )?{CLOCK}", r" around \1 "),
    (rf"\ba las {CLOCK}", r" at \1 "),
    (rf"\b(?:(?:de|desde) )?(?:las )?{CLOCK} a (?:las )?{CLOCK}\b(?! (?:personas|anos|dias|semanas"
     rf"|meses))", r" between \1 and \2 "),
    (r"\b(?:temprano|tempranito) (?:por|en|de) la manana\b", " early morning "),
    (r"\b(?:por|en|de|durante) las? mananas?(?: temprano)?\b", " morning "),
    (r"\besta manana\b", " today morning "),
    (r"\besta tarde\b", " today tarde "),
    (r"\besta noche\b", " today evening "),
    (r"\bla manana\b|\bmananas\b", " morning "),
    (r"\b(?:por|en|de|durante|a) (?:la|las) tardes?\b", " tarde "),
    (r"\b(?:la |las )?tardes?\b", " tarde "),
    (r"\b(?:por|en|de|a) (?:la|las) noches?\b", " evening "),
    (r"\b(?:la |las )?noches?\b", " evening "),
    (r"\b(?:a |en )?(?:la hora del?|el|al) (?:almuerzo|lonche|comer)\b", " lunch "),
    (r"\b(?:al |el )?medio ?dia\b", " 12:00pm "),
    (r"\b(?:temprano|tempranito)\b", " early "),
    (r"\bhoy\b", " today "),
    (r"\bmanana\b", " tomorrow "),
    # Joining words
    (rf"\b(?:de|desde|del) {DAY} (?:a|hasta|al) {DAY}\b", r" \1 through \2 "),
    (r"\b(?:o|u)\b", " or "),
    (r"\by\b|\be\b", " and "),
    (r"\bni\b", " or not "),
    (r"\bpero\b|\bsino\b", " but "),
    (rf"\b(?:del|de) (?=\d|{ANY_MONTH})", " of "),
    (r"\bal (?=\d)", " to "),
    (r"\bel (?=\d{1,2}\b)", " the "),
    (rf"{DAY} (\d{{1,2}})\b(?!:| ?[ap]m)", r"\1 the \2"),
    (rf"\bno (?:el |la |los |las |en |por )?(?={DAYS}|every|tomorrow|today|morning|tarde"
     rf"|evening|next|this|weekend|\d)", " not "),
    (r"\b(?:el|los|las|la|en|del|de|al|por|para)\b", " "),
)  # fmt: skip
