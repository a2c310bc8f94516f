"""What a person reads when a page cannot be given: the head and foot of every page, what happened, and where to go."""

import logging

from aiohttp import web

from bot.house import House
from channels import render
from channels.refusals import refusal
from channels.security import Handler
from channels.wordings import texts

log = logging.getLogger(__name__)
KEPT = ("Allow", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
CODES = {400: "bad_request", 404: "not_found", 405: "method", 413: "too_large"}
CONSOLE = "/console"


def setup(app: web.Application, house: House) -> None:
    """Answer every refusal and failure: a page for a browser that asks for one, a code for a program."""

    @web.middleware
    async def told(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as error:
            if error.status not in CODES and (error.status < 400 or not _reads(request)):
                raise
            response = _refused(error)
        except Exception:
            if not _reads(request):
                raise
            log.exception("page failed")
            response = refusal(500, "failed")
        bare = response.status >= 400 and response.content_type != "text/html" and not response.prepared
        return _page(house, response) if bare and _reads(request) else response

    app.middlewares.insert(0, told)


def _reads(request: web.Request) -> bool:
    """A browser that goes to a page, as opposed to a program or a script of ours; the console has pages of its own."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith(CONSOLE)


def _refused(error: web.HTTPException) -> web.Response:
    """An exception of the server as a refusal any program can read."""
    if isinstance(error, web.HTTPMethodNotAllowed):
        return refusal(405, CODES[405], {"Allow": ", ".join(sorted(error.allowed_methods))})
    return refusal(error.status, CODES.get(error.status, "refused"))


def _page(house: House, told: web.StreamResponse) -> web.Response:
    said = texts("pages")["refusals"]
    heading, text = said.get(told.status) or said[400 if told.status < 500 else 500]
    response = render.page(house, "refused.html", status=told.status, here="", heading=heading, text=text)
    response.headers.update({name: told.headers[name] for name in KEPT if name in told.headers})
    if told.keep_alive is False:
        response.force_close()
    return response
