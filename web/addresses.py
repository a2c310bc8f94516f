"""Where a request comes from, behind the proxies the settings trust."""

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import web


def address(request: "web.Request", proxies: int) -> str:
    """Return the caller's address; behind `proxies` trusted proxies, the one the outermost of them saw."""
    return caller(request.remote, request.headers.getall("X-Forwarded-For", []), proxies)


def network(address: str) -> str:
    """Return what limits count for one caller: an IPv4 address, or the /64 that one IPv6 subscriber has whole."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv4Address):
        return address
    return str(read.ipv4_mapped or ipaddress.ip_network((int(read), 64), strict=False))


def caller(remote: str | None, forwarded: Iterable[str], proxies: int) -> str:
    """Return the caller's address; `forwarded` are X-Forwarded-For values, read behind `proxies` trusted proxies."""
    seen = [part.strip() for part in ",".join(forwarded).split(",") if part.strip()]
    chosen = seen[-proxies] if proxies and len(seen) >= proxies else remote or ""
    try:
        return str(ipaddress.ip_address(chosen))
    except ValueError:
        return remote or ""
