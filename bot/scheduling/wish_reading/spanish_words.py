"""Spanish names of days, months and numbers, and the English ones that the reader knows."""

from __future__ import annotations

WEEKDAYS = {
    "lunes": "monday",
    "martes": "tuesday",
    "miercoles": "wednesday",
    "jueves": "thursday",
    "viernes": "friday",
    "sabado": "saturday",
    "domingo": "sunday",
}
MONTHS = {
    "enero": "january",
    "febrero": "february",
    "marzo": "march",
    "abril": "april",
    "mayo": "may",
    "junio": "june",
    "julio": "july",
    "agosto": "august",
    "septiembre": "september",
    "setiembre": "september",
    "octubre": "october",
    "noviembre": "november",
    "diciembre": "december",
}
NUMBERS = {
    "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9",
    "diez": "10", "once": "11", "doce": "12", "trece": "13", "catorce": "14", "quince": "15", "dieciseis": "16",
    "diecisiete": "17", "dieciocho": "18", "diecinueve": "19", "veinte": "20", "veintiuno": "21", "veintidos": "22",
    "veintitres": "23", "veinticuatro": "24", "veinticinco": "25", "veintiseis": "26", "veintisiete": "27",
    "veintiocho": "28", "veintinueve": "29", "treinta": "30",
}  # fmt: skip
DAYS = "|".join(WEEKDAYS)
DAY = f"({DAYS})"
NAMES = {**WEEKDAYS, **MONTHS, "semana": "week", "mes": "month", "sabados": "saturdays", "domingos": "sundays"}
ORDINALS = (
    ("(?:primera?|1ra|1a|1er)", "first"), ("(?:segund[ao]|2da|2a)", "second"), ("(?:tercera?|3ra|3a|3er)", "3rd"),
    ("(?:cuart[ao]|4ta)", "4th"), ("ultim[ao]", "last"),
)  # fmt: skip
CLOCK = r"(\d{1,2}(?::\d{2})?(?: ?[ap]m)?)"
ANY_MONTH = "|".join(MONTHS)
