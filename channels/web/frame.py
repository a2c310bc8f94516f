"""Serves the button that any site loads, the chat frame it opens, and the frame's own files."""

import json
from functools import cache
from pathlib import Path

from aiohttp import web

from bot.house import House
from bot.turn import LONGEST
from channels import render, session
from channels.wordings import texts
from web import asked
from web.assets import Asset, slimmed
from web.typography import french

LOADER = Path(__file__).with_name("widget.js")


SAID = (
    "launcher", "frame_title", "close", "loading", "load_failed", "load_page", "load_phone", "unread_one", "unread_many",
)  # fmt: skip
SHARED = {"Access-Control-Allow-Origin": "*"}
"""Any site loads the button, also as a module or with an integrity hash."""


def setup(app: web.Application, house: House) -> None:
    """Add the widget and its frame."""

    async def widget(request: web.Request) -> web.Response:
        asset = loader_asset(house.in_force().catalogue.service.contact["phone"])
        response = asset.response(request, cache="public, max-age=3600")
        response.headers.update(SHARED)
        return response

    async def frame(_: web.Request) -> web.Response:
        return frame_page(house)

    async def whole(request: web.Request) -> web.Response:
        """The same conversation in a tab of its own: its session comes in a form, never in an address."""
        token = str((await asked.form(request)).get("session", ""))
        known = session.sender(house.settings.secret_key, token) is not None
        return frame_page(house, token=token if known else None)

    app.add_routes(
        [web.get("/widget.js", widget), web.get("/w/", frame), web.post("/w/", whole), render.frame_assets().route()]
    )
    app.router.add_get("/w", _to_frame)


def frame_page(house: House, *, token: str | None = None) -> web.Response:
    """Return the chat frame's page, with a session of its own and the first message already in it."""
    who, rest = render.first_message(house, data_url="/donnees", human="/contact")
    token = token or session.new(house.settings.secret_key)
    return render.page(house, "frame.html", session=token, longest=LONGEST, who=who, rest=rest)


@cache
def loader_asset(phone: str | None = None) -> Asset:
    """Return the button's script with its sentences put in, so that it asks nothing before it is pressed."""
    said = {key: french(texts("widget")[key]) for key in SAID} | ({"phone": phone} if phone else {})
    script = LOADER.read_text(encoding="utf-8").replace("{/* texts */}", json.dumps(said, ensure_ascii=False))
    return Asset.of("widget.js", slimmed(script.encode()))


async def _to_frame(_: web.Request) -> web.Response:
    raise web.HTTPMovedPermanently("/w/")
