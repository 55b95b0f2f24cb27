"""Account numbers: payment cards by check digit, IBANs, and bank, billing or invoice numbers by label."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc
from stdnum import iban, luhn

from bot.guard.recognizers.base import CERTAIN, STRONG, Found
from bot.guard.shapes.labelled import LabelledRecognizer, label_pattern
from bot.messages.guarded import Category

CARD = re.compile(r"(?<![\d.])\d(?:[ \-.]?\d){12,18}(?!\d)")
GROUPED_CARD = re.compile(r"(?<!\d)\d{4}([ \-.])\d{4}\1\d{4}\1\d{4}(?!\d)|(?<!\d)\d{4}([ \-])\d{6}\2\d{5}(?!\d)")
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])", re.I)


class AccountRecognizer(LabelledRecognizer):
    name = "account"
    category = Category.ACCOUNT_NUMBER
    labels = label_pattern(
        r"acc(?:oun)?t\.?s?|acc|account ?(?:no|num(?:ber)?|#)|a/c|checking|savings|bank|routing|aba|iban"
        r"|swift|invoice|bill(?:ing)?(?= ?(?:id|acc|#|no\b|num|:|statement))"
        r"|statement(?= ?(?:id|#|no\b|num|:))|guarantor|credit ?card|debit ?card|visa|mastercard"
        r"|master card|amex|american express|discover|card(?= ?(?:number|num|no\b|#|ending|ends|:|is))"
        r"|hsa|fsa|patient account|ledger|cuenta|numero de cuenta|tarjeta|factura|cvv|cvc|venmo|zelle"
        r"|paypal|cashapp|cash app"
    )

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in CARD.finditer(doc.text):
            if luhn.is_valid(re.sub(r"\D", "", found.group())):
                yield Found(found.start(), found.end(), CERTAIN, "luhn")
        for found in GROUPED_CARD.finditer(doc.text):
            yield Found(found.start(), found.end(), STRONG, "card groups")
        for found in IBAN.finditer(doc.text):
            if iban.is_valid(found.group()):
                yield Found(found.start(), found.end(), CERTAIN, "iban")
        yield from self.labelled(doc.text)
