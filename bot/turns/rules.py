"""What is answered without the dialogue. Each rule looks at a message and either answers it or passes it on (None).

The order of `RULES` is a decision, top to bottom:
1. red flags come before everything, whoever owns the chat and whatever was opted out of;
2. silence that was asked for (opt-out) comes before any other reply;
3. a person who owns the chat is never talked over, not even by an apology;
4. a message that the guard could not read goes no further;
5. what has no words (stickers, files, odd scripts, floods) is answered by a fixed text.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.conversations.conversation import Owner
from bot.messages.channel import Ceiling
from bot.messages.effects import OpenTicket, OptIn, OptOut, TicketReason
from bot.messages.guarded import GuardAction
from bot.messages.inbound import InboundKind
from bot.messages.reply import Reply, ReplyPurpose
from bot.safety.watch import Alarm
from bot.turns.comments import fixed_replies
from bot.turns.opened import Answer, Opened, Route
from bot.turns.opt_out import wants_in, wants_out

LONGEST = 1_500  # characters that the dialogue is asked about
FLOOD = 20  # messages a minute of one sender
STICKERS = frozenset({"sticker", "like_heart"})

type Rule = Callable[[Opened], Answer | None]


def red_flag(opened: Opened) -> Answer | None:
    flag = opened.red_flag
    if flag is None:
        return None
    if flag.alarm is Alarm.CRISIS:
        route, reason = Route.CRISIS, TicketReason.CRISIS
    else:
        route, reason = Route.EMERGENCY, TicketReason.EMERGENCY
    # Under a comment everyone reads along: a text that says the same numbers and nothing about the writer.
    text = f"{flag.alarm}_public" if opened.capabilities.ceiling is Ceiling.PUBLIC else flag.text_name
    return Answer(
        route=route,
        replies=(Reply(say=text, purpose=ReplyPurpose.EMERGENCY),),
        effects=(OpenTicket(reason, urgent=True),),
        columns={"alarm": flag.alarm.value, "alarmed_at": opened.now},
        polite=False,
    )


def public_comment(opened: Opened) -> Answer | None:
    """The same fixed texts whatever the comment says, once the page has switched them on."""
    if opened.capabilities.ceiling is not Ceiling.PUBLIC:
        return None
    replies = fixed_replies(opened.capabilities.comment_replies) if _is_within_limits(opened) else ()
    return Answer(route=Route.FALLBACK, replies=replies, polite=False)


def opt_out(opened: Opened) -> Answer | None:
    out = opened.conversation.opted_out_at is not None
    text = opened.message.text
    if wants_out(text):
        confirmation = Reply(say="opt_out_confirmed", purpose=ReplyPurpose.OPT_OUT)
        return Answer(
            route=Route.SMALLTALK,
            replies=() if out else (confirmation,),
            effects=(OptOut(),),
            polite=False,
            intent="opt_out",
        )
    if out and wants_in(text):
        return Answer(route=Route.SMALLTALK, replies=(Reply(say="opted_in"),), effects=(OptIn(),))
    return Answer(route=Route.SMALLTALK, polite=False) if out else None


def person_owns(opened: Opened) -> Answer | None:
    """The desk sees the message; of ours, only the privacy line may pass."""
    return Answer(route=Route.HANDOFF) if opened.conversation.owner is Owner.PERSON else None


def guard_failed(opened: Opened) -> Answer | None:
    if opened.guarded.action is not GuardAction.BLOCK:
        return None
    return Answer(
        route=Route.FALLBACK,
        replies=(Reply(say="guard_failed"),),
        effects=(OpenTicket(TicketReason.GUARD_FAILED, urgent=True),),
        polite=False,
    )


def flood(opened: Opened) -> Answer | None:
    if opened.traffic.of_sender <= FLOOD:
        return None
    told = opened.traffic.of_sender > FLOOD + 1
    return Answer(route=Route.FALLBACK, replies=() if told else (Reply(say="too_many_messages"),), polite=False)


def busy_page(opened: Opened) -> Answer | None:
    """More people at once than we can serve: each is told once a minute where to turn."""
    if opened.traffic.of_page <= opened.capabilities.messages_per_minute:
        return None
    told = opened.traffic.of_sender > 1
    return Answer(route=Route.FALLBACK, replies=() if told else (Reply(say="page_busy"),), polite=False)


def _is_within_limits(opened: Opened) -> bool:
    return flood(opened) is None and busy_page(opened) is None


def greeting(opened: Opened) -> Answer | None:
    if opened.message.kind is not InboundKind.REFERRAL:
        return None
    return Answer(route=Route.SMALLTALK, replies=(Reply(say="greet"),), intent="greet")


def unknown_choice(opened: Opened) -> Answer | None:
    """A button of long ago, or one that we never offered."""
    if opened.message.kind is not InboundKind.CHOICE or opened.choice is not None:
        return None
    return Answer(route=Route.FALLBACK, replies=(Reply(say="choice_expired"),))


def without_words(opened: Opened) -> Answer | None:
    if opened.choice is not None or any(character.isalnum() for character in opened.message.text):
        return None
    kinds = {attachment.kind for attachment in opened.message.attachments}
    if kinds - STICKERS:
        return Answer(route=Route.FALLBACK, replies=(Reply(say="attachment_not_kept"),))
    return Answer(route=Route.SMALLTALK, replies=(Reply(say="no_words"),))


def too_long(opened: Opened) -> Answer | None:
    if len(opened.guarded.refuse) <= LONGEST:
        return None
    return Answer(route=Route.FALLBACK, replies=(Reply(say="message_too_long"),))


def foreign(opened: Opened) -> Answer | None:
    return Answer(route=Route.FALLBACK, replies=(Reply(say="language_not_supported"),)) if opened.foreign else None


RULES: tuple[Rule, ...] = (
    red_flag,
    public_comment,
    opt_out,
    person_owns,
    guard_failed,
    flood,
    busy_page,
    greeting,
    unknown_choice,
    without_words,
    too_long,
    foreign,
)


def answer_by_rule(opened: Opened) -> Answer | None:
    return next((answer for rule in RULES if (answer := rule(opened)) is not None), None)
