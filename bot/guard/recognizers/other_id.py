"""Any other number that stands for a person: prescriptions, confirmations, cases, tickets, students, employees."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import STRONG, Found
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category

PASSWORD = re.compile(
    r"\b(?:password|passcode|passwd|pwd|pin(?: number| code)?|contrasena|clave)\s?(?:is|:|=|es)\s?(?P<value>\S{3,40})",
    re.I,
)


class OtherIdRecognizer(LabelledRecognizer):
    name = "other_id"
    category = Category.OTHER_ID
    labels = label_pattern(
        r"(?:rx|prescription|script|refill|receta)(?= ?(?:id|#|no\b|num|:|is\b|numero))|rx ?#"
        r"|(?:confirmation|conf|confirm|confirmacion|reservation|booking|reference|ref|referral"
        r"|referencia|tracking|order|pedido"
        r"|case|caso|ticket|complaint|incident|request|receipt|application|enrollment|registration"
        r"|accession|specimen|sample|lab|order|study|trial|subject|participant|donor|appointment|appt"
        r"|cita)"
        r"(?= ?(?:id\b|ids\b|#|no\b|num|number|code|codigo|:|numero|de))"
        r"|(?:student|employee|emp|badge|staff|worker|union|school|military|veteran|va|voter|tribal"
        r"|inmate|customer|client|user|member|library|donor|site|subject|case|person|personal|national"
        r"|tax|work|company|access|resident)"
        r" ?(?:id|i\.d\.|ids|number|num|no|#|code)|id(?= ?(?:#|no\b|num|number|:|is\b|card))|matricula"
        r"|folio|numero de (?:empleado|estudiante|caso|control|folio|identificacion)|credencial"
        r"|identificacion|ref|conf|pin|passcode|otp|verification code|access code|code(?= ?(?:is|:))"
    )

    def find(self, doc: Doc) -> Iterable[Found]:
        yield from self.labelled(doc.text)
        for found in PASSWORD.finditer(doc.text):
            yield Found(found.start("value"), found.end("value"), STRONG, "secret")
