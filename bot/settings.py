"""Settings: read once at start, frozen, checked in relation to each other. No other module reads the environment.

Every field is an environment variable `FRONTDESK_<NAME>`, or a line of the file named by `FRONTDESK_SETTINGS`
(`KEY=value`). Secrets are files of mode 0600; the setting holds their path.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartupError
from bot.messages.channel import CommentReplies, HandoffMode

PREFIX = "FRONTDESK_"
ROOT = Path(__file__).resolve().parent.parent
"""The project's folder: relative paths of settings are relative to it, wherever the command is run."""

type Side = Literal["public", "staff"]
SIDES: tuple[Side, ...] = ("public", "staff")


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    chain: Path  # PEM, the server's own certificate first
    key: Path


class MessengerSettings(BaseSettings):
    """All four or none: a page that is only half configured is refused."""

    model_config = SettingsConfigDict(env_prefix=f"{PREFIX}MESSENGER_", frozen=True, extra="ignore")

    page_id: str | None = None
    app_secret_file: Path | None = None
    verify_token_file: Path | None = None
    page_token_file: Path | None = None
    graph_url: str = "https://graph.facebook.com"
    handoff: HandoffMode = HandoffMode.SECURE_CHAT
    comment_replies: CommentReplies = CommentReplies.OFF

    @property
    def configured(self) -> bool:
        return self.page_id is not None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        parts = (self.page_id, self.app_secret_file, self.verify_token_file, self.page_token_file)
        if any(parts) and not all(parts):
            raise ValueError("messenger needs page_id, app_secret_file, verify_token_file and page_token_file")
        return self


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    demo: bool = False
    organisation: str = Field(default="clinic", min_length=1, description="sealed into every record: never change it")
    data_folder: Path = Path("var/data")
    key_folder: Path = Path("var/keys")
    artefact_folder: Path = Path("var/artefacts")
    model_folder: Path = Path("models")
    checkpoint_folder: Path = Path("var/checkpoints")
    clinic_file: Path = Path("data/clinic.yml")
    faq_folder: Path = Path("data/faq")
    database_url: str | None = None  # None: SQLite in the data folder

    public_url: str = "http://127.0.0.1:8080"
    staff_url: str = "http://127.0.0.1:8081"
    demo_url: str = "http://127.0.0.1:8082"
    public_listen: str = "127.0.0.1:8080"
    staff_listen: str = "127.0.0.1:8081"
    demo_listen: str = "127.0.0.1:8082"
    trusted_proxies: tuple[str, ...] = ()
    public_certificate_file: Path | None = None  # None: a proxy ends https
    public_certificate_key_file: Path | None = None
    staff_certificate_file: Path | None = None
    staff_certificate_key_file: Path | None = None

    metrics_listen: str | None = None  # None: no metrics
    metrics_readers: tuple[str, ...] = ()  # networks that may read them, when they listen beyond loopback

    rasa_url: str | None = None  # None: Rasa is started and supervised here
    rasa_secret_file: Path | None = None
    actions_port: int = Field(default=0, ge=0, le=65_535)  # on loopback; 0: a free one, told to our own Rasa
    actions_secret_file: Path | None = None  # None: a fresh secret at each start
    rasa_python: Path = Path(".venv-rasa/bin/python")

    wide_model: bool = False
    inbox_workers: int = Field(default=4, ge=1, le=64)
    outbox_workers: int = Field(default=4, ge=1, le=64)
    max_webhook_body: int = Field(default=1_000_000, ge=1_000)  # bytes
    transcript_days: int = Field(default=365 * 6, ge=1)
    appointment_days: int = Field(default=365 * 6, ge=1)
    messenger: MessengerSettings = Field(default_factory=MessengerSettings)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{(self.data_folder / 'frontdesk.db').resolve()}"

    @property
    def secure(self) -> bool:
        """Pages are served over https, so cookies may say so."""
        return urlsplit(self.public_url).scheme == "https"

    def certificate_files(self, side: Side) -> CertificateFiles | None:
        """None when a proxy ends https, and in the demo, which speaks http."""
        chain, key = getattr(self, f"{side}_certificate_file"), getattr(self, f"{side}_certificate_key_file")
        return CertificateFiles(chain, key) if chain and key and not self.demo else None

    def behind_proxies_only(self, side: Side) -> bool:
        """The listener speaks http where other machines reach it, so it must refuse all but our proxies."""
        host, _ = host_and_port(getattr(self, f"{side}_listen"))
        return not (_is_loopback(host) or self.certificate_files(side))

    @field_validator("trusted_proxies", "metrics_readers", mode="after")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            ipaddress.ip_network(network)  # its ValueError says which one, and why
        return value

    @field_validator("*", mode="after")
    @classmethod
    def _from_the_root(cls, value: object) -> object:
        return ROOT / value if isinstance(value, Path) else value

    @model_validator(mode="after")
    def _honest_about_the_network(self) -> Self:
        if self.demo:
            for name in ("public_listen", "staff_listen", "demo_listen", "metrics_listen"):
                listen = getattr(self, name)
                if listen is not None and not _is_loopback(host_and_port(listen)[0]):
                    raise ValueError(f"{name} must be a loopback address in demo mode")
            return self
        for side in SIDES:
            self._check_https(side)
        if self.metrics_listen and not (_is_loopback(host_and_port(self.metrics_listen)[0]) or self.metrics_readers):
            raise ValueError("metrics_listen is not on loopback: name who may read them in metrics_readers")
        return self

    @model_validator(mode="after")
    def _whole_about_rasa(self) -> Self:
        if self.rasa_url is None:
            return self
        if not (self.rasa_secret_file and self.actions_port and self.actions_secret_file):
            raise ValueError("rasa_url needs rasa_secret_file, actions_port and actions_secret_file")
        url = urlsplit(self.rasa_url)
        if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.hostname or "")):
            raise ValueError("rasa_url must be http on loopback, or https")
        return self

    def _check_https(self, side: Side) -> None:
        if urlsplit(getattr(self, f"{side}_url")).scheme != "https":
            raise ValueError(f"{side}_url must be https outside demo mode")
        chain, key = f"{side}_certificate_file", f"{side}_certificate_key_file"
        if (getattr(self, chain) is None) != (getattr(self, key) is None):
            raise ValueError(f"{chain} and {key} belong together: set both or neither")
        if self.behind_proxies_only(side) and not self.trusted_proxies:
            raise ValueError(
                f"{side}_listen is plain http that other machines reach: set {chain} and {key}, "
                "or name the proxy that ends https in trusted_proxies, or listen on 127.0.0.1"
            )


def load_settings(**overrides: object) -> Settings:
    """From the environment and the settings file. Raises StartupError naming the first setting that is wrong."""
    file = os.environ.get(f"{PREFIX}SETTINGS")
    if file is not None and not Path(file).is_file():
        raise StartupError(f"{PREFIX}SETTINGS: {file}: no such file")
    try:
        messenger = MessengerSettings(_env_file=file)
        return Settings(_env_file=file, messenger=messenger, **overrides)  # type: ignore[arg-type] # checked by pydantic
    except ValidationError as error:
        first = error.errors()[0]
        field = "_".join(str(part) for part in first["loc"]).upper()
        what = f"setting {PREFIX}{field}" if field else "settings"
        raise StartupError(f"{what}: {first['msg'].removeprefix('Value error, ')}") from error


def load_offline_settings() -> Settings:
    """For commands that open no listener: whatever addresses are set, none of them can be wrong."""
    nowhere = "127.0.0.1:0"
    return load_settings(
        demo=True, public_listen=nowhere, staff_listen=nowhere, demo_listen=nowhere, metrics_listen=None
    )


def host_and_port(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
