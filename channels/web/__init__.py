"""The chat window: a button for any site, and the frame it opens."""

from aiohttp import web

from bot.house import House
from channels.web import communes, frame, live, talk, verdict


def setup(app: web.Application, house: House) -> None:
    """Add `/widget.js`, `/w/` and what the frame calls."""
    for part in (frame, talk, live, verdict, communes):
        part.setup(app, house)
