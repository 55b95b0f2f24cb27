"""Words of a normalised text, and what the lexicon says about one: a name, maybe a name, ordinary, or unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from bot.guard.lexicon.load import Lexicon
from bot.guard.shapes.wording import word_set

WORD = re.compile(r"[A-Za-z]+(?:['\-][A-Za-z]+)*")

FUNCTION_WORDS = word_set("""
        a an the and or but so if then than that this these those i im i'm me my mine you your yours he
        him his she her hers it its it's we us our they them their is am are was were be been being do
        does did done have has had having will would can could should may might must shall not no yes of
        in on at to for from by with about as into over under after before between out up down off again
        here there when where why how what which who whom all any both each few more most other some
        such only own same too very just also now ok okay please pls plz thanks thank hi hello hey need
        want get got like know see make go going come back still yet ever never always really today
        tomorrow tonight asking calling trying looking having feeling wondering writing sorry good bad
        sure fine new old first last next one two three in'em gonna wanna don't cant can't el la los las
        un una unos unas y o de del en por para con sin que como cuando donde mi mis tu su sus yo es soy
        esta estoy tengo quiero necesito hola gracias favor si muy ya no se me te le lo al a hay cita
        appointment appt name nombre dob born phone number email address ssn date birth and insurance
        mrn
        """)
CHAT_WORDS = word_set("""
        hiya heya hya heyo helo hullo howdy yo sup ty tysm thx thanx gracias grax np yw k kk okey okie yup yep yeah yea
        ya nah nope sip cya ttyl brb jk nvm idk ikr lol lmao omg wow haha jaja jeje ciao adios saludos buenas
        buenos dias tardes noches nada help agent human person morning afternoon evening manana tarde noche
        monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat
        lunes martes miercoles jueves viernes sabado domingo
        """)
"""Nobody is called so who says nothing else."""
CALENDAR = word_set(
    """
        monday tuesday wednesday thursday friday saturday sunday january february march april may june
        july august september october november december easter christmas day eve night weekend week
        """
)
SPANISH = word_set(
    """
        el los las una uno mi mis tengo tiene quiero necesito para por con que como cuando donde cual es
        esta estoy soy son hay muy cita del al se le lo su sus pero porque puedo puede hola gracias
        dolor de en desde hace sin padezco sufro
        """
)
PARTICLES = word_set("""
        de la del los las da dos das di van von der den ten bin ibn al el san santa st mc mac o d le du
        y bint abu
        """)


class Kind(Enum):
    NAME = auto()  # nothing but a name
    MAYBE = auto()  # a name and a word
    WORD = auto()  # ordinary
    UNKNOWN = auto()  # in no list: a rare name, a typo, a term


def words_of(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


class WordJudge:
    """Answers from the lexicon; remembers answers about known words only, so no patient's word stays behind."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def kind(self, word: str) -> Kind:
        lexicon, plain = self._lexicon, _bare(word)
        if plain in lexicon.ambiguous_names:
            return Kind.MAYBE
        if plain in lexicon.first_names or plain in lexicon.last_names:
            return Kind.NAME
        if "-" in plain:
            return self._joined_kind(plain)
        if plain in lexicon.common_words or plain in FUNCTION_WORDS or _inflected(plain, lexicon):
            return Kind.WORD
        return Kind.UNKNOWN

    def _joined_kind(self, word: str) -> Kind:
        """Of "mary-jane" or "age-related": as good as its least name-like part."""
        kinds = {self.kind(part) for part in word.split("-") if part and part not in PARTICLES}
        for kind in (Kind.WORD, Kind.UNKNOWN, Kind.MAYBE):
            if kind in kinds:
                return kind
        return Kind.NAME

    def leaves_doubt(self, text: str, explained: Sequence[tuple[int, int]]) -> bool:
        """Whether a word outside the explained ranges could be a name for all that the lists know."""
        return any(
            self._is_doubtful(word.group(), word.start() == 0)
            for word in WORD.finditer(text)
            if not any(start <= word.start() < end for start, end in explained)
        )

    def _is_doubtful(self, word: str, is_first: bool) -> bool:
        kind = self.kind(word)
        if kind is Kind.MAYBE:
            return word[0].isupper() and not is_first and word.lower() not in FUNCTION_WORDS
        return kind is not Kind.WORD and word.lower() not in FUNCTION_WORDS

    def is_spanish(self, text: str) -> bool:
        """Whether the English models are out of their depth. `text` is normalised."""
        found = words_of(text)
        return len(found) > 0 and sum(word in SPANISH for word in found) / len(found) > SPANISH_SHARE

    def is_first_name(self, word: str) -> bool:
        plain = _bare(word)
        return plain in self._lexicon.first_names or plain.split("-")[0] in self._lexicon.first_names

    def is_last_name(self, word: str) -> bool:
        plain = _bare(word)
        return plain in self._lexicon.last_names or plain.split("-")[-1] in self._lexicon.last_names


def _bare(word: str) -> str:
    plain = word.lower()
    return plain[:-2] if plain.endswith("'s") else plain


ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("er", ""), ("er", "e"), ("est", ""), ("ness", ""), ("able", ""), ("ment", ""), ("mente", "")),
    *(("n't", ""), ("'s", ""), ("'re", ""), ("'ll", ""), ("'ve", ""), ("'d", ""), ("'m", "")),
)
"""(ending, what stands in its place in the list)."""
SPANISH_SHARE = 0.15  # of the words
SHORTEST_STEM = 3


def _inflected(word: str, lexicon: Lexicon) -> bool:
    for ending, stem_end in ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] + stem_end
            if len(stem) >= SHORTEST_STEM and stem in lexicon.common_words and stem not in lexicon.first_names:
                return True
            if len(stem) > SHORTEST_STEM and stem[-1] == stem[-2] and stem[:-1] in lexicon.common_words:
                return True
    return "-" in word and all(part in lexicon.common_words for part in word.split("-"))
