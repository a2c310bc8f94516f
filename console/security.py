"""Lets a page be seen by those who may, and written to only from itself."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from multidict import MultiDict

from bot.house import House
from bot.store.database import DatabaseUnavailable
from console import sessions
from console.sessions import Session
from console.visit import ROOT, Route, Visit
from web import asked

log = logging.getLogger(__name__)
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
SIGN_IN, SECOND = "/connexion", "/second-facteur"
Served = Callable[[web.Request], Awaitable[web.StreamResponse]]


def guarded(house: House, route: Route) -> Served:
    """Return the handler of a route, behind its right."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if not came_from_here(request):
            return refused(request, house, None, 403)
        if not all(map(asked.storable, (*request.match_info.values(), *request.query.values()))):
            raise web.HTTPBadRequest
        session = await _session(house, request)
        if (
            route.right is not None
            and (session is None or route.right not in session.operator.rights)
            and route.largest
        ):
            return _to(SIGN_IN) if session is None else refused(request, house, session, 403)  # no large body is read
        form = await asked.form(request, largest=route.largest) if request.method == "POST" else MultiDict()
        visit = Visit(request, house, session, form)
        if route.right is None:
            return await route.handler(visit)
        if session is None:
            return _to(SIGN_IN)
        if not session.complete and request.path != ROOT + SECOND:
            return _to(SECOND)
        if route.right not in session.operator.rights:
            return refused(request, house, session, 403)
        if request.method == "POST" and not asked.same(str(form.get("csrf", "")), session.csrf):
            return refused(request, house, session, 403)
        return await route.handler(visit)

    return handle


@web.middleware
async def dressed(request: web.Request, handler: Served) -> web.StreamResponse:
    """Give every answer its headers, and a page to each refusal and failure."""
    house = request.app[HOUSE]
    try:
        response = await handler(request)
    except web.HTTPException as error:
        response = refused(request, house, None, error.status) if error.status >= 400 else error
    except DatabaseUnavailable as error:
        log.error("console: %s", error)
        response = refused(request, house, None, 503)
    except Exception:
        log.exception("console page failed")
        response = refused(request, house, None, 500)
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def came_from_here(request: web.Request) -> bool:
    """Fetch Metadata: a write comes from a page of ours; another site may only lead here by a link."""
    site = request.headers.get("Sec-Fetch-Site")
    if site in ("same-origin", "none") or (site is None and _own_origin(request)):
        return True
    navigation = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET"
    return navigation and request.headers.get("Sec-Fetch-Dest") == "document"


def _own_origin(request: web.Request) -> bool:
    """A browser too old for Fetch Metadata still says where a write comes from."""
    origin = request.headers.get("Origin")
    return origin is None or origin.split("://")[-1] == request.host


async def _session(house: House, request: web.Request) -> Session | None:
    async with house.database.read() as connection:
        found = await sessions.read(connection, request, now=house.clock())
    if found is None:
        return None
    session, stale = found
    if stale:
        async with house.database.write() as connection:
            await sessions.touch(connection, session, now=house.clock())
    return session


def refused(request: web.Request, house: House, session: Session | None, status: int) -> web.Response:
    """Return the page of a refusal: 403, 404…"""
    visit = Visit(request, house, session, MultiDict())
    return visit.page("refused.html", status=status, code=str(status))


def _to(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": ROOT + path})


HOUSE: web.AppKey[House] = web.AppKey("house", House)
