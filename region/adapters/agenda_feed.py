"""Fetches an agenda by its subscription address, politely: iCal, or OpenAgenda's public JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from region.adapters import ical, openagenda
from region.agenda import Event
from region.brought import Brought
from region.decoding import decoded
from region.in_force import InForce
from region.problems import DataError, Problem
from region.wordings import say

TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
LARGEST = 5_000_000
AFTER, MOST_PAGES, PAUSE = "after[]", 20, 1.0  # one page a second at most
HEADERS = {"User-Agent": "Beffroi (guichet public sur l'IA)", "Accept": "text/calendar, application/json"}


class FeedUnavailable(RuntimeError):
    """The address gives no agenda now; `str()` is one French sentence. What was kept stays in force."""


def address(typed: str) -> str:
    """A subscription address as it is fetched: `webcal://` is `https://`. Raises ValueError."""
    written = typed.strip()
    if written.lower().startswith("webcal://"):
        written = f"https://{written[len('webcal://') :]}"
    if urlsplit(written).scheme not in ("http", "https") or not urlsplit(written).hostname or " " in written:
        raise ValueError(say("agenda.address"))
    return written


async def fetch(url: str, *, name: str, held: InForce, http: aiohttp.ClientSession) -> Brought[Event]:
    """The events an address gives, all pages of it. Raises FeedUnavailable."""
    content = await _get(URL(url), http)
    try:
        if not content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{"):
            return ical.read(decoded(content, name=name), name=name, held=held, url=url)
        answer, whole = await _every_page(content, URL(url), http)
        brought = openagenda.read(answer, name=name, held=held, url=url)
    except DataError as error:
        raise FeedUnavailable(str(error.problems[0].message)) from error
    except ValueError as error:
        raise FeedUnavailable(say("agenda.unreadable")) from error
    missing = () if whole else (Problem(name, 1, say("openagenda.more", read=len(answer["events"]))),)
    return replace(brought, refused=(*missing, *brought.refused))


async def _get(url: URL, http: aiohttp.ClientSession) -> bytes:
    try:
        async with http.get(url, timeout=TIMEOUT, headers=HEADERS, max_redirects=3) as answer:
            if answer.status != 200:
                raise FeedUnavailable(say("agenda.status", status=answer.status))
            content = await answer.content.read(LARGEST + 1)
            while len(content) <= LARGEST and (more := await answer.content.read(LARGEST + 1 - len(content))):
                content += more
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        raise FeedUnavailable(say("agenda.silent")) from error
    if len(content) > LARGEST:
        raise FeedUnavailable(say("agenda.too_big"))
    return content


async def _every_page(first: bytes, url: URL, http: aiohttp.ClientSession) -> tuple[Any, bool]:
    """The first answer with the events of those after it, and whether none is left: `after` leads on while `total` is not met."""
    answer = page = json.loads(first)
    for _ in range(MOST_PAGES):
        if not _leads_on(answer, page):
            return answer, True
        query = [(name, value) for name, value in url.query.items() if name != AFTER]
        following = url.with_query([*query, *((AFTER, str(each)) for each in page["after"])])
        await asyncio.sleep(PAUSE)
        page = json.loads(await _get(following, http))
        if not isinstance(page, Mapping) or not isinstance(page.get("events"), list):
            raise FeedUnavailable(say("openagenda.not_one"))
        answer = {**answer, "events": [*answer["events"], *page["events"]]}
    return answer, not _leads_on(answer, page)


def _leads_on(answer: Any, page: Any) -> bool:
    if not isinstance(answer, Mapping) or not page.get("events") or not page.get("after"):
        return False
    return len(answer["events"]) < int(answer.get("total") or 0)
