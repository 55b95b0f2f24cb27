"""Strings that break programs: the guard reads each, and still sees the phone number beside it."""

from __future__ import annotations

import pytest

from bot.guard.guard import Guard
from bot.messages.channel import Ceiling

PHONE = "312-555-0199"
NAUGHTY = {
    "nothing": "",
    "null byte": "\x00",
    "control characters": "\x01\x02\x07\x08\x0b\x0c\x0e\x1b[31mred\x1b[0m\x7f",
    "c1 control characters": "\x80\x85\x9f",
    "line ends of all kinds": "a\rb\nc\r\nd\u2028e\u2029f\x85g",
    "white space of all kinds": "\t\u00a0\u1680\u2000\u2009\u202f\u205f\u3000",
    "zero-width": "\u200b\u200c\u200d\u2060\ufeff",
    "lone surrogate": "\ud800",
    "surrogates in the wrong order": "\udc00\ud800",
    "noncharacters": "\ufffe\uffff\U0010ffff",
    "private use": "\ue000\uf8ff\U000f0000",
    "object replacement, as in our own masks": "\ufffc" * 9,
    "right to left": "\u202eabc\u202c \u2067def\u2069",
    "arabic with digits": "مرحبا ٠١٢٣٤٥٦٧٨٩",
    "hebrew": "שלום דוקטור",
    "chinese": "我的膝盖疼",
    "japanese in half width": "ｶﾀｶﾅ",
    "thai without spaces": "ปวดหัวมากเลยค่ะ",
    "devanagari": "नमस्ते डॉक्टर १२३",
    "combining marks without end": "Z" + "\u0335\u0321\u034f" * 40,
    "accents apart from their letters": "nin\u0303o, me llamo Jose\u0301",
    "ligatures": "ﬁ ﬂ ﬃ ﬅ ĳ ǆ",
    "letters that grow when folded": "ß ŉ ΐ ﷺ ﷽ İ ſ",
    "full width": "ＣＡＬＬ　ＭＥ　１２３",
    "mathematical letters": "𝓬𝓪𝓵𝓵 𝔪𝔢 𝟙𝟚𝟛",
    "letters in circles and squares": "ⓒⓐⓛⓛ 🅼🅴 ①②③ ⑴",
    "upside down": "˙ɐnbᴉlɐ ɐuƃɐɯ",
    "superscript and fraction": "x² ½ ¼ ⁵⁄₈ №",
    "keycaps and flags": "3️⃣1️⃣2️⃣ 🇺🇸🇲🇽 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "families and skin tones": "👩‍👩‍👧‍👦 👍🏿 ❤️‍🔥",
    "regional letters alone": "🇦",
    "variation selectors": "\ufe00\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "numbers of all kinds": "NaN Infinity -0 1e309 0x1F 1_000 ١٢٣ 1/0 0.0.0.0 --1",
    "a number as long as a line": "9" * 400,
    "a word as long as a line": "a" * 400,
    "brackets without end": "[" * 200 + "{" * 200 + "(" * 200,
    "our own placeholders": "[NAME] [PHONE [DATE]] [name] [UNKNOWN] []",
    "html": "<script>alert('x')</script><img src=x onerror=alert(1)>&lt;&#x27;",
    "sql": "'; DROP TABLE inbox; -- \" OR 1=1",
    "shell": "$(rm -rf /) `id` ; | && > /dev/null",
    "formats": "%s %n %x {0} {name} ${HOME} {{7*7}} #{1} %(phone)s",
    "paths": "../../etc/passwd C:\\con\\con file:///x",
    "a command for the dialogue server": '/inform{"name": "x"} ／greet ⁄restart',
    "json": '{"text": "\\u0000", "a": [1, {"b": null}]}',
    "xml bomb": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;&b;</a>',
    "regex": "(a+)+$ ^(?:.*)*[^\\]",
    "log lines": "ok\n2026-01-01 ERROR admin logged in\r\n",
    "mail header": "x\r\nBcc: y@z.example",
    "at signs": "@@@ a@ @b a@@b a@b@c",
    "dots": "." * 300,
    "dashes": "-" * 300 + "–—―−",
    "spaces": " " * 300,
    "quotes": "\"'`´‘’‚“”„«»‹›'",
    "no sense": "asdf;lkj qwer uiop zxcv",
}


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_it_is_read_and_masked_for_good(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in message.wide_findings)
    assert guard.read(message.refuse, Ceiling.SOCIAL).refuse == message.refuse


@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY.keys())
def test_a_number_beside_it_is_masked(guard: Guard, text: str) -> None:
    for message in (f"{text} call me at {PHONE}", f"call me at {PHONE} {text}", f"{text}\ncall me at {PHONE}\n{text}"):
        masked = guard.read(message, Ceiling.SOCIAL)
        assert PHONE not in masked.refuse
        assert PHONE not in masked.wide
