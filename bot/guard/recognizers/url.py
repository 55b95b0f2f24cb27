"""Web addresses and social handles that lead to a person.

Public health sites and big sites without a path stay free: "I read on cdc.gov" says nothing about the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, LIKELY, STRONG, Found, Recognizer
from bot.messages.guarded import Category

SCHEME = re.compile(r"\b(?:https?|ftp|hxxps?)\s?:\s?/\s?/\s?[^\s<>\"')\],]+", re.I)
BARE = re.compile(
    r"(?<![\w@.\-])(?:www\s?\.\s?)?(?:[A-Za-z0-9][A-Za-z0-9\-]{0,62}\.){1,4}"
    r"(?P<top>com|net|org|edu|gov|io|me|info|biz|us|co|tv|app|dev|site|online|blog|page|link|ly|gl|be|ai"
    r"|mx|es|uk|ca|health|xyz|club|family|name)"
    r"(?P<path>[/?#][^\s<>\"')\],]*)?(?![\w@])",
    re.I,
)
SPELLED = re.compile(
    r"\b(?:www dot |w w w dot )?[A-Za-z0-9\-]{2,40} dot (?:com|net|org|me|io|info"
    r"|blog)\b(?: slash [A-Za-z0-9\-_.]{2,40})*",
    re.I,
)
PERSONAL = re.compile(
    r"(?:facebook|fb|instagram|linkedin|twitter|tiktok|snapchat|youtube|youtu|pinterest|reddit|venmo"
    r"|paypal|caringbridge|gofundme|linktr|t|wa|drive\.google"
    r"|docs\.google|photos\.app|photos\.google|dropbox|icloud|onedrive|imgur|flickr|myspace|strava|x"
    r"|threads|medium|wordpress|blogspot|wixsite|tumblr|calendly|etsy|ancestry)"
    r"\.(?:com|net|org|me|be|ee|goo\.gl|google\.com|co)/\s?\S",
    re.I,
)
FREE_HOST = re.compile(
    r"(?:[\w\-]+\.)*(?:gov|mil|edu)\b|(?:[\w\-]+\.)*(?:webmd|mayoclinic|healthline|medlineplus"
    r"|clevelandclinic|heart|cancer|diabetes|lung|aap|acog|aafp|ama-assn|who|wikipedia"
    r"|google|yahoo|bing|amazon|zocdoc|goodrx|drugs|healthgrades|yelp|mychart|walgreens|cvs|facebook"
    r"|instagram|youtube|tiktok|messenger|whatsapp|zoom|healthychildren"
    r"|kidshealth|familydoctor|nami|plannedparenthood|redcross|apple|microsoft|example)\.(?:com|org|net|int|us)\b",
    re.I,
)
HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][A-Za-z0-9_.]{1,29}(?![\w@])")
NAMED_HANDLE = re.compile(
    r"\b(?:(?:my|mi|his|her|our) (?:insta(?:gram)?|ig|facebook|fb|twitter|x|tiktok|tik tok|snap(?:chat)?"
    r"|reddit|venmo|cashapp|telegram|whatsapp|linkedin|youtube|discord|skype|user ?name|handle"
    r"|screen ?name|"
    r"profile|blog|channel|page|usuario|login)|(?:insta|instagram|ig|snap|snapchat|tiktok|twitter|venmo"
    r"|skype|discord|telegram|username|user name|usuario|handle)(?= ?(?:is|:|es|=)))"
    r"(?: (?:name|handle|account|id|page|profile|user(?:name)?|link|de))?\s?(?:is|es|:|=|,"
    r"|-)?\s?(?:under |called |at )?(?P<value>@?[A-Za-z0-9_.\-]*[A-Za-z0-9_])(?![\w])",
    re.I,
)
CASH_TAG = re.compile(r"(?<![\w$])\$[A-Za-z][A-Za-z0-9_]{2,20}\b")
SENTENCE_WORD = re.compile(r"[a-z]+")


class UrlRecognizer(Recognizer):
    name = "url"
    category = Category.URL

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        for found in SCHEME.finditer(text):
            if _leads_to_someone(found.group()):
                yield Found(found.start(), _end(found), CERTAIN, "scheme")
        for found in BARE.finditer(text):
            if _leads_to_someone(found.group()):
                yield Found(found.start(), _end(found), STRONG, "bare")
        for found in SPELLED.finditer(text):
            if _leads_to_someone(found.group().replace(" dot ", ".").replace(" slash ", "/")):
                yield Found(found.start(), found.end(), LIKELY, "spelled")
        for found in HANDLE.finditer(text):
            yield Found(found.start(), _end(found), LIKELY, "handle")
        for found in CASH_TAG.finditer(text):
            yield Found(found.start(), found.end(), LIKELY, "handle")
        for found in NAMED_HANDLE.finditer(text):
            value = found.group("value")
            if SENTENCE_WORD.fullmatch(value) is None or value not in self.assets.lexicon.common_words:
                yield Found(found.start("value"), found.end("value"), LIKELY, "named handle")


def _leads_to_someone(address: str) -> bool:
    host_and_path = re.sub(r"^[a-z]+\s?:\s?/\s?/\s?(?:www\.)?|^www\s?\.\s?", "", address, flags=re.I)
    if PERSONAL.match(host_and_path):
        return True
    return FREE_HOST.match(host_and_path) is None


def _end(found: re.Match[str]) -> int:
    return found.start() + len(found.group().rstrip(".!?;:"))
