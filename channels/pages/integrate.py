"""The page for who puts the assistant on a site: the line to copy, and whether their site may show it."""

import re
from urllib.parse import urlsplit

from aiohttp import web

from bot.house import House
from bot.settings import Settings
from channels import render

LONGEST = 300
HOST = re.compile(r"[\w.-]+")
PORTS = {"http": 80, "https": 443}


def setup(app: web.Application, house: House) -> None:
    """Add `GET /integrer`, and `?site=` to ask about one."""

    async def show(request: web.Request) -> web.Response:
        typed = request.query.get("site", "").strip()[:LONGEST]
        site = origin(typed)
        shown = site is not None and may_show(site, house.settings)
        return render.page(house, "integrate.html", here="integrer", typed=typed, site=site, allowed=shown)

    app.add_routes([web.get("/integrer", show)])


def origin(typed: str) -> str | None:
    """« www.exemple.fr/contact » is the site `https://www.exemple.fr`; None where no site is named."""
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not host or not HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != PORTS[parts.scheme] else "")


def may_show(site: str, settings: Settings) -> bool:
    """Tell whether a browser lets the site show the chat, as `frame-ancestors` is read: `https://*.exemple.fr` is any below it."""
    return any(_is(site, each.rstrip("/").lower()) for each in (settings.public_url, *settings.allowed_sites))


def _is(site: str, allowed: str) -> bool:
    scheme, _, host = allowed.partition("://")
    if site.startswith("https://") and scheme == "http":
        site = site.replace("https", "http", 1)
    if host.startswith("*."):
        return site.startswith(f"{scheme}://") and site.endswith(host[1:])
    return site == allowed
