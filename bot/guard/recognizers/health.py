"""A health detail tied to a person: "I have HIV", "my son's asthma", "me duele la rodilla", "refill my zoloft".

The lexicon finds the detail, the words before and after it the tie. A general question ("is HIV hereditary?", "do you
treat asthma?", "what if I have a fever?") has no tie and stays as typed. The cue of a finding is its sensitivity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.guard.assets import Assets
from bot.guard.policy import Sensitivity
from bot.guard.recognizers.base import LIKELY, Found, Recognizer
from bot.guard.recognizers.name_cued import RELATIVE
from bot.guard.tokens import ChatTokenizer
from bot.messages.guarded import Category

BODY = "body"
DRUG = "drug"
SENSITIVITY_OF = {DRUG: Sensitivity.SENSITIVE, BODY: Sensitivity.EVERYDAY}
STRICTEST = (Sensitivity.EVERYDAY, Sensitivity.SENSITIVE, Sensitivity.PROTECTED)

PERSON = rf"(?:i|we|he|she|they|(?:my|our|his|her) (?:\w+ ){{0,2}}?{RELATIVE}|{RELATIVE}|yo|ella|mi (?:\w+ ){{0,1}}?{RELATIVE})"
ADVERB = r"(?:just|also|recently|already|still|now|always|often|currently|really|actually|probably|usually|sometimes|never|only|once|finally|since|both|been|kind of|literally|all)"
VERB = (
    r"(?:'ve|'m|'s|s|ve|m|have|has|had|got|get|gets|getting|caught|am|is|are|was|were|be|been|suffer\w*|struggl\w*|deal\w*|battl\w*|fight\w*|fought|liv(?:e|es|ed|ing) with|diagnosed|take|takes|took|taking|use|uses|used|using"
    r"|start\w*|stop\w*|quit|ran out|running out|finish\w*|tested|test|feel|feels|felt|feeling|broke|fractured|tore|sprained|twisted|pulled|hurt|injured|burned|lost|need|needs|missed|skipped|survived|beat|recover\w*|went|go|goes|going|did|do"
    r"|tengo|tiene|tenemos|tuve|tuvo|padezco|padece|sufro|sufre|tomo|toma|estoy|esta|estuve|uso|siento|me|sigo|soy|es|fui|dio|dieron|diagnosticaron|detectaron|came down|come down|developed|contracted|relapsed|attempted|tried|drink|smoke|smoked|smokes|inject\w*|attend\w*|see|seeing|saw|on|off)"
)
FILLER = r"(?:[a-z0-9'%./+-]+[ ,]+){0,6}"
TIED = re.compile(rf"(?<![a-z']){PERSON} ?{ADVERB}? ?{ADVERB}? ?{VERB} {FILLER}$")
FRAGMENT = re.compile(
    r"(?:^|[.!?\n,;] ?|\b(?:and|but|hi|hello|hey|so|hola|y|pls|please) )(?:just |recently |currently |been |was |got |newly )*(?:diagnosed (?:with|as)|suffering (?:from|with)|dealing with|struggling with|living with|having|have|had|got|been|feeling|tested|taking|on|positive for|came back|"
    r"history of|hx of|recovering from|addicted to|allergic to|alergic[oa] a|tengo|padezco|con|pregnant|refill\w*|need (?:a |my )?refills?|surtir)(?: [a-z0-9'/-]+){0,4} ?$"
)
POSSESSED = re.compile(
    rf"(?<![a-z'])(?:my|mi|mis|our|nuestr[oa]s?|(?:(?:my|mi|our|his|her) )?{RELATIVE}'?s|his|her|their)(?: [a-z0-9'/-]+){{0,3}} ?$"
)
HURTS_ME = re.compile(
    r"(?:me|le|nos) (?:duelen?|arden?|pican?|molestan?)(?: (?:mucho|mas|bastante|la|el|los|las|un|una|poco|todo|toda|mi))* ?$|(?:^|[^a-z])(?:dolor(?:es)? (?:de|en)(?: (?:la|el|mi|los|las))?) ?$"
)
REFILL = re.compile(
    r"\b(?:refill|refills|rx|prescription|prescriptions|receta|surtir|renew|script|pick up|out of|dose of|increase|dosage of|switch)\b[a-z ,]{0,30}$"
)
FOR_ME = re.compile(
    rf"^[a-z ,]{{0,20}}\b(?:runs in (?:my|our|the) family|in my family|for my (?:\w+ )?{RELATIVE}|for me\b|is killing me|are killing me|won't go away|wont go away|is acting up|flared?|came back positive|keeps? (?:coming|getting|hurting)|here\b|patient here|survivor|and i\b|since (?:i|yesterday|last|monday|tuesday|wednesday|thursday|friday|this)|for (?:the (?:past|last) )?(?:\d+|a|two|three|few) (?:days?|weeks?|months?|hours?)|desde (?:ayer|hace|el))"
)
VALUE_AFTER = re.compile(
    r"^ ?(?:level |levels |reading |score |count )?(?:is|was|came back(?: at)?|of|:|=|at|es|esta en|salio|were|are)? ?(?:at |around |about |like |over |under |en )?\d"
)
GENERAL = re.compile(
    r"(?:\bif (?:i|you|my|he|she|someone|a|one|we|they)\b|\bwhat (?:is|are|if|causes|does|kind)\b|\bdo i have to\b|\bcan (?:i|you|my|we|he|she|kids?|people|a|adults) (?:get|catch|take|use|have|still|bring|be|give|drink|eat|come|do)\b|\bcould i (?:get|have)\b|\bshould (?:i|my|we|you)\b"
    r"|\bhow (?:do|does|can|would|should|long|often|to|is|common|much|many)\b|\bwhen (?:should|do|does|can)\b|\bdo (?:you|u|they|y'all|people|kids|i) (?:treat|offer|do|have|see|take|give|accept|help|need|get|know|prescribe|provide|sell|test|handle|carry|work)\b|\bdoes (?:the|your|a|anyone|insurance|medicare|it)\b"
    r"|\bare (?:you|there|u)\b|\bis (?:it|there|a|the|this|that|your)\b|\bwhere (?:can|do)\b|\bwhich\b|\bwhy (?:do|does|is|are)\b|\b(?:question|questions|info|information|curious|learn|read|reading|article|research\w*|asking|wondering|wonder|worried|worry|pamphlet|brochure|class|screening|tested for|test for|vaccine for|shot for|paper|project|essay|report) (?:about|on|for|if|whether)?\b"
    r"|\bque (?:es|son|causa|hago si)\b|\bcomo (?:se|puedo|saber|prevenir|evitar)\b|\bcuales\b|\bcuando (?:debo|hay)\b|\bsi (?:tengo|uno|alguien|mi)\b|\b(?:tratan|atienden|ofrecen|hacen|venden|ponen|aceptan|tienen)\b|\bpuedo\b|\bdebo\b|\bdifference between\b|\bprevent(?:ing)?\b|\bavoid\b|\bsigns of\b|\bsymptoms of\b|\brisk of\b|\bchances? of\b)"
)
PERSONAL_IN_QUESTION = re.compile(
    rf"(?<![a-z'])(?:my|mi|mis|our)(?: [a-z0-9'-]+){{0,2}} ?$|(?<![a-z'])(?:i|{RELATIVE}|he|she|we) ?(?:'ve|'m|have|has|had|got|was|am|is|take|takes|taking|been)(?: [a-z0-9'-]+){{0,3}} ?$"
)
OPEN_CONDITION = re.compile(
    r"\b(?:if|whether|si|when) (?:i|you|he|she|someone|we|they|my \w+|a \w+|tengo|uno) ?(?:'ve|'m|'s|have|has|had|get|gets|got|am|is|are|might|could|may)?(?: [a-z'-]+){0,4} ?$|\b(?:do|does|could|might|can|should|would) (?:i|you|he|she|we|they|it|my \w+|someone|anyone|people|kids?|adults|a \w+)(?: [a-z'-]+){0,4} ?$|\b(?:think|afraid|worried) (?:that )?$"
)
SERVICE_AFTER = re.compile(
    r"^[ -]?(?:shots?|vaccines?|vaccinations?|screenings?|clinic|clinics|season|specialists?|doctors?|info|information|awareness|month|prevention|class|classes|program|programs|support group|tests?|testing|kits?|boosters?|pamphlets?|policy|policies|appointments?|services?|forms?|education|center)\b"
)
NEGATIVE_AFTER_HIT = re.compile(r"^[ ]?(?:insurance|plan|bill|office|cream aisle)\b")
NOT_ALONE = frozenset("add cold pain sick gas labs bp ms tb trich bug mole side back head face hand hands heart skin mouth eye eyes ear feet foot chest burn drugs prep sober na cutting crack stitches remission results operation disability add type bump lump down mobic labs surgery mri x-ray ultrasound blood test test results allergy biopsy therapy therapist weed rehab".split())  # fmt: skip


class HealthRecognizer(Recognizer):
    name = "health"
    category = Category.HEALTH

    def __init__(self, assets: Assets, vocab: Vocab) -> None:
        super().__init__(assets)
        tokenize = ChatTokenizer(vocab)
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        lists = {**assets.lexicon.health, DRUG: assets.lexicon.drugs, BODY: assets.lexicon.body}
        for label, phrases in lists.items():
            self._matcher.add(label, [tokenize(phrase) for phrase in phrases])

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text.lower()
        hits = filter_spans(self._matcher(doc, as_spans=True))
        tied = [hit for hit in hits if _is_tied(text, hit)]
        for hit in tied:
            if hit.label_ == BODY and not _hurts(text, hit):
                continue
            sensitivity = SENSITIVITY_OF.get(hit.label_) or Sensitivity(hit.label_)
            yield Found(hit.start_char, hit.end_char, LIKELY, sensitivity.value)
            yield from self._details(text, hit, sensitivity)

    def _details(self, text: str, hit: Span, sensitivity: Sensitivity) -> Iterable[Found]:
        """The value or the complaint that stands right beside the detail."""
        if found := COMPLAINT_AFTER.match(text, hit.end_char):
            yield Found(hit.start_char, found.end(), LIKELY, sensitivity.value)
        if found := READING_AFTER.match(text, hit.end_char):
            yield Found(hit.start_char, found.end(), LIKELY, sensitivity.value)


COMPLAINT_AFTER = re.compile(
    r" (?:(?:is|are|was|has been|have been|feels?|keeps?|really|just|so|very|all|been|gets?|still|a lot|started|starts) ){0,4}(?:hurts?|hurting|aches?|aching|sore|swollen|itch\w*|burn\w*|bleed\w*|numb|tingl\w*|throb\w*|killing me|stiff|infected|swelling|swells|pain\w*|red|broken|bruised|dislocated|clicking|popping|hinchad\w*|infectad\w*)\b"
)
READING_AFTER = re.compile(
    r"(?: levels?| reading| score| count| results?)?(?: (?:is|was|came back|of|at|es|around|about|were|are|esta|en|salio)){0,3} (?:\d+(?:[./]\d+)?%?(?: ?(?:mg|mcg|units?|ml|mmhg|over \d+))?|positive|negative|high|low|abnormal|elevated|positivo|negativo|alta|alto|baja|bajo)\b"
)


def _hurts(text: str, hit: Span) -> bool:
    return (
        COMPLAINT_AFTER.match(text, hit.end_char) is not None
        or HURTS_ME.search(_clause_before(text, hit)) is not None
        or (
            re.search(
                r"(?:hurts?|hurt|broke|sprained|twisted|injured|fractured|pain in|problems? with|lump (?:on|in)|rash on|surgery on|numbness in|cut|burned|swelling in)(?: (?:my|his|her|the|mi|left|right|lower|upper))* ?$",
                _clause_before(text, hit),
            )
            is not None
        )
    )


def _clause_before(text: str, hit: Span) -> str:
    start = max(text.rfind(mark, 0, hit.start_char) for mark in ".!?\n;")
    return text[max(start + 1, hit.start_char - 90) : hit.start_char]


def _is_tied(text: str, hit: Span) -> bool:
    before, after = _clause_before(text, hit), text[hit.end_char : hit.end_char + 60]
    if HURTS_ME.search(before):
        return True
    if OPEN_CONDITION.search(before) and not re.search(r"(?:my|mi|mis)(?: [a-z'-]+){0,2} ?$", before):
        return False
    if SERVICE_AFTER.match(after) and not re.search(r"\b(?:my|positive|failed|had|his|her|mi)\b[^.?!]{0,20}$", before):
        return False
    general = GENERAL.search(before)
    if general:
        return PERSONAL_IN_QUESTION.search(before[general.end() :]) is not None or (
            bool(FOR_ME.match(after)) and "my" in after.split()[:8]
        )
    possessed = POSSESSED.search(before)
    tied = TIED.search(before) or FRAGMENT.search(before) or possessed or REFILL.search(before) and hit.label_ == DRUG
    if hit.label_ != BODY and not tied:
        tied = FOR_ME.match(after) or (before.strip() == "" and VALUE_AFTER.match(after))
    if not tied:
        return False
    return not (
        hit.text.lower() in NOT_ALONE
        and not (
            possessed
            or re.search(
                r"(?:have|had|got|tengo|on|diagnosed|feel\w*|am|i'm|im|was|use|using|smoke|do|doing|did|since|in|from|been|a|an|with|need) (?:a |an |the |really |so |very |some |bad |my |terrible |this |un |una )*$",
                before,
            )
        )
    )
