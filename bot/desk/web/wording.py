"""How the desk says what the service calls by a code."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations.conversation import Owner
from bot.messages.effects import Language, TicketReason

REASONS: Mapping[str, str] = {
    TicketReason.PERSON_REQUESTED: "Asked for a person",
    TicketReason.EMERGENCY: "Emergency",
    TicketReason.CRISIS: "Crisis",
    TicketReason.CLINICAL_ADVICE: "Clinical question",
    TicketReason.REFILL: "Refill",
    TicketReason.RESULTS: "Results",
    TicketReason.BILLING: "Billing",
    TicketReason.RECORDS: "Records",
    TicketReason.PRIVACY: "Privacy",
    TicketReason.COMPLAINT: "Complaint",
    TicketReason.BOOKING: "Appointment",
    TicketReason.UNSURE: "Bot was unsure",
    TicketReason.GUARD_FAILED: "Message could not be read safely",
    TicketReason.DELIVERY_FAILED: "Delivery failed",
}
CHANNELS: Mapping[str, str] = {
    "messenger": "Messenger",
    "webchat": "Secure chat",
    "instagram": "Instagram",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "sms": "SMS",
}
LANGUAGES: Mapping[str, str] = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
OWNERS: Mapping[str, str] = {
    Owner.BOT: "Bot answers",
    Owner.WAITING: "Waiting for a person",
    Owner.PERSON: "A person answers",
}
DEEDS: Mapping[str, str] = {
    "desk.sign_in": "Sign-in",
    "desk.sign_out": "Sign-out",
    "desk.second_factor": "Second factor",
    "account.second_factor_set": "Second factor set up",
    "account.password_change": "Password changed",
    "account.session_end": "Session ended",
    "account.create": "Account created",
    "account.disable": "Account disabled",
    "account.enable": "Account enabled",
    "account.reset": "Account reset",
    "account.role_change": "Role changed",
    "emergency_access.start": "Emergency access used",
    "emergency_access.review": "Emergency access reviewed",
    "ticket.claim": "Ticket claimed",
    "ticket.claim_expire": "Claim expired",
    "ticket.take_over": "Ticket taken over",
    "ticket.hand_back": "Handed back to the bot",
    "ticket.close": "Ticket closed",
    "ticket.acknowledge": "Alarm acknowledged",
    "conversation.reply": "Staff replied",
    "conversation.secure_link": "Secure link sent",
    "conversation.ask_proof": "Passphrase asked for",
    "conversation.withdraw": "Waiting reply withdrawn",
    "passphrase.choose": "Patient chose a passphrase",
    "passphrase.change": "Patient changed the passphrase",
    "passphrase.enter": "Passphrase entered",
    "passphrase.lock": "Passphrase locked after wrong tries",
    "appointments.read": "Appointments viewed",
    "appointment.purge": "Appointment deleted",
    "audit.read": "Audit viewed",
    "audit.verify": "Audit checked",
    "audit.export": "Audit exported",
    "hold.place": "Legal hold placed",
    "hold.release": "Legal hold released",
    "transcript.read": "Transcript viewed",
    "transcript.replace": "Transcript entry masked",
    "transcript.erase": "Transcript entry erased",
    "conversation.erase": "Conversation erased",
    "erasure.request": "Deletion asked for by a network",
    "erasure.read": "Deletion requests viewed",
    "erasure.settle": "Deletion request settled",
    "transcript.purge": "Transcript deleted",
    "faq.publish": "Answer changed",
    "faq.approve": "Answer approved",
    "faq.retire": "Answer retired",
    "faq.seed": "Sample answers loaded",
}


def said(words: Mapping[str, str], code: str) -> str:
    """A code that has no words yet is shown readably."""
    return words.get(code) or code.replace(".", ": ").replace("_", " ").capitalize()
