"""What is said around an answer: that we are automated, one privacy line, and when someone will come.

Nagging is a defect: the full privacy notice comes once in a conversation, then a short form; the waiting line once.
After an alarm nothing is chatted about: the first "ok" or "thanks" gets the number to call once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversations.conversation import Owner
from bot.messages.effects import OpenTicket
from bot.messages.guarded import GuardAction
from bot.messages.reply import Reply, ReplyPurpose
from bot.turns.opened import Answer, Opened, Route

RETURN_AFTER = timedelta(hours=24)  # silence after which the automation is disclosed again
AFTER_ALARM = timedelta(minutes=30)
CHAT = frozenset({Route.SMALLTALK, Route.CLARIFY, Route.FALLBACK, Route.REFUSE})


def with_manners(answer: Answer, opened: Opened) -> Answer:
    """The same answer, with the lines that belong around it."""
    if not answer.polite:
        return answer
    replies = list(answer.replies)
    columns = dict(answer.columns)
    conversation = opened.conversation
    if replies and answer.route in CHAT and _follows_an_alarm(opened):
        replies = [Reply(say=f"after_{conversation.alarm}", purpose=ReplyPurpose.EMERGENCY)]
        # The text says that we are automated, and that somebody has been told.
        columns |= {"alarm": None, "disclosed_at": opened.now, "waiting_told": True}
    elif replies and _should_disclose(opened):
        replies.insert(0, Reply(say="disclosure"))
        columns["disclosed_at"] = opened.now
    if opened.guarded.action is GuardAction.REFUSE:
        name = "privacy_short" if conversation.notice_given else "privacy_notice"
        replies.append(Reply(say=name, purpose=ReplyPurpose.PRIVACY))
        columns["notice_given"] = True
    opens_ticket = any(isinstance(effect, OpenTicket) for effect in answer.effects)
    if opens_ticket:
        columns["waiting_told"] = True  # the answer that opens a ticket says so itself
    elif replies and conversation.owner is Owner.WAITING and not columns.get("waiting_told", conversation.waiting_told):
        replies.append(Reply(say="still_waiting"))
        columns["waiting_told"] = True
    return replace(answer, replies=tuple(replies), columns=columns)


def _follows_an_alarm(opened: Opened) -> bool:
    at = opened.conversation.alarmed_at
    return opened.conversation.alarm is not None and at is not None and opened.now - at < AFTER_ALARM


def _should_disclose(opened: Opened) -> bool:
    conversation = opened.conversation
    if conversation.owner is Owner.PERSON:
        return False
    last = conversation.last_inbound_at
    returned = last is not None and opened.now - last >= RETURN_AFTER
    return conversation.disclosed_at is None or returned
