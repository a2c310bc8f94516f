"""Visits one address, politely, and says whether it answers, has moved, or answers no more."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urldefrag

import aiohttp

GOOD, MOVED, GONE, TROUBLE = "good", "moved", "gone", "trouble"
TIMEOUT = aiohttp.ClientTimeout(total=20)
AGENT = {"User-Agent": "Beffroi (verification des liens cites)"}
FOR_EVER = (301, 308)
NO_HEAD = (400, 403, 404, 405, 501)
"""What some servers answer to a request that asks for no content: the page itself is then asked for."""


@dataclass(frozen=True)
class Visit:
    """`state` is good, moved (`to` says where), gone (the site says that it is no more) or trouble (it may come back)."""

    state: str
    to: str | None = None
    status: int | None = None


async def visit(url: str, *, http: aiohttp.ClientSession) -> Visit:
    """Ask for an address without its content, then with it where a server refuses that. Raises nothing."""
    try:
        found = await _asked("HEAD", url, http)
        return await _asked("GET", url, http) if found.status in NO_HEAD else found
    except (TimeoutError, aiohttp.ClientError, ValueError):
        return Visit(TROUBLE)


async def _asked(method: str, url: str, http: aiohttp.ClientSession) -> Visit:
    async with http.request(method, url, timeout=TIMEOUT, headers=AGENT, max_redirects=8) as response:
        status, end = response.status, str(response.url)
        first = response.history[0].status if response.history else None
    if status in (404, 410):
        return Visit(GONE, status=status)
    if status >= 400:
        return Visit(TROUBLE, status=status)
    moved = first in FOR_EVER and not _same(url, end)
    return Visit(MOVED, to=end, status=first) if moved else Visit(GOOD, status=status)


def _same(one: str, other: str) -> bool:
    """Only https, a final slash or a case of the host differ: nobody needs to correct that."""
    return _bare(one) == _bare(other)


def _bare(url: str) -> str:
    return urldefrag(url).url.split("://")[-1].removeprefix("www.").rstrip("/").casefold()
