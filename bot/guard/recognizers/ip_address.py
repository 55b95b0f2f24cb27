"""IP addresses, both versions. Behind "version" or "iOS" four numbers with dots are a release."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, Found, Recognizer
from bot.messages.guarded import Category

V4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)")
V6 = re.compile(r"(?<![0-9A-Za-z:])(?:[0-9A-F]{0,4}:){2,7}[0-9A-F]{0,4}(?![0-9A-Za-z:])", re.I)
VERSION = re.compile(r"(?:version|ver|v|release|ios|android|update)\.? ?$", re.I)
SHORTEST_V6 = 6


class IpAddressRecognizer(Recognizer):
    name = "ip_address"
    category = Category.IP_ADDRESS

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in (*V4.finditer(doc.text), *V6.finditer(doc.text)):
            if _is_address(found.group()) and not VERSION.search(doc.text[: found.start()][-12:]):
                yield Found(found.start(), found.end(), CERTAIN, "shape")


def _is_address(text: str) -> bool:
    if ":" in text and len(text) < SHORTEST_V6:
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
