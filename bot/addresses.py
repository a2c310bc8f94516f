"""Where a request comes from, behind the proxies the settings trust."""

import ipaddress
from collections.abc import Iterable


def caller(remote: str | None, forwarded: Iterable[str], proxies: int) -> str:
    """Return the caller's address; `forwarded` are X-Forwarded-For values, read behind `proxies` trusted proxies."""
    seen = [part.strip() for part in ",".join(forwarded).split(",") if part.strip()]
    chosen = seen[-proxies] if proxies and len(seen) >= proxies else remote or ""
    try:
        return str(ipaddress.ip_address(chosen))
    except ValueError:
        return remote or ""
