"""A question beside a request: "is the flu shot safe and can i book one friday".

The dialogue takes a message to mean one thing. When a part of it is a question that by itself surely fits an entry of
the FAQ, and the rest asks for a visit or a person, the dialogue gets the rest and the answer comes before what it says.

Precision comes first; nothing is answered here
1. unless the message falls apart in two, at the end of a sentence or a joining word, in both of its maskings;
2. unless one side is worded as a question and asks for nothing itself, and the other side asks for something;
3. when a placeholder stands in the question, or it is about the writer's own health;
4. when the search is less than sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from bot.faq.search import FaqMatch, FaqResult
from bot.letters import fold_apostrophes
from bot.messages.effects import Language
from bot.messages.reply import Reply
from bot.turns.opened import Answer, Opened, Route

SURE = 0.85  # probability from which a part is taken for the question of an entry
MOST_SEARCHES = 3  # for one message
FEWEST_WORDS = 2  # of a question
LONGEST = 400  # characters of a message that is taken apart

_JOINT = re.compile(
    r"(?<=[.?!;\n])\s+|\s*,\s+(?:and\s+|y\s+|but\s+|pero\s+)?(?:also\s+|tambi[eé]n\s+)?"
    r"|\s+(?:and|also|plus|but|y|e|pero|adem[aá]s|tambi[eé]n|&|\+)\s+(?:also\s+|tambi[eé]n\s+)?",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:book|booking|schedule|scheduling|reschedule|reserve|agendar|reservar|sacar|programar|hacer una cita"
    r"|(?:make|set up|get|need|want|have|like|take|sign up for|looking for)"
    r" (?:me )?(?:an? |the |my |another )?(?:appointments?|appts?|apt|visit|slot)"
    r"|(?:quiero|quisiera|necesito|puedo tener|me da) (?:una |hacer una )?(?:cita|consulta)"
    r"|(?:can|could|may) (?:i|we) (?:please )?(?:get|have|come|see|make|do|take|stop by|bring)"
    r"|(?:want|need|like|love) to (?:come|see|get|be seen|talk|speak)|get me in|fit me in|squeeze me in"
    r"|(?:talk|speak|chat) (?:to|with)|(?:hablar|comunicarme) con|a (?:real )?person|a human|una persona|call me"
    r"|(?:move|change|cancel) my (?:appointment|appt|visit)|(?:cambiar|cancelar|mover) (?:mi|la) cita"
    r"|(?:is there|do you have|have you got|any) (?:anything|something|any|an opening|openings?|a slot|slots?|room"
    r"|availability))\b"
)
_GREETING = (
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|ok|okay|so|and|also|but|btw|by the way"
    r"|oh|um|quick question|question|one question|just wondering|wondering|please|first|another thing|plus|hola|buenas"
    r"|buenos dias|buenas tardes|gracias|y|pero|oye|disculpe|una pregunta|pregunta|tambien|ademas|primero)[ ,.!:-]*)*"
)
_OPENING = (
    r"(?:is|are|was|do|does|did|will|would|should|can|could|may|what|whats|when|where|wheres|who|which|why|how|hows"
    r"|tell me|any idea|(?:i )?(?:want|wanted|would like|need|d like) to (?:know|ask)|do you know"
    r"|es|son|esta|estan|hay|tienen|tiene|aceptan|acepta|atienden|abren|cierran|cobran|ofrecen|toman|cuanto|cuanta|cuando"
    r"|donde|que|cual|cuales|quien|como|por que|puedo|puede|se puede|debo|necesito|sirve|cuesta|duele)\b"
)
_QUESTION = re.compile(rf"{_GREETING}[¿ ]*{_OPENING}")
_OWN = re.compile(
    r"\b(?:i|im|ive|my|me|mine|we|our|us|yo|mi|mis|me|nosotros|nuestr[oa]s?|tengo|estoy|soy|puedo|debo)\b"
)
_ALONE = frozenset({Route.EMERGENCY, Route.CRISIS, Route.REFUSE})
_ALARMS = frozenset({"report_emergency", "report_crisis"})


class Search(Protocol):
    """What is needed of `bot.faq.search.FaqSearch`."""

    async def search(self, question: str, language: Language) -> FaqResult: ...


@dataclass(frozen=True, slots=True)
class SideQuestion:
    match: FaqMatch
    rest: str  # of the wide masking: what the dialogue is left with


class SideQuestions:
    def __init__(self, faq: Search) -> None:
        self._faq = faq

    async def find(self, opened: Opened) -> SideQuestion | None:
        """At most one: the first that is surely answered."""
        if opened.choice is not None or len(opened.guarded.refuse) > LONGEST:
            return None
        searched = 0
        for question, rest in _sides(opened.guarded.refuse, opened.guarded.wide):
            if searched == MOST_SEARCHES:
                break
            searched += 1
            found = await self._faq.search(question, opened.language)
            match = found.best
            if match is None or not found.sure or match.score < SURE:
                continue
            if _OWN.search(_plain(question)) and not match.is_of_the_clinic:
                continue
            return SideQuestion(match, rest)
        return None


def with_side_answer(answer: Answer, side: SideQuestion | None) -> Answer:
    """The answer to the question first, then the rest; nothing beside an alarm, and nothing twice."""
    if side is None or answer.route in _ALONE or answer.intent in _ALARMS:
        return answer
    if answer.faq and answer.faq[0] == side.match.id:
        return answer
    first = Reply(text=side.match.text)
    return replace(answer, replies=(first, *answer.replies), faq=answer.faq or (side.match.id, side.match.score))


def _sides(refuse: str, wide: str) -> Iterator[tuple[str, str]]:
    """Each way to take the message apart into a question and a rest that asks for something."""
    joints, wide_joints = list(_JOINT.finditer(refuse)), list(_JOINT.finditer(wide))
    if len(joints) != len(wide_joints):
        return
    for joint, wide_joint in zip(joints, wide_joints, strict=True):
        before, after = refuse[: joint.start()], refuse[joint.end() :]
        if _is_question(before) and _asks_for_something(after):
            yield before, wide[wide_joint.end() :]
        if _is_question(after) and _asks_for_something(before):
            yield after, wide[: wide_joint.start()]


def _is_question(side: str) -> bool:
    plain = _plain(side)
    if "[" in side or len(plain.split()) < FEWEST_WORDS or _REQUEST.search(plain):
        return False
    return _QUESTION.match(plain) is not None or plain.startswith("¿") or plain.endswith("?")


def _asks_for_something(side: str) -> bool:
    return _REQUEST.search(_plain(side)) is not None


def _plain(text: str) -> str:
    return " ".join(fold_apostrophes(text).split())
