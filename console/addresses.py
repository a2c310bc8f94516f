"""Where a request comes from, behind the proxies the settings trust."""

from aiohttp import web

from bot.addresses import caller


def address(request: web.Request, proxies: int) -> str:
    """Return the caller's address; behind `proxies` trusted proxies, the one the outermost of them saw."""
    return caller(request.remote, request.headers.getall("X-Forwarded-For", []), proxies)
