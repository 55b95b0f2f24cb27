"""The pages of the desk, one topic a module; each lists its routes with the permission they ask for."""

from __future__ import annotations

from bot.desk.pages import (
    accounts,
    appointments,
    audit,
    conversation,
    emergency_access,
    erasures,
    failures,
    faq,
    holds,
    inbox,
    live,
    own_account,
    sign_in,
    tickets,
)
from bot.desk.web.route import Route

ROUTES: tuple[Route, ...] = (
    *sign_in.ROUTES,
    *inbox.ROUTES,
    *tickets.ROUTES,
    *conversation.ROUTES,
    *holds.ROUTES,
    *erasures.ROUTES,
    *appointments.ROUTES,
    *faq.ROUTES,
    *failures.ROUTES,
    *audit.ROUTES,
    *accounts.ROUTES,
    *own_account.ROUTES,
    *emergency_access.ROUTES,
    *live.ROUTES,
)
