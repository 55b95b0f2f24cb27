"""Biometric identifiers: ids of fingerprints, voice prints, face and iris scans, and statements of giving one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import LIKELY, Found
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category

KIND = (
    r"finger ?prints?|thumb ?prints?|palm ?prints?|voice ?prints?|voice (?:id|recording|sample|signature)"
    r"|face ?(?:id|prints?|scans?|template|recognition)|facial (?:scan|recognition|id|template)"
    r"|iris ?(?:scans?|code|id|template)?|retina(?:l)? ?(?:scans?|id|template)?|biometrics?|hand geometry"
    r"|dna (?:profile|sample|sequence|results?|id)|genetic profile|gait"
    r"|huellas?(?: digital(?:es)?| dactilar(?:es)?)?|reconocimiento facial|escaneo facial|huella de voz"
)
GIVEN = re.compile(
    rf"\b(?P<value>(?:(?:my|mi|mis|his|her|our|their|son's|daughter's|mom's|dad's|wife's|husband's|scanned"
    rf"|attached) (?:\w+ )?)(?:{KIND})(?: (?:scan|scans|id|template|file|data|hash|record|sample"
    rf"|on file))*)(?![A-Za-z])",
    re.I,
)


class BiometricRecognizer(LabelledRecognizer):
    name = "biometric"
    category = Category.BIOMETRIC
    labels = label_pattern(
        rf"(?:{KIND})(?: (?:scan|scans|template|hash|file|record|sample|data|enrollment|reference|ref|code|key|print))*"
    )

    def find(self, doc: Doc) -> Iterable[Found]:
        yield from self.labelled(doc.text)
        for found in GIVEN.finditer(doc.text):
            yield Found(found.start("value"), found.end("value"), LIKELY, "given")
