"""One conversation: its transcript and the reply box. Each view, a live one too, leaves exactly one audit row."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Conversation, Owner
from bot.desk.audited import Deed, about_conversation, staff_actor
from bot.desk.linked import linked_conversations
from bot.desk.permissions import Permission
from bot.desk.ports import StaffSend
from bot.desk.replying import Replying, replying
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other
from bot.messages.channel import Ceiling
from bot.transcripts.hold_reason import HoldReason

LONGEST_REPLY = 2000  # characters; the outbox splits it to the channel's limit
DONE = frozenset({"sent", "link", "asked", "withdrawn", "held", "released"})


async def show(visit: Visit) -> web.Response:
    done = visit.request.query.get("done", "")
    return await _render(visit, "conversation.html", why="open", done=done if done in DONE else "")


async def entries(visit: Visit) -> web.Response:
    """What the page fetches after a live update. Not an act: it does not keep the session alive."""
    return await _render(visit, "_conversation.html", why="live")


async def reply(visit: Visit) -> web.Response:
    """The words go through the journey: guard, outbox, transcript. What it refuses stays in the box."""
    desk, staff = visit.desk, visit.staff
    conversation_id = _conversation_id(visit)
    text = visit.form.get("text", "").strip()
    async with desk.database.reading() as session:
        conversation = await desk.conversations.get(session, conversation_id)
    if _how(visit, conversation) is not Replying.BOX:
        raise web.HTTPConflict
    if not text or len(text) > LONGEST_REPLY:
        return await _refused(visit, text, "length")
    outcome = await desk.replies.send_as_staff(conversation_id, staff.id, text)
    result = _result(outcome)
    async with desk.database.work() as session:
        if outcome.sent:
            await desk.tickets.answered(session, conversation_id)
        await _record(visit, session, Deed.REPLY, result)
    await desk.live.look()
    if result == "ok":
        return see_other(f"/conversations/{conversation_id}?done=sent")
    # What waits is kept, and shown above the box: in the box it would be sent twice.
    return await _refused(visit, "" if outcome.waits else text, result)


async def ask_for_proof(visit: Visit) -> web.Response:
    """In fixed words, which do not tell whether there is a passphrase."""
    desk, conversation_id = visit.desk, _conversation_id(visit)
    async with desk.database.reading() as session:
        conversation = await desk.conversations.get(session, conversation_id)
    if _how(visit, conversation) is not Replying.BOX:
        raise web.HTTPConflict
    sent = await desk.replies.ask_for_proof(conversation_id, visit.staff.id)
    async with desk.database.work() as session:
        if sent:
            await desk.tickets.answered(session, conversation_id)
        await _record(visit, session, Deed.ASK_PROOF, "ok" if sent else "not_sent")
    await desk.live.look()
    return see_other(f"/conversations/{conversation_id}?done=asked") if sent else await _refused(visit, "", "not_sent")


async def withdraw(visit: Visit) -> web.Response:
    """A reply that waits for the patient's proof is not wanted any more."""
    desk, conversation_id = visit.desk, _conversation_id(visit)
    async with desk.database.work() as session:
        conversation = await desk.conversations.get(session, conversation_id)
        if _how(visit, conversation) is not Replying.BOX:
            raise web.HTTPConflict
        removed = await desk.waiting.remove(session, conversation_id, visit.form.get("waiting", ""))
        await _record(visit, session, Deed.WITHDRAW, "ok" if removed else "gone")
    return see_other(f"/conversations/{conversation_id}{'?done=withdrawn' if removed else ''}")


async def send_link(visit: Visit) -> web.Response:
    """A fresh one-time link to the secure chat."""
    desk, conversation_id = visit.desk, _conversation_id(visit)
    async with desk.database.reading() as session:
        conversation = await desk.conversations.get(session, conversation_id)
    if conversation.owner is not Owner.PERSON or conversation.owner_staff != visit.staff.id:
        raise web.HTTPConflict
    sent = await desk.replies.send_secure_link(conversation_id, visit.staff.id)
    async with desk.database.work() as session:
        if sent:
            await desk.tickets.answered(session, conversation_id)
        await _record(visit, session, Deed.SECURE_LINK, "ok" if sent else "not_sent")
    if not sent:
        return await _refused(visit, "", "not_sent")
    return see_other(f"/conversations/{conversation_id}?done=link")


def _result(outcome: StaffSend) -> str:
    """As the audit and the page name it."""
    if outcome.waits:
        return "waits"
    if outcome.replaced:
        return "replaced"
    return "ok" if outcome.sent else "not_sent"


async def _record(visit: Visit, session: AsyncSession, deed: Deed, outcome: str) -> None:
    await visit.desk.audit.record(
        session,
        actor=staff_actor(visit.staff.id),
        action=deed,
        subject=about_conversation(_conversation_id(visit)),
        outcome=outcome,
    )


async def _refused(visit: Visit, text: str, problem: str) -> web.Response:
    """The text is shown again from this answer, never from an address."""
    return await _render(
        visit,
        "conversation.html",
        why="reply_refused",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        problem=problem,
        draft=text,
    )


async def _render(
    visit: Visit,
    template: str,
    *,
    why: str,
    status: int = HTTPStatus.OK,
    problem: str = "",
    draft: str = "",
    done: str = "",
) -> web.Response:
    desk, conversation_id = visit.desk, _conversation_id(visit)
    async with desk.database.work() as session:
        conversation = await desk.conversations.get(session, conversation_id)
        line = await desk.tickets.line_of(session, conversation_id)
        names = {account.id: account.name for account in await desk.accounts.list(session)}
        linked = await linked_conversations(session, conversation)
        verified = await _verified(visit, session, conversation)
        waiting = await desk.waiting.of_chat(session, conversation_id)
        hold = await desk.legal_holds.of(session, conversation_id)
        entries = await desk.transcripts.read_as_staff(session, conversation_id, staff_id=visit.staff.id, why=why)
    can = desk.capabilities(conversation.channel)
    return visit.page(
        template,
        status=status,
        conversation=conversation,
        entries=entries,
        ticket=line,
        names=names,
        linked=linked,
        verified=verified,
        waiting=waiting,
        hold=hold,
        hold_reasons=list(HoldReason),
        can=can,
        how=_how(visit, conversation),
        longest=LONGEST_REPLY,
        problem=problem,
        draft=draft,
        done=done,
    )


async def _verified(visit: Visit, session: AsyncSession, conversation: Conversation) -> bool | None:
    """None where nobody has to prove anything: only a covered chat may speak of a person's own matters."""
    if visit.desk.capabilities(conversation.channel).ceiling is not Ceiling.COVERED:
        return None
    return await visit.desk.proof.is_verified(session, conversation.id)


def _how(visit: Visit, conversation: Conversation) -> Replying:
    can = visit.desk.capabilities(conversation.channel)
    return replying(conversation, can, visit.staff.id, may_answer=visit.may(Permission.ANSWER))


def _conversation_id(visit: Visit) -> str:
    return visit.request.match_info["conversation"]


ROUTES = (
    get("/conversations/{conversation}", Permission.READ_CONVERSATION, show),
    get("/conversations/{conversation}/entries", Permission.READ_CONVERSATION, entries, act=False),
    post("/conversations/{conversation}/reply", Permission.ANSWER, reply),
    post("/conversations/{conversation}/link", Permission.ANSWER, send_link),
    post("/conversations/{conversation}/ask-proof", Permission.ANSWER, ask_for_proof),
    post("/conversations/{conversation}/withdraw", Permission.ANSWER, withdraw),
)
