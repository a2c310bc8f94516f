"""What every page and answer carries so that nothing foreign runs in it, and what is refused before any room sees it."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.house import House
from bot.running.limits import Allowance, Limiter
from channels.headers import headers, rate_headers
from channels.refusals import closed, refusal
from web import asked
from web.addresses import address, network

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BODY = 8 * 1024
PER_ADDRESS = 120
"""Messages a minute from one address: a school or a town hall shares one."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_API = ("/api/", "/regles/")
COUNTED = ("/w/", "/assistant", "/api/", "/contact", "/regles/", "/dossier", "/alerte/", "/transparence")
ELSEWHERE = ("/console", "/telegram", "/webhooks")
"""Rooms with their own rules: the console's forms and imports, Telegram's secret, REST's token."""


def setup(app: web.Application, house: House) -> None:
    """Add the checks and headers to the application; rooms that set their own header keep it."""
    guard = Guard(house)
    app.middlewares.append(guard.middleware)

    async def dress(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers(request.path, house.settings).items():
            response.headers.setdefault(name, value)

    app.on_response_prepare.append(dress)


class Guard:
    """Refuses what is too big, too frequent, or sent from another site."""

    def __init__(self, house: House, *, per_address: int = PER_ADDRESS) -> None:
        self._house = house
        self._limiter = Limiter(per_address)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse what no page takes, and add to each answer the headers of its page."""
        if asked.coded(request):
            return closed(refusal(415, "content_coding"))
        if not asked.storable(request.path):  # no reference that was ever given holds what no database keeps
            raise web.HTTPNotFound
        if request.path.startswith(ELSEWHERE):
            return await handler(request)
        if request.method == "OPTIONS":
            return self._preflight(request)
        if request.method in SAFE:
            return self._shared(request, await handler(request))
        return self._shared(request, await self._checked(request, handler))

    async def _checked(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self._origin_ok(request):
            return refusal(403, "origin")
        if (request.content_length or 0) > BODY:
            return refusal(413, "too_large")
        allowance = self._allowance(request)
        if allowance and not allowance.ok:
            return refusal(429, "too_many", {**rate_headers([allowance]), "Retry-After": str(allowance.reset)})
        if request.content_type.startswith("multipart/"):
            return closed(refusal(415, "content_type"))
        try:
            await asked.received(request)
            response = await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return refusal(413, "too_large")
        except web.HTTPRequestTimeout:
            return closed(refusal(408, "timeout"))
        except web.HTTPBadRequest:
            return refusal(400, "bad_request")
        if not response.prepared:
            for name, value in rate_headers([allowance]).items():
                response.headers.setdefault(name, value)
        return response

    def _allowance(self, request: web.Request) -> Allowance | None:
        if not request.path.startswith(COUNTED):
            return None
        return self._limiter.take(network(address(request, self._house.settings.trusted_proxies)))

    def _origin_ok(self, request: web.Request) -> bool:
        """A page of another site may post to the open API if it is listed; to nothing else."""
        origin = request.headers.get("Origin")
        if origin is None or origin == "null":
            return request.headers.get("Sec-Fetch-Site", "none" if origin is None else "") in ("same-origin", "none")
        return self._own(request, origin) or self._listed(request, origin)

    def _own(self, request: web.Request, origin: str) -> bool:
        try:
            return urlsplit(origin).netloc == request.host or origin == self._house.settings.public_url
        except ValueError:
            return False

    def _listed(self, request: web.Request, origin: str) -> bool:
        return request.path.startswith(OPEN_API) and origin in self._house.settings.allowed_sites

    def _preflight(self, request: web.Request) -> web.Response:
        origin = request.headers.get("Origin", "")
        if not self._listed(request, origin):
            return refusal(403, "origin")
        allowed = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Content-Type"}
        shared = {"Access-Control-Allow-Origin": origin, "Vary": "Origin", "Access-Control-Max-Age": "600"}
        return web.Response(status=204, headers=allowed | shared)

    def _shared(self, request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
        origin = request.headers.get("Origin", "")
        if self._listed(request, origin) and not response.prepared:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Vary"] = "Origin"
        return response
