"""A verdict to take away: on one dated page to print, or by a link that holds no personal data."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.clock import PARIS
from bot.house import House
from bot.store.database import DatabaseUnavailable
from channels import bodies, history, render, session, written
from channels.refusals import refusal
from channels.web.talk import MOST_POSITION, known
from region import formats
from region.service import Page

LINK = re.compile(r"([0-9]{1,18})-([0-9]{1,10})\.([0-9a-f]{32})")
ALONE = {"X-Robots-Tag": "noindex"}
"""A link is for whom it is given to: no search engine keeps its page."""


def setup(app: web.Application, house: House) -> None:
    """Add `POST /w/verdict` (a form: the session's token, the position of a message that holds a verdict or aids),
    `POST /w/link` (`{"position"}` → `{"url"}`) and `GET /verification/{link}`."""

    async def printed(request: web.Request) -> web.Response:
        form = await request.post()
        sender = session.sender(house.settings.secret_key, str(form.get("session", "")))
        if sender is None:
            return refusal(401, "session")
        try:
            found = await history.message_at(house, sender, _position(str(form.get("position", ""))))
        except DatabaseUnavailable:
            return refusal(503, "store_down")
        return _page(house, found) if found and _holds(found) else refusal(404, "position")

    async def shared(request: web.Request) -> web.Response:
        try:
            found = await _linked(house, request.match_info["link"])
        except DatabaseUnavailable:
            return refusal(503, "store_down")
        if found is None:
            return render.page(house, "gone.html", status=404, here=None)
        ends = found["at"] + timedelta(days=house.settings.retention.dialogue)
        response = _page(house, found, until=formats.day(ends.astimezone(PARIS).date()))
        response.headers.update(ALONE)
        return response

    app.add_routes(
        [
            web.post("/w/verdict", printed),
            web.post("/w/link", known(house, link)),
            web.get("/verification/{link}", shared),
        ]
    )


async def link(request: web.Request, house: House, sender: str) -> web.Response:
    """`{"position"}` → `{"url"}`: an address that names a turn and its mark, nothing that was said."""
    position = bodies.whole(await bodies.read(request), "position", least=0, most=MOST_POSITION)
    found = await history.message_at(house, sender, position)
    turn = await history.turn_of(house, sender, position)
    if turn is None or not found or not _holds(found):
        return refusal(404, "position")
    name = f"{turn}-{position}"
    mark = session.mark(house.settings.secret_key, "link", name)
    return web.json_response({"url": f"{house.settings.public_url}/verification/{name}.{mark}"})


async def _linked(house: House, written: str) -> Mapping[str, Any] | None:
    """The message behind a link this program made; None when it did not make it, or when the message is erased."""
    match = LINK.fullmatch(written)
    if match is None or not session.marked(house.settings.secret_key, "link", f"{match[1]}-{match[2]}", match[3]):
        return None
    found = await history.message_of(house, int(match[1]), int(match[2]))
    return found if found and _holds(found) else None


def _holds(message: Mapping[str, Any]) -> bool:
    return bool(message.get("verdict") or message.get("aids"))


def _page(house: House, message: Mapping[str, Any], *, until: str | None = None) -> web.Response:
    verdict, aids = message.get("verdict"), message.get("aids")
    day = verdict["date"] if verdict else message["at"].astimezone(PARIS).date().isoformat()
    official = _official_page(house, verdict["programme"] if verdict else "")
    said = ("", "") if verdict or until else written.around(message["text"])  # what is shared does not repeat who asked
    return render.page(
        house, "verdict.html", verdict=verdict, aids=aids, said=said, date=day, official_page=official, until=until,
        reference="",
    )  # fmt: skip


def _official_page(house: House, slug: str) -> Page | None:
    """Return the page of the Région that speaks of the aid, or its front page."""
    catalogue = house.in_force().catalogue
    programme = catalogue.programmes.get(slug)
    return catalogue.service.page(programme.page if programme and programme.page else "region")


def _position(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and int(given) <= MOST_POSITION else -1
