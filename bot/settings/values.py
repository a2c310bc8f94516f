"""Reads one setting from the environment: a number within its bounds, a boolean, the address of a database, the secret."""

import secrets
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.files import written_once
from bot.wordings import say

T = TypeVar("T")
PREFIX = "BEFFROI_"
SHORTEST_SECRET = 32
SECRETS = ("SECRET", "KEY", "TOKEN")


class BadSetting(ValueError):
    """A setting cannot be read; `str()` names it, its value and what was expected, in one French sentence."""


class Reader:
    """Reads the variables of one environment, each with its default."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def __call__(self, name: str, read: Callable[[str], T], default: T) -> T:
        """Return what `read` makes of BEFFROI_<name>, the default where it is empty; raises BadSetting."""
        raw = self._environment.get(PREFIX + name, "").strip()
        if not raw:
            return default
        try:
            return read(raw)
        except ValueError as error:
            shown = "…" if name.endswith(SECRETS) else raw
            raise BadSetting(say("setting_wrong", name=PREFIX + name, shown=shown, wanted=error)) from None


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


days = partial(_whole, least=1, most=36_500)
count = partial(_whole, least=1, most=10_000)
count_or_none = partial(_whole, least=0, most=10)


def long_enough(raw: str) -> str:
    """Return a key too long to be guessed."""
    if len(raw) < SHORTEST_SECRET:
        raise ValueError(say("setting_secret", least=SHORTEST_SECRET))
    return raw


def header(raw: str) -> str:
    """Return what a header of HTTP can hold."""
    if not raw.isascii() or not raw.isprintable():
        raise ValueError(say("setting_token"))
    return raw


def address(raw: str) -> str:
    """Return an address as paths are added to it, without a last slash."""
    return raw.rstrip("/")


def words(raw: str) -> tuple[str, ...]:
    """Return what spaces or commas separate."""
    return tuple(raw.replace(",", " ").split())


def boolean(raw: str) -> bool:
    """« 1 », « true », « oui » → True; « 0 », « false », « non » → False."""
    known = {"1": True, "true": True, "oui": True, "0": False, "false": False, "non": False}
    if raw.lower() not in known:
        raise ValueError(say("setting_boolean"))
    return known[raw.lower()]


def database_url(raw: str) -> str:
    """Accept the usual spellings and name the asynchronous driver."""
    for plain, driver in (("postgresql://", "postgresql+asyncpg://"), ("postgres://", "postgresql+asyncpg://")):
        if raw.startswith(plain):
            return driver + raw.removeprefix(plain)
    if raw.startswith("sqlite:///"):
        return raw.replace("sqlite:///", "sqlite+aiosqlite:///", 1)
    if not raw.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
        raise ValueError(say("setting_database"))
    return raw


def secret(data_dir: Path) -> str:
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
