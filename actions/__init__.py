"""What the assistant does once Rasa has decided: standard `rasa_sdk` actions, one file a topic.

They run in the service's own process, read the guarded message of their turn, and add replies and effects to it.
"""

from __future__ import annotations

from rasa_sdk import Action

from actions.alarms import RedFlagReply
from actions.asking_times import AskOpenTime
from actions.booking import AskVisitType, BookingLeft, ResetBooking, ValidateBooking
from actions.buttons import Buttons
from actions.clarify import Clarify, OutOfScope, Unsure
from actions.faq import AnswerFaq, FaqReplies, Search
from actions.handoff import FetchPerson, Handoff
from actions.holding import HoldTime
from actions.personal import AppointmentLink, NurseLine, PersonalMatter
from actions.privacy import ExplainPrivacy, StopSending
from actions.session import StartSession
from actions.smalltalk import Affirm, SwitchLanguage
from bot.clinic import Clinic
from bot.messages.clock import Clock
from bot.messages.turn import OpenTurns
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Holds
from bot.storage.engine import Database
from bot.texts.catalog import Texts


def build_actions(
    *,
    turns: OpenTurns,
    texts: Texts,
    clinic: Clinic,
    clock: Clock,
    database: Database,
    faq: Search,
    availability: Availability,
    holds: Holds,
) -> list[Action]:
    """Every custom action that `domain.yml` names."""
    buttons = Buttons(texts)
    replies = FaqReplies(faq)
    handoff = Handoff(clinic, texts, clock)
    unsure = Unsure(replies, buttons, handoff)
    return [
        StartSession(),
        AnswerFaq(turns, replies, buttons),
        Clarify(turns, unsure),
        Clarify(turns, unsure, name="action_default_fallback"),
        OutOfScope(turns, unsure),
        AskVisitType(turns, clinic),
        AskOpenTime(
            turns,
            clinic=clinic,
            texts=texts,
            clock=clock,
            database=database,
            availability=availability,
            buttons=buttons,
        ),
        ValidateBooking(turns, clinic, clock),
        HoldTime(turns, clinic=clinic, texts=texts, clock=clock, database=database, holds=holds),
        ResetBooking(turns),
        BookingLeft(turns, buttons),
        FetchPerson(turns, handoff),
        PersonalMatter(turns),
        AppointmentLink(turns),
        NurseLine(turns, replies, buttons),
        RedFlagReply(turns, buttons),
        ExplainPrivacy(turns, buttons),
        StopSending(turns),
        Affirm(turns, handoff, buttons),
        SwitchLanguage(turns, texts, buttons),
    ]
