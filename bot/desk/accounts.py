"""Staff accounts: one for each person, never shared, never deleted.

Rules: a password that somebody else chose or saw is temporary: it works for three days and must be replaced at the
first sign-in. A reset takes away the second factor *and* the password together, so that neither alone opens the
account; disabling and resetting end every session. The last enabled administrator stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.desk.audited import SYSTEM, Deed, about_account, staff_actor
from bot.desk.passwords import check_new_password
from bot.desk.permissions import Role
from bot.desk.sessions import Sessions
from bot.desk.tables import StaffAccountRow
from bot.desk.totp import new_secret, secret_context
from bot.errors import FrontdeskError
from bot.messages.ids import Entropy, new_id, new_token
from bot.passwords.hashing import Passwords
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.vault import Vault

TEMPORARY = timedelta(days=3)
TEMPORARY_LENGTH = 16  # characters of a temporary password: 96 random bits


class AccountError(FrontdeskError):
    """The account cannot be changed so. The message says why, for the administrator."""

    code = "account_refused"


@dataclass(frozen=True, slots=True)
class Account:
    id: str
    login: str
    name: str
    role: Role
    enrolled: bool  # has a second factor
    password_expires_at: datetime | None  # set: temporary
    created_at: datetime
    disabled_at: datetime | None


class Accounts:
    def __init__(
        self,
        vault: Vault,
        audit: Audit,
        passwords: Passwords,
        sessions: Sessions,
        entropy: Entropy,
        *,
        known_words: Iterable[str] = (),
    ) -> None:
        self._vault = vault
        self._audit = audit
        self._passwords = passwords
        self._sessions = sessions
        self._entropy = entropy
        self._known_words = tuple(known_words)

    async def create(
        self,
        session: AsyncSession,
        *,
        name: str,
        login: str,
        role: Role,
        password: str,
        now: datetime,
        totp_secret: str | None = None,
        temporary: bool = True,
        by: str | None = None,
    ) -> Account:
        """`totp_secret` (base-32) enrols a second factor at once; without it the person enrols at the first sign-in.

        `by` is the administrator's id, None for the command line. Raises RefusedPasswordError, AccountError.
        """
        login, name = fold_login(login), name.strip()
        if not login or not name:
            raise AccountError("A name and a sign-in name are needed.")
        if await find_row(session, login) is not None:
            raise AccountError("This sign-in name is taken.")
        row = StaffAccountRow(
            id=new_id(self._entropy),
            login=login,
            name=name,
            role=role.value,
            password_hash=await self.hash_new(password, login, name),
            password_expires_at=now + TEMPORARY if temporary else None,
            created_at=now,
        )
        session.add(row)
        await session.flush()
        if totp_secret is not None:
            await self.seal_secret(session, row.id, totp_secret)
            row.totp_enrolled_at = now
        await self._record(session, Deed.ACCOUNT_CREATE, row.id, by, role)
        return account_of(row)

    async def get(self, session: AsyncSession, account_id: str) -> Account:
        """Raises LookupError."""
        return account_of(await get_row(session, account_id))

    async def list(self, session: AsyncSession) -> list[Account]:
        rows = await session.scalars(select(StaffAccountRow).order_by(StaffAccountRow.name))
        return [account_of(row) for row in rows.all()]

    async def disable(self, session: AsyncSession, account_id: str, now: datetime, *, by: str) -> None:
        """Ends every session of the account. Raises AccountError, LookupError."""
        row = await get_row(session, account_id)
        await self._keep_an_admin(session, row)
        row.disabled_at = now
        await self._sessions.end_all(session, account_id)
        await self._record(session, Deed.ACCOUNT_DISABLE, account_id, by)

    async def enable(self, session: AsyncSession, account_id: str, *, by: str) -> None:
        (await get_row(session, account_id)).disabled_at = None
        await self._record(session, Deed.ACCOUNT_ENABLE, account_id, by)

    async def change_role(self, session: AsyncSession, account_id: str, role: Role, *, by: str) -> None:
        """Ends the account's sessions: they were opened under other rights. Raises AccountError, LookupError."""
        row = await get_row(session, account_id)
        if role is not Role.ADMIN:
            await self._keep_an_admin(session, row)
        row.role = role.value
        await self._sessions.end_all(session, account_id)
        await self._record(session, Deed.ROLE_CHANGE, account_id, by, role)

    async def reset(self, session: AsyncSession, account_id: str, now: datetime, *, by: str) -> str:
        """For a lost phone or password. Returns the temporary password, which is shown once and kept nowhere."""
        row = await get_row(session, account_id)
        password = self.temporary_password()
        row.password_hash = await self.hash_new(password, row.login, row.name)
        row.password_expires_at = now + TEMPORARY
        row.totp_sealed = row.totp_enrolled_at = row.totp_last_counter = None
        await self._sessions.end_all(session, account_id)
        await self._record(session, Deed.ACCOUNT_RESET, account_id, by)
        return password

    async def set_password(self, session: AsyncSession, account_id: str, hashed: str) -> None:
        """The person's own choice; `hashed` comes from `hash_new`, outside of a transaction."""
        row = await get_row(session, account_id)
        row.password_hash, row.password_expires_at = hashed, None
        await self._record(session, Deed.PASSWORD_CHANGE, account_id, account_id)

    async def hash_new(self, password: str, login: str, name: str) -> str:
        """Raises RefusedPasswordError, BusyError."""
        check_new_password(password, (*self._known_words, login, name))
        return await self._passwords.hash(password)

    async def prepare_enrolment(self, session: AsyncSession, account_id: str) -> None:
        """Makes a secret that counts only once a code of it was given."""
        await self.seal_secret(session, account_id, new_secret(self._entropy))

    async def seal_secret(self, session: AsyncSession, account_id: str, secret: str) -> None:
        row = await get_row(session, account_id)
        row.totp_sealed = await self._vault.seal(StoredKeys(session), secret_context(account_id), secret.encode())
        row.totp_last_counter = row.totp_enrolled_at = None

    async def reveal_secret(self, session: AsyncSession, account_id: str) -> str:
        """Raises LookupError when there is none, VaultError."""
        row = await get_row(session, account_id)
        if row.totp_sealed is None:
            raise LookupError("no second factor")
        revealed = await self._vault.reveal(StoredKeys(session), secret_context(account_id), row.totp_sealed)
        return revealed.decode()

    async def use_counter(self, session: AsyncSession, account_id: str, counter: int) -> bool:
        """False when the code of this step, or a later one, was used before."""
        used = await session.execute(
            update(StaffAccountRow)
            .where(
                StaffAccountRow.id == account_id,
                or_(StaffAccountRow.totp_last_counter.is_(None), StaffAccountRow.totp_last_counter < counter),
            )
            .values(totp_last_counter=counter)
            .returning(StaffAccountRow.id)
        )
        return used.first() is not None

    async def confirm_enrolment(self, session: AsyncSession, account_id: str, now: datetime) -> None:
        (await get_row(session, account_id)).totp_enrolled_at = now
        await self._record(session, Deed.SECOND_FACTOR_SET, account_id, account_id)

    def temporary_password(self) -> str:
        return new_token(self._entropy)[:TEMPORARY_LENGTH]

    async def _keep_an_admin(self, session: AsyncSession, row: StaffAccountRow) -> None:
        """Raises AccountError when nobody would be left to manage accounts."""
        others = select(StaffAccountRow.id).where(
            StaffAccountRow.role == Role.ADMIN.value,
            StaffAccountRow.disabled_at.is_(None),
            StaffAccountRow.id != row.id,
        )
        if row.role == Role.ADMIN.value and (await session.scalars(others.with_for_update())).first() is None:
            raise AccountError("This is the last administrator: make another one first.")

    async def _record(
        self, session: AsyncSession, deed: Deed, account_id: str, by: str | None, role: Role | None = None
    ) -> None:
        await session.flush()
        await self._audit.record(
            session,
            actor=SYSTEM if by is None else staff_actor(by),
            action=deed,
            subject=about_account(account_id),
            details=None if role is None else {"role": role.value},
        )


def fold_login(login: str) -> str:
    return login.strip().casefold()[:120]


async def find_row(session: AsyncSession, login: str) -> StaffAccountRow | None:
    return await session.scalar(select(StaffAccountRow).filter_by(login=fold_login(login)))


async def get_row(session: AsyncSession, account_id: str) -> StaffAccountRow:
    """Raises LookupError."""
    row = await session.get(StaffAccountRow, account_id, populate_existing=True)
    if row is None:
        raise LookupError("no such account")
    return row


def account_of(row: StaffAccountRow) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        enrolled=row.totp_enrolled_at is not None,
        password_expires_at=row.password_expires_at,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )
