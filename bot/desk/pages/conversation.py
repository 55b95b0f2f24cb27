"""One conversation: its transcript and the reply box. Each view, a live one too, leaves exactly one audit row."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Conversation, Owner
from bot.desk.audited import Deed, about_conversation, staff_actor
from bot.desk.linked import linked_conversations
from bot.desk.permissions import Permission
from bot.desk.replying import Replying, replying
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other
from bot.messages.channel import Ceiling

LONGEST_REPLY = 2000  # characters; the outbox splits it to the channel's limit
DONE = frozenset({"sent", "link"})


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
    result = "replaced" if outcome.replaced else "ok" if outcome.sent else "not_sent"
    async with desk.database.work() as session:
        if outcome.sent:
            await desk.tickets.answered(session, conversation_id)
        await desk.audit.record(
            session,
            actor=staff_actor(staff.id),
            action=Deed.REPLY,
            subject=about_conversation(conversation_id),
            outcome=result,
        )
    await desk.live.look()
    if result == "ok":
        return see_other(f"/conversations/{conversation_id}?done=sent")
    return await _refused(visit, text, result)


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
        await desk.audit.record(
            session,
            actor=staff_actor(visit.staff.id),
            action=Deed.SECURE_LINK,
            subject=about_conversation(conversation_id),
            outcome="ok" if sent else "not_sent",
        )
    if not sent:
        return await _refused(visit, "", "not_sent")
    return see_other(f"/conversations/{conversation_id}?done=link")


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
)
