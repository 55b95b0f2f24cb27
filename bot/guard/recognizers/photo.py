"""Photographs of a person: "here's a pic of my face", "my passport photo", file names of a camera roll."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import LIKELY, STRONG, Found, Recognizer
from bot.messages.guarded import Category

PICTURE = (
    r"(?:photos?|photographs?|pics?|pictures?|images?|selfies?|head ?shots?|snapshots?|screenshots?|videos?"
    r"|fotos?|imagen(?:es)?)"
)
WHOSE = r"(?:my|mi|mis|his|her|our|us|me|him|myself|herself|himself|the|la|el|tu)"
OF_SOMEONE = re.compile(
    rf"\b(?:(?:a|an|the|una?|some|this|my) )?(?:\w+ )?(?:full[- ]face )?{PICTURE} (?:i (?:took"
    rf"|have) )?(?:of|de|showing) {WHOSE}\b(?: (?:own |whole |full )?(?:son|daughter|kid|baby|mom|dad|wife"
    rf"|husband|hijo|hija)'?s?)?(?: [a-z]+){{0,2}}",
    re.I,
)
DOCUMENT = re.compile(
    r"\s?(?:insurance |id |health )?\b(?:card|cards|id|form|forms|insurance|license|bill|tarjeta|seguro"
    r"|paperwork|document|prescription)\b",
    re.I,
)
OWN = re.compile(
    rf"\b(?:my|mi|his|her|our|son's|daughter's|baby's|kid's|mom's|dad's) (?:\w+ )?{PICTURE}\b|\b(?:a|this"
    rf"|attached|my|one) selfie\b",
    re.I,
)
FILE = re.compile(r"(?<![\w/])(?:[A-Za-z0-9_\-]{1,60})\.(?:jpe?g|png|heic|gif|bmp|tiff?|webp|mp4|mov)\b", re.I)
SENDING = re.compile(
    r"\b(?:here(?:'s| is| are|s)|attach\w*|send\w*|sent|upload\w*|post\w*|look at|see|took|show\w*"
    r"|check out|adjunto|mando|envio|le mando|tome|have|share\w*|sharing|aqui esta|profile|this is|use"
    r"|using|id|dm)\b",
    re.I,
)


class PhotoRecognizer(Recognizer):
    name = "photo"
    category = Category.PHOTO

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in FILE.finditer(doc.text):
            yield Found(found.start(), found.end(), STRONG, "file")
        if SENDING.search(doc.text) is None:
            return  # "do I need a photo of the card?" sends none
        for pattern in (OF_SOMEONE, OWN):
            for found in pattern.finditer(doc.text):
                if DOCUMENT.match(doc.text, found.end()) is None and DOCUMENT.search(found.group()) is None:
                    yield Found(found.start(), found.end(), LIKELY, "given")
