"""The composition root: the only place that builds adapters (networks, Rasa, guard models, web applications)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import aiohttp
from aiohttp import web
from rasa_sdk import Action
from sqlalchemy.ext.asyncio import AsyncSession

from actions import build_actions
from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import Channel
from bot.channels.webchat import WebChat
from bot.channels.webhooks import add_webhooks
from bot.core import Core, Outside, Stores, build_core, open_stores, seed_faq
from bot.deliveries.retention import Housekeeping, forget_deliveries
from bot.deliveries.sending import Sending
from bot.deliveries.workers import Workers
from bot.demo.app import make_demo_app
from bot.demo.settings import Demo
from bot.desk.app import make_desk_app
from bot.desk.day_sheet import ClinicDaySheet, NobodyVerified
from bot.desk.desk import Desk, DeskSettings, build_desk
from bot.dialogue.address import RasaAddress
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.dialogue.rasa import RasaDialogue
from bot.dialogue.runtime import RasaRuntime, RasaSource
from bot.errors import StartupError
from bot.guard.build import build_guard
from bot.guard.service import GuardService
from bot.messages.clock import utc_now
from bot.messages.effects import OpenTicket, TicketReason
from bot.securepages.pages import SecurePages
from bot.securepages.routes import add_secure_pages
from bot.service import Listener, Running, Service
from bot.settings import ROOT, Settings
from bot.turns.conversing import StartUp
from bot.vault.keyring import read_private_file

DEMO_PAGE_ID = "100000000000001"


async def build_service(settings: Settings) -> Service:
    """Opens the database, then everything around it. Raises StartupError that says what to change."""
    clock, entropy = utc_now, os.urandom
    stores = await open_stores(settings, clock, entropy)
    await seed_faq(stores, clock)
    http = aiohttp.ClientSession()
    messenger = messenger_settings(settings)
    guard = GuardService(lambda: build_guard(stores.clinic, settings.artefact_folder, wide_model=settings.wide_model))
    rasa = RasaRuntime(rasa_source(settings), http, clock, entropy)
    start_up = StartUp(asyncio.Event())
    chat_notifier = ChatNotifier()
    channels: dict[str, Channel] = {"webchat": WebChat(chat_notifier)}
    if messenger is not None:
        channels["messenger"] = Messenger(
            app_secret=messenger.app_secret,
            verify_token=messenger.verify_token,
            page_tokens={messenger.page_id: messenger.page_token},
            graph=GraphApi(http, messenger.graph_url),
        )
