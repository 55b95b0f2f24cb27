"""Device identifiers: serial numbers of pumps, pacemakers, monitors and phones, IMEI and MAC addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, Found
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category

MAC = re.compile(r"(?<![0-9A-Fa-f:])(?:[0-9A-F]{2}[:\-]){5}[0-9A-F]{2}(?![0-9A-Fa-f:])", re.I)
UDI = re.compile(r"\(01\)\s?\d{14}(?:\s?\(\d{2}\)\s?[A-Za-z0-9\-]{1,20}){0,4}")


class DeviceRecognizer(LabelledRecognizer):
    name = "device"
    category = Category.DEVICE_ID
    labels = label_pattern(
        r"serial|serial (?:no|num|number|#)|s/n|sn|ser no|numero de serie|serie|imei|meid|udi|device"
        r"|lot (?:no|num|number|#)|model and serial|mac(?: address)?"
        r"|(?:pacemaker|insulin pump|pump|implant|icd|defibrillator|hearing aid|hearing aids|cpap"
        r"|glucose monitor|glucometer|cgm|dexcom|libre|monitor|stimulator|prosthesis|"
        r"wheelchair|oxygen concentrator|ventilator|nebulizer|marcapasos|bomba|aparato)(?: (?:serial|id"
        r"|device|number|no|num|model|sn|s/n|#))+"
    )

    def find(self, doc: Doc) -> Iterable[Found]:
        for pattern, cue in ((MAC, "mac"), (UDI, "udi")):
            for found in pattern.finditer(doc.text):
                yield Found(found.start(), found.end(), CERTAIN, cue)
        yield from self.labelled(doc.text)
