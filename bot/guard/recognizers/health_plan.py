"""Health plan numbers: Medicare beneficiary identifiers by shape, member, policy, group and claim numbers by label.

MBI format: https://www.cms.gov/medicare/new-medicare-card/understanding-new-medicare-beneficiary-identifier-mbi
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, Found
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category

_LETTER = "[AC-HJKMNP-RT-Y]"  # all but S, L, O, I, B, Z
_EITHER = "[0-9AC-HJKMNP-RT-Y]"
MBI = re.compile(
    rf"(?<![A-Za-z0-9])[1-9]{_LETTER}{_EITHER}\d[- ]?{_LETTER}{_EITHER}\d[- ]?{_LETTER}{{2}}\d\d(?![A-Za-z0-9])", re.I
)
_INSURER = (
    r"aetna|cigna|humana|kaiser|anthem|blue ?cross|blue ?shield|bcbs|united ?health(?:care)?|uhc|molina"
    r"|centene|ambetter|wellcare|tricare"
    r"|medicare|medicaid|medi-?cal|mediCal|oscar|chip|insurance|insurer|seguro|aseguranza|dental"
)


class HealthPlanRecognizer(LabelledRecognizer):
    name = "health_plan"
    category = Category.HEALTH_PLAN_ID
    labels = label_pattern(
        rf"{_INSURER}|(?:{_INSURER}) (?:id|card|plan|member|policy|group|ppo|hmo)|mbi|hicn|member(?:ship)?"
        rf"|memb|subscriber|beneficiary|policy ?holder|policy|poliza|plan(?= ?(?:id|#|no\b|num|code|:))"
        r"|health ?plan|(?<!-)ins|(?:ins(?:urance)?\.?|hmo|ppo) (?:plan|id|policy|member|group|no|num|number"
        r"|card)|group(?= ?(?:id|#|no\b|num|:))|grp|claim|authorization|auth|prior auth"
        r"|rx ?(?:bin|pcn|grp|group|id)|bin(?= ?(?:#|no\b|num|:))|afiliado|afiliacion|miembro|numero de poliza"
    )

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in MBI.finditer(doc.text):
            yield Found(found.start(), found.end(), CERTAIN, "mbi")
        yield from self.labelled(doc.text)
