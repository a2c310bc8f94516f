"""What an administrator may set, read once from the environment; every default works without any of it."""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from bot.settings.values import (
    PREFIX,
    Reader,
    address,
    boolean,
    count,
    count_or_none,
    database_url,
    days,
    header,
    long_enough,
    secret,
    words,
)

T = TypeVar("T")
READ_APART = ("DATA_DIR", "DATABASE_URL", "SECRET_KEY", "LOG", "LOG_LEVEL", "PACK_DIR", "MODEL", "TEST_DATABASE_URL")
"""The variables that set no field by themselves, or that something else than the service reads."""


def read_by(read: Callable[[str], T], default: T, name: str = "") -> Any:
    """Return a field that its variable sets: `read` gives its value, `name` is that of the variable, the field's if empty."""
    return field(default=default, metadata={"read": read, "name": name})


def kept(default: int, name: str) -> Any:
    """Return a field that counts the days some data is kept."""
    return read_by(days, default, f"KEEP_{name}_DAYS")


@dataclass(frozen=True)
class Retention:
    """How long each kind of data is kept. Days, but `session_hours`; law.md gives the defaults."""

    session_hours: int = read_by(count, 24)
    dialogue: int = read_by(days, 30, "RETENTION_DAYS")
    outbox: int = kept(7, "OUTBOX")
    inbox: int = kept(2, "INBOX")
    candidate: int = kept(30, "CANDIDATE")
    contact: int = kept(365, "CONTACT")
    case_file: int = kept(90, "CASE_FILE")
    alert: int = kept(365, "ALERT")
    security: int = kept(183, "SECURITY")
    audit: int = kept(365, "AUDIT")
    aggregate: int = kept(761, "AGGREGATE")
    erasure: int = kept(1096, "ERASURE")
    backup: int = kept(30, "BACKUP")


@dataclass(frozen=True)
class Settings:
    """Frozen settings of one process; `Settings.read` explains what is wrong with a bad one."""

    data_dir: Path = Path("var")
    database_url: str = ""
    secret_key: str = ""
    public_url: str = read_by(address, "http://localhost:8080")
    allowed_sites: tuple[str, ...] = read_by(words, tuple[str, ...]())
    trusted_proxies: int = read_by(count_or_none, 0)
    two_person: bool = read_by(boolean, False)
    smtp_url: str = read_by(str, "")
    telegram_token: str = read_by(str, "")
    telegram_api_url: str = read_by(address, "https://api.telegram.org")
    telegram_secret: str = read_by(str, "")
    telegram_webhook: bool = read_by(boolean, False)
    telegram_training: bool = read_by(boolean, False)
    rest_token: str = read_by(str, "")
    geo_api_url: str = read_by(address, "https://geo.api.gouv.fr")
    company_api_url: str = read_by(address, "https://recherche-entreprises.api.gouv.fr")
    aides_territoires_url: str = read_by(address, "https://aides-territoires.beta.gouv.fr/api")
    aides_territoires_token: str = read_by(header, "")
    check_links: bool = read_by(boolean, False)
    max_turns: int = read_by(count, 32)
    rate_per_minute: int = read_by(count, 15)
    oidc_issuer: str = read_by(str, "")
    oidc_client_id: str = read_by(str, "")
    oidc_client_secret: str = read_by(str, "")
    retention: Retention = field(default_factory=Retention)

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Settings":
        """Return the settings of `environment`; raises BadSetting. Makes the secret key at first start."""
        get = Reader(environment)
        data_dir = Path(get("DATA_DIR", str, "var")).absolute()
        return cls(
            data_dir=data_dir,
            database_url=get("DATABASE_URL", database_url, f"sqlite+aiosqlite:///{data_dir / 'beffroi.sqlite'}"),
            secret_key=get("SECRET_KEY", long_enough, "") or secret(data_dir),
            retention=Retention(**_values(Retention, get)),
            **_values(cls, get),
        )

    @property
    def models_dir(self) -> Path:
        """Where the archives of models are written, each in a folder of its own."""
        return self.data_dir / "models"

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of this machine, for one process."""
        return self.database_url.startswith("sqlite")


def unknown(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what is set under our prefix and read by nothing, with the variable it is nearest to ("" if none)."""
    known = {PREFIX + name for name in (*_variables(Settings), *_variables(Retention), *READ_APART)}
    names = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return {name: next(iter(get_close_matches(name, known, n=1, cutoff=0.85)), "") for name in names}


def _values(of: type[Any], get: Reader) -> dict[str, Any]:
    """Return the fields of a class that a variable sets, as the environment has them."""
    return {each.name: get(name, each.metadata["read"], each.default) for name, each in _variables(of).items()}


def _variables(of: type[Any]) -> dict[str, Field[Any]]:
    """Return the fields of a class that a variable sets, by the name of the variable without its prefix."""
    return {each.metadata["name"] or each.name.upper(): each for each in fields(of) if each.metadata}
