"""Driving licences, passports, state and professional licences, by label."""

from __future__ import annotations

from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category


class LicenseNumberRecognizer(LabelledRecognizer):
    name = "license_number"
    category = Category.LICENSE_NUMBER
    labels = label_pattern(
        r"(?:driver'?s?|drivers'|driving|drv)[ .]?(?:lic(?:en[sc]e)?|id|permit)?|d\.?l\.?|cdl"
        r"|lic(?:en[sc]e)?(?! ?plate)|permit|passport|pasaporte|state id|stateid|photo id"
        r"|government id|gov id|military id|veteran id|green ?card|alien (?:number|registration)|a-number"
        r"|visa number|dea|npi|certificate|cert|licencia(?: de conducir| de manejo)?"
        r"|matricula consular|consular id|curp|cedula|dni|ine"
    )
