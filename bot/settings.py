"""What an administrator may set, read once from the environment; every default works without any of it."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.files import written_once
from bot.wordings import say

T = TypeVar("T")
PREFIX = "BEFFROI_"
SHORTEST_SECRET = 32
SECRETS = ("SECRET", "KEY", "TOKEN")


class BadSetting(ValueError):
    """A setting cannot be read; `str()` names it, its value and what was expected, in one French sentence."""


@dataclass(frozen=True)
class Retention:
    """How long each kind of data is kept. Days, but `session_hours`; law.md gives the defaults."""

    session_hours: int = 24
    dialogue: int = 30
    outbox: int = 7
    inbox: int = 2
    candidate: int = 30
    contact: int = 365
    case_file: int = 90
    alert: int = 365
    security: int = 183
    audit: int = 365
    aggregate: int = 761
    erasure: int = 1096
    backup: int = 30


@dataclass(frozen=True)
class Settings:
    """Frozen settings of one process; `Settings.read` explains what is wrong with a bad one."""

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    public_url: str = "http://localhost:8080"
    allowed_sites: tuple[str, ...] = ()
    trusted_proxies: int = 0
    two_person: bool = False
    smtp_url: str = ""
    telegram_token: str = ""
    telegram_api_url: str = "https://api.telegram.org"
    telegram_secret: str = ""
    telegram_webhook: bool = False
    telegram_training: bool = False
    rest_token: str = ""
    geo_api_url: str = "https://geo.api.gouv.fr"
    company_api_url: str = "https://recherche-entreprises.api.gouv.fr"
    check_links: bool = False
    max_turns: int = 32
    rate_per_minute: int = 15
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    retention: Retention = field(default_factory=Retention)

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Return the settings of `environment`; raises BadSetting. Makes the secret key at first start."""
        get = _Reader(environment)
        data_dir = Path(get("DATA_DIR", str, "var")).absolute()
        return cls(
            data_dir=data_dir,
            database_url=get("DATABASE_URL", _database_url, f"sqlite+aiosqlite:///{data_dir / 'beffroi.sqlite'}"),
            secret_key=get("SECRET_KEY", _long_enough, "") or _secret(data_dir),
            public_url=get("PUBLIC_URL", str, cls.public_url).rstrip("/"),
            allowed_sites=tuple(get("ALLOWED_SITES", str, "").replace(",", " ").split()),
            trusted_proxies=get("TRUSTED_PROXIES", _count_or_none, 0),
            two_person=get("TWO_PERSON", _boolean, False),
            smtp_url=get("SMTP_URL", str, ""),
            telegram_token=get("TELEGRAM_TOKEN", str, ""),
            telegram_api_url=get("TELEGRAM_API_URL", str, cls.telegram_api_url).rstrip("/"),
            telegram_secret=get("TELEGRAM_SECRET", str, ""),
            telegram_webhook=get("TELEGRAM_WEBHOOK", _boolean, False),
            telegram_training=get("TELEGRAM_TRAINING", _boolean, False),
            rest_token=get("REST_TOKEN", str, ""),
            geo_api_url=get("GEO_API_URL", str, cls.geo_api_url).rstrip("/"),
            company_api_url=get("COMPANY_API_URL", str, cls.company_api_url).rstrip("/"),
            check_links=get("CHECK_LINKS", _boolean, False),
            max_turns=get("MAX_TURNS", _count, cls.max_turns),
            rate_per_minute=get("RATE_PER_MINUTE", _count, cls.rate_per_minute),
            oidc_issuer=get("OIDC_ISSUER", str, ""),
            oidc_client_id=get("OIDC_CLIENT_ID", str, ""),
            oidc_client_secret=get("OIDC_CLIENT_SECRET", str, ""),
            retention=_retention(get),
        )

    @property
    def models_dir(self) -> Path:
        return self.data_dir / "models"

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def __call__(self, name: str, read: Callable[[str], T], default: T) -> T:
        raw = self._environment.get(PREFIX + name, "").strip()
        if not raw:
            return default
        try:
            return read(raw)
        except ValueError as error:
            shown = "…" if name.endswith(SECRETS) else raw
            raise BadSetting(say("setting_wrong", name=PREFIX + name, shown=shown, wanted=error)) from None


def _retention(get: _Reader) -> Retention:
    default = Retention()
    kept: dict[str, Any] = {
        name: get(f"KEEP_{name.upper()}_DAYS", _days, getattr(default, name))
        for name in (
            "outbox",
            "inbox",
            "candidate",
            "contact",
            "case_file",
            "alert",
            "security",
            "audit",
            "aggregate",
            "erasure",
            "backup",
        )
    }
    session = get("SESSION_HOURS", _count, default.session_hours)
    return Retention(session_hours=session, dialogue=get("RETENTION_DAYS", _days, default.dialogue), **kept)


def _whole(raw: str, *, least: int, most: int) -> int:
    """Return a number within its bounds: « -1 day » would forget everything, and so would a period of none."""
    expected = say("setting_whole", least=least, most=most)
    try:
        number = int(raw)
    except ValueError:
        raise ValueError(expected) from None
    if not least <= number <= most:
        raise ValueError(expected)
    return number


_days = partial(_whole, least=1, most=36_500)
_count = partial(_whole, least=1, most=10_000)
_count_or_none = partial(_whole, least=0, most=10)


def _long_enough(raw: str) -> str:
    if len(raw) < SHORTEST_SECRET:
        raise ValueError(say("setting_secret", least=SHORTEST_SECRET))
    return raw


def _boolean(raw: str) -> bool:
    known = {"1": True, "true": True, "oui": True, "0": False, "false": False, "non": False}
    if raw.lower() not in known:
        raise ValueError(say("setting_boolean"))
    return known[raw.lower()]


def _database_url(raw: str) -> str:
    """Accept the usual spellings and name the asynchronous driver."""
    for plain, driver in (("postgresql://", "postgresql+asyncpg://"), ("postgres://", "postgresql+asyncpg://")):
        if raw.startswith(plain):
            return driver + raw.removeprefix(plain)
    if raw.startswith("sqlite:///"):
        return raw.replace("sqlite:///", "sqlite+aiosqlite:///", 1)
    if not raw.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise ValueError(say("setting_database"))
    return raw


def _secret(data_dir: Path) -> str:
    """Return the secret of this installation, made whole at first start and readable by its owner only."""
    file = data_dir / "secret"
    try:
        if not file.exists():
            written_once(file, secrets.token_urlsafe(32).encode())
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else say("secret_no_text")
        raise BadSetting(say("secret_unreadable", file=file, cause=cause)) from None
    if len(secret) < SHORTEST_SECRET:
        raise BadSetting(say("secret_short", file=file))
    return secret
