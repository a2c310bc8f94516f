"""The public pages: demonstration, the assistant without JavaScript, data, legal notice, accessibility, rules."""

from aiohttp import web

from bot.house import House
from channels import render
from channels.pages import alerts, assistant, dossier, notices, rules
from channels.security import Handler, refusal
from web.shell import SHELL, Shell


def setup(app: web.Application, house: House) -> None:
    """Add `/`, `/integrer`, `/assistant`, `/donnees`, `/mentions-legales`, `/accessibilite` and `/regles/{programme}`; what is missing says so."""

    @web.middleware
    async def missing(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPNotFound:
            if "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/console"):
                return render.page(house, "missing.html", status=404, here="")
            return refusal(404, "not_found")
        except web.HTTPMethodNotAllowed as error:
            return refusal(405, "method", {"Allow": ", ".join(sorted(error.allowed_methods))})

    app.middlewares.append(missing)
    app[SHELL] = Shell(lambda heading, body: render.page(house, "shell.html", heading=heading, body=body, here=heading))
    notices.setup(app, house)
    assistant.setup(app, house)
    rules.setup(app, house)
    dossier.setup(app, house)
    alerts.setup(app, house)
