"""Fetches an agenda by its subscription address, politely: iCal, or OpenAgenda's public JSON."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import aiohttp

from region.adapters import ical, openagenda
from region.agenda import Event
from region.brought import Brought
from region.decoding import decoded
from region.in_force import InForce
from region.problems import DataError

TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
LARGEST = 5_000_000
HEADERS = {"User-Agent": "Beffroi (guichet public sur l'IA)", "Accept": "text/calendar, application/json"}


class FeedUnavailable(RuntimeError):
    """The address gives no agenda now; `str()` is one French sentence. What was kept stays in force."""


def address(typed: str) -> str:
    """A subscription address as it is fetched: `webcal://` is `https://`. Raises ValueError."""
    written = typed.strip()
    if written.lower().startswith("webcal://"):
        written = f"https://{written[len('webcal://') :]}"
    if urlsplit(written).scheme not in ("http", "https") or not urlsplit(written).hostname or " " in written:
        raise ValueError("l'adresse doit commencer par https:// ou webcal://")
    return written


async def fetch(url: str, *, name: str, held: InForce, http: aiohttp.ClientSession) -> Brought[Event]:
    """The events an address gives. Raises FeedUnavailable."""
    try:
        async with http.get(url, timeout=TIMEOUT, headers=HEADERS, max_redirects=3) as answer:
            if answer.status != 200:
                raise FeedUnavailable(f"L'adresse répond {answer.status}.")
            content = await answer.content.read(LARGEST + 1)
            while len(content) <= LARGEST and (more := await answer.content.read(LARGEST + 1 - len(content))):
                content += more
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedUnavailable("L'adresse ne répond pas.") from error
    if len(content) > LARGEST:
        raise FeedUnavailable("L'agenda est trop grand.")
    return _read(content, url=url, name=name, held=held)


def _read(content: bytes, *, url: str, name: str, held: InForce) -> Brought[Event]:
    try:
        if content.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"{":
            return openagenda.read(json.loads(content), name=name, held=held, url=url)
        return ical.read(decoded(content, name=name), name=name, held=held, url=url)
    except DataError as error:
        raise FeedUnavailable(str(error.problems[0].message)) from error
    except ValueError as error:
        raise FeedUnavailable("La réponse ne peut pas être lue.") from error
