"""Serves the button that any site loads, the chat frame it opens, and the frame's own files."""

import json
from pathlib import Path

from aiohttp import web

from bot.house import House
from bot.turn import LONGEST
from channels import render, session
from channels.wordings import texts
from web.assets import Asset

LOADER = Path(__file__).with_name("widget.js")


def setup(app: web.Application, house: House) -> None:
    loader = loader_asset()

    async def widget(request: web.Request) -> web.Response:
        return loader.response(request, cache="public, max-age=3600")

    async def frame(_: web.Request) -> web.Response:
        return frame_page(house)

    app.add_routes([web.get("/widget.js", widget), web.get("/w/", frame), render.frame_assets().route()])
    app.router.add_get("/w", _to_frame)


def frame_page(house: House) -> web.Response:
    """Return the chat frame's page, with a session of its own and the first message already in it."""
    first = render.first_message(house, data_url="/donnees", human="/contact")
    token = session.new(house.settings.secret_key)
    return render.page(house, "frame.html", session=token, longest=LONGEST, first_message=first)


def loader_asset() -> Asset:
    """Return the button's script with its sentences put in, so that it asks nothing before it is pressed."""
    said = {key: texts("widget")[key] for key in ("launcher", "frame_title", "close")}
    script = LOADER.read_text(encoding="utf-8").replace("{/* texts */}", json.dumps(said, ensure_ascii=False))
    return Asset.of("widget.js", script.encode())


async def _to_frame(_: web.Request) -> web.Response:
    raise web.HTTPMovedPermanently("/w/")
