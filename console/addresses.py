"""Where a request comes from, behind the proxies the settings trust."""

import ipaddress

from aiohttp import web


def address(request: web.Request, proxies: int) -> str:
    """Return the caller's address; behind `proxies` trusted proxies, the one the outermost of them saw."""
    seen = [part.strip() for part in ",".join(request.headers.getall("X-Forwarded-For", [])).split(",") if part.strip()]
    chosen = seen[-proxies] if proxies and len(seen) >= proxies else request.remote or ""
    try:
        return str(ipaddress.ip_address(chosen))
    except ValueError:
        return request.remote or ""
