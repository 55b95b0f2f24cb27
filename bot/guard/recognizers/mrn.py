"""Medical record numbers: whatever follows "MRN", "chart number", "patient id", "expediente"."""

from __future__ import annotations

from bot.guard.recognizers.base import CERTAIN
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category


class MrnRecognizer(LabelledRecognizer):
    name = "mrn"
    category = Category.MRN
    score = CERTAIN
    labels = label_pattern(
        r"m\.?r\.?n\.?|mr#|mr ?no|med(?:ical)?\.? rec(?:ord)?s?|medical chart|chart|patient(?:'s)? (?:id"
        r"|no|num(?:ber)?|#|record|chart|file|identifier|account id)"
        r"|patientid|pt\.? ?(?:id|no|num|#)|record (?:number|no|num|id|#)|health record|hospital (?:id|no"
        r"|number|num|record)|clinic (?:id|number|no|record|file)"
        r"|file (?:number|no|num|#)|emr|ehr|mychart|unit number|hsp|csn|encounter|visit (?:id|number|no"
        r"|#)|expediente|historia clinica|numero de paciente|historial"
    )
