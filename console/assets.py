"""The styles and scripts of the console, under an address that changes when they do."""

import hashlib
from functools import cache
from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).with_name("static")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
FOREVER = "public, max-age=31536000, immutable"


@cache
def files() -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(FOLDER.iterdir()) if file.suffix in TYPES}


@cache
def digest() -> str:
    return hashlib.sha256(b"".join(files().values())).hexdigest()[:12]


def url(name: str) -> str:
    return f"/console/static/{digest()}/{name}"


async def serve(request: web.Request) -> web.Response:
    """Answer with a file."""
    name = request.match_info["name"]
    body = files().get(name)
    if body is None:
        raise web.HTTPNotFound
    headers = {"Cache-Control": FOREVER if request.match_info["digest"] == digest() else "no-cache"}
    return web.Response(body=body, content_type=TYPES[Path(name).suffix], charset="utf-8", headers=headers)
