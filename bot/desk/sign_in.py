"""Signing in: password, then second factor, then, if the password was temporary, a new one.

Rules:
1. A try is counted before anything is compared, and an unknown name costs the same hash as a known one.
2. No step can be skipped: the session's stage says which one is next, and each step has a new token.
3. No transaction is open while a password is hashed.
4. Every outcome is audited, but for tries that the limits refuse: those would let a stranger fill the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.desk.accounts import Account, Accounts, account_of, find_row, fold_login, get_row
from bot.desk.audited import NOBODY, Deed, about_account, staff_actor
from bot.desk.devices import Devices
from bot.desk.limits import Limits
from bot.desk.sessions import Sessions, StaffSession, Stage
from bot.desk.totp import matching_counter
from bot.messages.clock import Clock
from bot.passwords.hashing import Passwords
from bot.storage.engine import Database


class Refusal(StrEnum):
    WRONG = "wrong"
    WRONG_CODE = "wrong_code"
    EXPIRED = "expired"  # the password was right, but temporary and too old
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Refused:
    why: Refusal
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Advanced:
    """The next cookie. `account` is set once the password was right."""

    token: str
    stage: Stage
    account: Account


@dataclass(frozen=True, slots=True, repr=False)
class Try:
    """What a browser sent with the sign-in form."""

    login: str
    password: str
    address: str
    browser: str
    device_cookie: str = ""


class SignIn:
    def __init__(
        self,
        *,
        database: Database,
        accounts: Accounts,
        passwords: Passwords,
        sessions: Sessions,
        limits: Limits,
        devices: Devices,
        audit: Audit,
        clock: Clock,
        totp_required: bool,
    ) -> None:
        self._database = database
        self._accounts = accounts
        self._passwords = passwords
        self._sessions = sessions
        self._limits = limits
        self._devices = devices
        self._audit = audit
        self._clock = clock
        self._totp_required = totp_required

    async def with_password(self, attempt: Try) -> Advanced | Refused:
        """Raises BusyError."""
        now = self._clock()
        login = fold_login(attempt.login)
        device = self._devices.recognise(attempt.device_cookie, login, now)
        buckets = self._limits.for_password(attempt.address, login, device)
        async with self._database.work() as session:
            wait = await self._limits.take(session, buckets, now)
            row = None if wait else await find_row(session, login)
            known = None if row is None or row.disabled_at is not None else account_of(row)
            stored = row.password_hash if row is not None and known is not None else None
        if wait:
            return Refused(Refusal.TOO_MANY, wait)
        right = await self._passwords.matches(stored, attempt.password)
        async with self._database.work() as session:
            if not right or known is None:
                await self._record(session, Deed.SIGN_IN, known, "refused")
                return Refused(Refusal.WRONG)
            account = await self._accounts.get(session, known.id)
            if account.disabled_at is not None:
                return Refused(Refusal.WRONG)
            await self._limits.give_back(session, buckets, now)
            if account.password_expires_at is not None and account.password_expires_at <= now:
                await self._record(session, Deed.SIGN_IN, account, "expired")
                return Refused(Refusal.EXPIRED)
            stage = self._after_password(account)
            if stage is Stage.ENROL:
                await self._accounts.prepare_enrolment(session, account.id)
            token = await self._sessions.start(session, account.id, stage, now, browser=attempt.browser)
            if stage is Stage.FULL:
                await self._record(session, Deed.SIGN_IN, account)
            return Advanced(token, stage, account)

    async def with_code(self, token: str, known: StaffSession, code: str) -> Advanced | Refused:
        """The second factor, or the first code of a new one. Raises LookupError when the session has ended."""
        now = self._clock()
        async with self._database.work() as session:
            account = await self._accounts.get(session, known.account_id)
            if known.stage is Stage.ENROL and account.enrolled:
                raise LookupError("somebody else has enrolled with this password")
            refused = await self._check_code(session, account.id, code, now)
            if refused is not None:
                await self._record_refusal(session, refused, account)
                return refused
            stage = Stage.FULL if account.password_expires_at is None else Stage.NEW_PASSWORD
            moved = await self._sessions.move_on(session, token, stage, now)
            if known.stage is Stage.ENROL:
                await self._sessions.end_all(session, account.id, but=moved)
                await self._accounts.confirm_enrolment(session, account.id, now)
            if stage is Stage.FULL:
                await self._record(session, Deed.SIGN_IN, account)
            return Advanced(moved, stage, account)

    async def with_new_password(self, token: str, known: StaffSession, password: str) -> Advanced:
        """Raises RefusedPasswordError, BusyError, LookupError."""
        async with self._database.work() as session:
            account = await self._accounts.get(session, known.account_id)
        hashed = await self._accounts.hash_new(password, account.login, account.name)
        async with self._database.work() as session:
            moved = await self._sessions.move_on(session, token, Stage.FULL, self._clock())
            await self._sessions.end_all(session, account.id, but=moved)
            await self._accounts.set_password(session, account.id, hashed)
            await self._record(session, Deed.SIGN_IN, account)
            return Advanced(moved, Stage.FULL, account)

    async def confirm(self, account_id: str, password: str, code: str) -> Refused | None:
        """Once more who it is, before an account is changed. None when it is right. Raises BusyError."""
        now = self._clock()
        buckets = self._limits.for_second_factor(account_id)
        async with self._database.work() as session:
            wait = await self._limits.take(session, buckets, now)
            row = await get_row(session, account_id)
            stored, enrolled = row.password_hash, row.totp_enrolled_at is not None
        if wait:
            return Refused(Refusal.TOO_MANY, wait)
        right = await self._passwords.matches(stored, password)
        async with self._database.work() as session:
            account = await self._accounts.get(session, account_id)
            if not right:
                await self._record(session, Deed.SIGN_IN, account, "refused")
                return Refused(Refusal.WRONG)
            await self._limits.give_back(session, buckets, now)
            return await self._check_code(session, account_id, code, now) if enrolled else None

    def _after_password(self, account: Account) -> Stage:
        if account.enrolled:
            return Stage.SECOND_FACTOR
        if self._totp_required:
            return Stage.ENROL
        return Stage.FULL if account.password_expires_at is None else Stage.NEW_PASSWORD

    async def _check_code(self, session: AsyncSession, account_id: str, code: str, now: datetime) -> Refused | None:
        buckets = self._limits.for_second_factor(account_id)
        wait = await self._limits.take(session, buckets, now)
        if wait:
            return Refused(Refusal.TOO_MANY, wait)
        secret = await self._accounts.reveal_secret(session, account_id)
        last = (await get_row(session, account_id)).totp_last_counter
        counter = matching_counter(secret, code, now, last)
        if counter is None or not await self._accounts.use_counter(session, account_id, counter):
            return Refused(Refusal.WRONG_CODE)
        await self._limits.give_back(session, buckets, now)
        return None

    async def _record_refusal(self, session: AsyncSession, refused: Refused, account: Account) -> None:
        if refused.why is not Refusal.TOO_MANY:
            await self._record(session, Deed.SECOND_FACTOR, account, "refused")

    async def _record(self, session: AsyncSession, deed: Deed, account: Account | None, outcome: str = "ok") -> None:
        """A refused try has no actor: whoever it was is not known."""
        await session.flush()
        done = account is not None and outcome == "ok"
        await self._audit.record(
            session,
            actor=staff_actor(account.id) if account is not None and done else NOBODY,
            action=deed,
            subject=about_account(account.id) if account is not None else NOBODY,
            outcome=outcome,
        )
