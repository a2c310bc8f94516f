"""What the machine gives: a folder of its own, room on the disk, the right hour, open files, an address."""

import os
import resource
import shutil
import tempfile
from datetime import UTC, datetime
from urllib.parse import urlsplit

from beffroi.doctor.finding import Finding, State
from bot.settings import Settings

MEGABYTE = 1024 * 1024
FULL, NARROW = 100 * MEGABYTE, 1024 * MEGABYTE
FILES = 1024
BUILT = datetime(2026, 11, 26, tzinfo=UTC)
"""A clock before the day this was written is wrong."""


async def folder(settings: Settings) -> list[Finding]:
    """The data folder can be written, and nobody else reads it."""
    place = settings.data_dir
    values = {"folder": place}
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        return [Finding(State.WRONG, "folder_unwritable", {**values, "cause": error.strerror})]
    if place.stat().st_mode & 0o077:
        return [Finding(State.NOTE, "folder_open", values)]
    return [Finding(State.GOOD, "folder", values)]


async def disk(settings: Settings) -> list[Finding]:
    """There is room for a training and a backup."""
    free = shutil.disk_usage(settings.data_dir if settings.data_dir.exists() else "/").free
    state = State.WRONG if free < FULL else State.NOTE if free < NARROW else State.GOOD
    return [Finding(state, f"disk_{state}", {"free": free // MEGABYTE})]


async def clock(_: Settings) -> list[Finding]:
    """The hour is not before the program's own."""
    now = datetime.now(UTC)
    return [
        Finding(State.WRONG if now < BUILT else State.GOOD, "clock_wrong" if now < BUILT else "clock", {"now": now})
    ]


async def descriptors(_: Settings) -> list[Finding]:
    """Enough files may be open at once for the chats that stay open."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return [Finding(State.NOTE if soft < FILES else State.GOOD, "files_few" if soft < FILES else "files", {"n": soft})]


async def addresses(settings: Settings) -> list[Finding]:
    """The address people see is one a browser will trust, and proxies are counted where there are some."""
    seen = urlsplit(settings.public_url)
    values = {"url": settings.public_url}
    local = seen.hostname in ("localhost", "127.0.0.1", "::1")
    if seen.scheme not in ("http", "https") or not seen.hostname:
        return [Finding(State.WRONG, "address_unreadable", values)]
    if seen.scheme == "http" and not local:
        return [Finding(State.WRONG, "address_plain", values)]
    found = [Finding(State.NOTE if local else State.GOOD, "address_local" if local else "address", values)]
    if seen.scheme == "https" and not local and not settings.trusted_proxies:
        found.append(Finding(State.NOTE, "proxies_none"))
    found += [
        Finding(State.WRONG, "site_unreadable", {"site": site})
        for site in settings.allowed_sites
        if urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).hostname
    ]
    if os.environ.get("BEFFROI_SECRET_KEY") and len(settings.secret_key) < 32:
        found.append(Finding(State.WRONG, "secret_short"))
    return found
