"""What English remarks beside a wish look like. See `remarks.py`."""

from __future__ import annotations

import re

from bot.messages.effects import Language
from bot.scheduling.wish_reading.calendar_words import DAY, MONTH
from bot.scheduling.wish_reading.fillers import FILLERS
from bot.scheduling.wish_reading.phrases import either
from bot.scheduling.wish_reading.remark_vocabulary import Vocabulary
from bot.scheduling.wish_reading.vocabulary import CORRECT, EVERYDAY

DOER = "i|ive|we|weve|he|she|they|it|you|nobody"
MINE = r"(?:my|our|his|her|their|the)(?: \w+){1,3}?"
OPENS = "because|cause|since(?= (?:i|im|ive|we|my|thats|its) )|(?<!soon )(?<!early )(?<!late )as(?= (?:i|im|we|my) )"
THAT_IS_WHEN = r"(?:thats|that is|which is) (?:when|where|why i)|(?:when|once|while)(?= (?:i|im|ive|we|my|the|they) )"
SO = r"thats why|that is why|therefore|(?<!not )so(?! (?:early|late|soon|that|far|bad|much|many|long|sorry|is)\b)"
CONNECTING = (
    "can", "could", "may", "do", "did", "if", "when", "that", "then", "as", "than", "what", "where", "after", "before",
    "until", "once", "which", "should", "would", "will", "how", "day", "days", "time", "because", "since", "while",
    "and", "so", "but", "not", "on", "in", "for", "of", "with", "at", "by", "like", "said", "think", "have", "from",
    "to", "around", "otherwise", "during", "is", "am", "are", "or", "till", "is", "over", "watch", "take",
)  # fmt: skip
"""After these, "i" and "my" go on with what was begun."""
GOES_ON = "".join(rf"(?<!\b{word})" for word in dict.fromkeys(CONNECTING))
WISHING = r"guess|think|mean|hope|suppose|wish|would|can|could|may|might|will|want|need|prefer|like|love|do\b"
REFUSAL = rf"{WISHING}|cant|cannot|can not|couldnt|could not|wont|will not|not"
MY_DOES = r"my \w+(?: \w+)? (?:is|are|has|have|starts?|gets?|ends?|comes?|works?|goes|closes|opens|wants?)\b"
MY_VERB = (
    rf"(?:my|our|his|her) (?:\w+ ){{1,3}}?(?:is|are|has|have|was|got|gave|(?!(?:{DAY}|morning|afternoon"
    rf"|evening|week))\w+s)\b"
)
BUSY_WITH = r"work|got|have|having|had|working|stuck|busy|teaching|driving|babysitting|traveling"

CLOCK = r"\b\d{1,2}:\d\d(?: ?[ap]m)?\b|\b\d{1,2}(?: ?[ap]m\b|\b(?!st|nd|rd|th|/))|\bnoon\b"

ENGLISH = Vocabulary(
    cut=re.compile(
        rf" ?[.?!;,](?= |$)|(?:^| )(?:{SO}|{OPENS}|{THAT_IS_WHEN}|but)(?= )"
        r"|(?:^| )(?=no+ wait |wait no )"
        r"|(?:^| )(?=(?:no+ sorry|sorry no|i meant?|actually) "
        rf"(?:{DAY}|next|this|tomorrow|the \d|at \d|after|before)\b)"
        rf"| and(?= (?:i|im|my|then i|we) )|(?<=\w){GOES_ON} (?=(?:i|im|ive|we) (?!{REFUSAL})|{MY_DOES}"
        rf"|(?:can|could) (?:i|we|you) )"
    ),
    so=frozenset(("so", "thats why", "that is why", "therefore")),
    because=frozenset(("because", "cause", "since", "as", "when", "once", "while"))
    | frozenset(f"{that} {when}" for that in ("thats", "that is", "which is") for when in ("when", "where", "why i")),
    correction=re.compile(
        r"(?:no+ ?,? )?(?:wait|scratch that|never ?mind|nvm|oops|correction|make (?:that|it)|i (?:mean|meant))\b"
        r"(?! list)(?: ,)?(?: no)?|(?:sorry )?i meant\b|no+ sorry|sorry no\b"
        r"|actually(?: (?:make|lets|no(?! \w+s\b))\b)?"
    ),
    time=re.compile(
        rf"\d|\b(?:{DAY}|{MONTH}|today|tomorrow|tonight|week|weekend|month|weekday|morning|afternoon|evening|night|noon"
        r"|midday|lunch|early|late|thanksgiving|christmas|holidays?|any ?time|anytime|asap|mwf|later|earlier"
        r"|any(?: other)? day|whenever|anything|days)s?\b"
    ),
    day=re.compile(
        rf"\b(?:(?:{MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of (?:{MONTH}))?"
        rf"|\d{{1,2}}/\d{{1,2}}|the \d{{1,2}}(?! ?[:ap])|(?:{DAY})s?|tomorrow|today|tonight|thanksgiving|christmas"
        r"|new years?|(?:this |next )?weekends?|(?:this|next) week|weekdays?|mwf|mornings|afternoons|evenings|nights)\b"
    ),
    clock=re.compile(CLOCK),
    hours=re.compile(rf"{CLOCK}|\b(?:morning|afternoon|evening|night|lunch|early|late)s?\b"),
    wanting=re.compile(
        either(
            r"can|could|would|free|off(?! (?:work |school )?(?:at|by|around|until|til)\b)|available|flexible"
            r"|prefer(?:red|ably)?|want(?:ed)?|need(?:ed)?|please|love|ok|okay|fine|good|best|better|great"
            r"|perfect|(?<!and )(?<!i )open(?! the| up|ing| at)|only(?! work)|just|hop(?:e|ing)|possible"
            r"|thinking|wondering"
            r"|(?:has|have|needs?|must|got|have got)(?: to)? be(?! (?:at|in|home)\b)"
            r"|(?:takes?|brings?|drives?) me|rather|how about|what about|works(?! nights| at| in)|will work"
            r"|(?:id|ill) take|lets|say|ideal(?:ly)?|cool|any ?(?:time|day|thing)|maybe|(?:im|am|be) home"
            r"|pto|room|slots?"
            r"|openings?|spots?|something|availability|on leave|in town|around (?:all|most|every|this|next)"
        )
    ),
    asking=re.compile(
        r"\b(?:what time|when|how late|how early|what hours|what days|until what time|until when) "
        r"(?:do|does|are|is) (?:you|yall|they|it|the \w+|your \w+)(?: guys| all)?(?: usually)? "
        r"(?:open|close|closed|get in|shut)\b"
        r"|\b(?:are|is) (?:you|they|it|the \w+|your \w+)(?: guys| all| still)? (?:open|closed|closing)\b(?! to)"
        r"|\bdo (?:you|they)(?: guys| all)? (?:open|close|accept|allow|(?:do|take|have) (?:walk|insurance))"
        r"|\b(?:is|was) (?:my|that) (?:appointment|visit)\b|\bmy (?:\w+ )?(?:appointment|visit) (?:is|was|says)\b"
        r"|\b(?:your|the|office|clinic) hours\b(?! work)|\bhow much\b|\b(?:cost|charge|fee|price)\b"
        rf"|^(?:and )?is (?:dr|doctor|the (?!\d|first|second|morning|afternoon|week|end|{DAY}))\b"
        r"|\b(?:happy|merry) \w+|\bsee (?:you|ya)\b|\benjoy (?:your|the)\b"
        r"|\bhave a (?:very )?(?:good|great|nice|blessed|wonderful|lovely|safe)\b"
        rf"|^does (?:the|my|your) (?!\d|{DAY}|first|second|morning|afternoon|evening|week|later|earlier)"
        # To be reached or reminded, and errands, are no visits
        r"|\b(?:call|text|phone|email|message|contact|reach|ring|remind|tell)(?:ed|ing)? (?:me|us|him|her|my \w+)\b"
        r"|\b(?:let you know|get back to (?:me|you)|i(?:ll| will| can|m going to) (?:call|text|check|ask"
        r"|confirm|let))\b"
        r"|^(?!.*\b(?:appointment|come|visit|see|seen|book|schedule)\b).*"
        r"\b(?:refills?|prescriptions?|results|bill|balance|records|invoice|paperwork|copay|portal|voicemail)\b"
        r"|\bis that a problem\b|\bwhat time is my\b"
    ),
    past=re.compile(
        r"^(?!.*\b(?:told|said|supposed|asked)\b.* (?:in|within|by|before) (?:an?|one|two|three|ten|six|few|\d+)\b).*?"
        rf"(?:\b(?:{DOER}|{MINE}) (?:just |already |also |never )?"
        r"(?:was|were|did|came|went|got a|got the|been|(?!need|speed|bleed|feed)\w{2,}ed)\b(?! (?:to see|for|free))"
        r"|\b(?:pain|hurts|meds|medicine|pills?|mg|dose|tylenol|advil|ibuprofen|coughing|vomiting|bleeding)\b"
        r"|\b(?:broke|fell|took|told|said|woke|threw|hurt|been|ago|yesterday|ate|felt)\b"
        rf"|(?<!the )\blast (?:week|month|year|visit|time|night|{DAY})\b(?! of| in))"
    ),
    stating=re.compile(
        r"^(?:(?:and|then|well|ok|lol|hey|yeah|also|basically|ugh|like) )*"
        rf"(?:(?:i|we|you|they|he|she|it|im|ive|ill|hes|shes) (?!{REFUSAL}|dont (?:do|like))"
        rf"|(?:{BUSY_WITH}) (?!to (?:be (?!at)|come))|{MY_VERB}|thats |its (?!for|ok|fine))"
    ),
    starting=re.compile(
        r"^(?!.*\b(?:after|before|until) )(?:.*)\b(?:starts?|begins?|ends|due|expires?|runs? out|leaves?"
        r"|leaving|paid|opens?|shift)\b"
        r"|^(?:thats|its) (?!for|ok|fine|when|where|why)"
    ),
    limiting=re.compile(
        r"\b(?:until|between|to \d+|from \d+|break|lunch|back)\b|\d ?-"
        r"|\b(?:off|out|done|finish|free|home|back)\b.* (?:at|by|around)\b"
    ),
    of="",
    same_day=re.compile(r"\b(?:on )?(?:(?:that|the|this) same|same|that) day\b(?! (?:or|and) (?:after|later|before))"),
    refers=re.compile(
        r"(?<!or )(?<!and )(?<!the day )\b(after|before|by|until|from|(?:earlier|later|sooner) than)"
        r"(?:(?: that| then| it)\b(?! day)(?: on)?|(?=$))"
        r"|\b(?<=come )()then\b"
    ),
    busy=re.compile(
        r"\b(?:work(?:ing)?|busy|away|out of town|outta town|travell?ing|vacation|class|tied up|unavailable)\b"
    ),
    between_days=re.compile(r"\b(?:and|or|on|to|through|the|from|until|in|every|all|day)\b|[-/]"),
    ends_list=re.compile(r"\band\b"),
    rest=re.compile(
        r"(?:otherwise|other than that|besides that|apart from that|aside from that)\b(?!.*\b(?:no|not)\b).*"
        r"\b(?:free|open|available|good|fine|flexible|any\w*)\b"
    ),
    never_so=re.compile(r"(?:no way|nope|cant|cannot|not then|no|im out|thats out|not possible)(?: \w+)?$"),
    known=FILLERS | CORRECT[Language.ENGLISH] | EVERYDAY[Language.ENGLISH],
)
