"""A verdict on one dated page to print, with its rules and sources."""

from aiohttp import web

from bot.house import House
from bot.store.database import DatabaseUnavailable
from channels import history, render, session
from channels.security import refusal
from channels.web.talk import MOST_POSITION, STORE_SECONDS
from region.service import Page


def setup(app: web.Application, house: House) -> None:
    """Add `POST /w/verdict`: a form with the session's token and the position of the message that holds a verdict."""

    async def printed(request: web.Request) -> web.Response:
        form = await request.post()
        sender = session.sender(house.settings.secret_key, str(form.get("session", "")))
        if sender is None:
            return refusal(401, "session")
        try:
            found = await history.message_at(house, sender, _position(str(form.get("position", ""))))
        except DatabaseUnavailable:
            return refusal(503, "store_down", {"Retry-After": str(STORE_SECONDS)})
        if found is None or not found.get("verdict"):
            return refusal(404, "position")
        verdict = found["verdict"]
        return render.page(
            house,
            "verdict.html",
            verdict=verdict,
            official_page=_official_page(house, verdict["programme"]),
            reference="",
        )

    app.add_routes([web.post("/w/verdict", printed)])


def _official_page(house: House, slug: str) -> Page | None:
    """Return the page of the Région that speaks of the aid, or its front page."""
    catalogue = house.in_force().catalogue
    programme = catalogue.programmes.get(slug)
    return catalogue.service.page(programme.page if programme and programme.page else "region")


def _position(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 and int(given) <= MOST_POSITION else -1
