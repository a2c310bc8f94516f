"""Where a request comes from, behind the proxies the settings trust."""

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web


def address(request: "web.Request", proxies: int) -> str:
    """Return the caller's address; behind `proxies` trusted proxies, the one the outermost of them saw."""
    return caller(request.remote, request.headers.getall("X-Forwarded-For", []), proxies)


def caller(remote: str | None, forwarded: Iterable[str], proxies: int) -> str:
    """Return the caller's address; `forwarded` are X-Forwarded-For values, read behind `proxies` trusted proxies."""
    seen = [part.strip() for part in ",".join(forwarded).split(",") if part.strip()]
    chosen = seen[-proxies] if proxies and len(seen) >= proxies else remote or ""
    try:
        return str(ipaddress.ip_address(chosen))
    except ValueError:
        return remote or ""
