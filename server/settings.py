"""The settings of an instance: read once from the environment, frozen, with defaults for a laptop."""

import os
import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

import msgspec

AsyncMode = Literal["eventlet", "threading"]
Network = IPv4Network | IPv6Network
ROOT = Path(__file__).resolve().parent.parent
STANDARD_PORTS = {"http": 80, "https": 443}
DATABASE_WANTED = "write postgresql://user:password@host/database, or nothing for SQLite in DATA_DIR"
QUEUE_WANTED = "write redis://host:6379/0"


class SettingsError(ValueError):
    """A setting holds a value that cannot be used; the message says which and what to write."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set; docs/deploy.md has the same table for people."""

    host: str = "0.0.0.0"  # noqa: S104 - phones in the hall must reach the laptop
    port: int = 8000
    data_dir: Path = ROOT / "var"
    database_url: str = ""
    message_queue: str = ""
    public_url: str = ""
    async_mode: AsyncMode = "eventlet"
    room_password: str = ""
    keep_days: int = 365
    room_megabytes: int = 500
    files_megabytes: int = 20_000
    ops_per_person: int = 20
    """Ops a second that one person may ask for longer than a burst of ten times as many."""
    requests_per_address: int = 300
    """Requests a second that one address may make for longer than a burst of sixty times as many."""
    sockets_per_address: int = 20
    """Connections to rooms that one address may open a second for longer than a burst of sixty times as many."""
    keep_longer: bool = True
    trusted_proxies: tuple[Network, ...] = ()
    local_name: str = ""
    formats_dir: Path = ROOT / "workshop_formats"
    client_dir: Path = ROOT / "client" / "dist"

    @property
    def database(self) -> str:
        """The database's address: SQLite in the data folder where none is given."""
        return self.database_url or f"sqlite:///{self.data_dir / 'recolte.db'}"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the environment; SettingsError where one makes no sense."""
    mode = environ.get("ASYNC_MODE", "eventlet")
    if mode not in ("eventlet", "threading"):
        raise SettingsError(f"ASYNC_MODE is {mode!r}: write eventlet or threading")
    return Settings(
        host=environ.get("HOST", "0.0.0.0"),  # noqa: S104
        port=_whole(environ, "PORT", 8000, 0, 65535),
        data_dir=Path(environ.get("DATA_DIR") or ROOT / "var").resolve(),
        database_url=_driver(environ.get("DATABASE_URL", "")),
        message_queue=_queue(environ.get("MESSAGE_QUEUE", "")),
        public_url=_origin(environ.get("PUBLIC_URL", "")),
        async_mode=cast(AsyncMode, mode),
        room_password=environ.get("ROOM_PASSWORD", ""),
        keep_days=_whole(environ, "KEEP_DAYS", 365, 1, 36500),
        room_megabytes=_whole(environ, "ROOM_MEGABYTES", 500, 1, 1_000_000),
        files_megabytes=_whole(environ, "FILES_MEGABYTES", 20_000, 1, 100_000_000),
        ops_per_person=_whole(environ, "OPS_PER_PERSON", 20, 1, 100_000),
        requests_per_address=_whole(environ, "REQUESTS_PER_ADDRESS", 300, 1, 1_000_000),
        sockets_per_address=_whole(environ, "SOCKETS_PER_ADDRESS", 20, 1, 1_000_000),
        keep_longer=_yes(environ, "KEEP_LONGER"),
        trusted_proxies=_networks(environ.get("TRUSTED_PROXIES", "")),
        local_name=_label(environ.get("LOCAL_NAME", "")),
    )


def _yes(environ: Mapping[str, str], name: str) -> bool:
    raw = (environ.get(name) or "yes").lower()
    if raw not in ("yes", "no"):
        raise SettingsError(f"{name} is {raw!r}: write yes or no")
    return raw == "yes"


def _whole(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    raw = environ.get(name) or str(default)
    if not (raw.isascii() and raw.isdigit()) or not least <= int(raw) <= most:
        raise SettingsError(f"{name} is {raw!r}: write a whole number from {least} to {most}")
    return int(raw)


def _networks(raw: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(said.strip()) for said in raw.split(",") if said.strip())
    except ValueError:
        wanted = "write addresses or networks such as 10.0.0.0/8, with commas between them"
        raise SettingsError(f"TRUSTED_PROXIES is {raw!r}: {wanted}") from None


def _label(raw: str) -> str:
    if raw and not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", raw):
        raise SettingsError(
            f"LOCAL_NAME is {raw!r}: write small letters, figures and - alone, such as recolte"
        )
    return raw


def _origin(raw: str) -> str:
    """What links begin with, and what a browser says of where a page is from: that one is written in one way."""
    said = raw.strip().rstrip("/")
    if not said:
        return ""
    wanted = "write http:// or https://, a name and no path, such as https://recolte.example.org"
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        raise SettingsError(f"PUBLIC_URL is {raw!r}: {wanted}") from None
    bare = parts.scheme in STANDARD_PORTS and parts.hostname and parts.username is None
    if not bare or said.partition("://")[2] != parts.netloc:
        raise SettingsError(f"PUBLIC_URL is {raw!r}: {wanted}")
    named = parts.netloc.lower()
    return f"{parts.scheme}://" + (
        named.removesuffix(f":{port}") if port == STANDARD_PORTS[parts.scheme] else named
    )


def _queue(url: str) -> str:
    # Nothing of it is said again: it may hold a password.
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError(f"MESSAGE_QUEUE is no address of a queue: {QUEUE_WANTED}")
    try:
        urlsplit(url).port  # noqa: B018 - reading it tells whether it is one
    except ValueError:
        raise SettingsError(f"MESSAGE_QUEUE has no port that can be one: {QUEUE_WANTED}") from None
    return url


def _driver(url: str) -> str:
    """Platforms give `postgres://`; SQLAlchemy wants to know the driver."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            url = "postgresql+psycopg://" + url.removeprefix(prefix)
    # Nothing of it is said again: it may hold a password.
    if url and not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise SettingsError(f"DATABASE_URL is no address of a database: {DATABASE_WANTED}")
    return url
