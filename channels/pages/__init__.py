"""The public pages: demonstration, the assistant without JavaScript, data, legal notice, accessibility, rules."""

from aiohttp import web

from bot.house import House
from channels import render
from channels.pages import alerts, assistant, dossier, errors, integrate, notices, rules
from web.shell import SHELL, Shell


def setup(app: web.Application, house: House) -> None:
    """Add `/`, `/integrer`, `/assistant`, `/donnees`, `/mentions-legales`, `/accessibilite`, `/regles` and `/regles/{programme}`; what is refused or missing says so."""
    slashed = web.normalize_path_middleware(
        append_slash=False, remove_slash=True, redirect_class=web.HTTPPermanentRedirect
    )
    app.middlewares.insert(0, slashed)  # before anything reads the body: another request is tried
    errors.setup(app, house)
    app[SHELL] = Shell(lambda heading, body: render.page(house, "shell.html", heading=heading, body=body, here=heading))
    notices.setup(app, house)
    integrate.setup(app, house)
    assistant.setup(app, house)
    rules.setup(app, house)
    dossier.setup(app, house)
    alerts.setup(app, house)
