"""What every page and answer carries so that nothing foreign runs in it, and what is refused before any room sees it."""

from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from aiohttp import web

from bot.house import House
from bot.running.limits import Allowance, Limiter
from bot.settings import Settings
from web import asked
from web.addresses import address, network

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BODY = 8 * 1024
PER_ADDRESS = 120
"""Messages a minute from one address: a school or a town hall shares one."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_API = ("/api/", "/regles/")
COUNTED = ("/w/", "/assistant", "/api/", "/contact", "/regles/", "/dossier", "/alerte/")
ELSEWHERE = ("/console", "/telegram", "/webhooks")
"""Rooms with their own rules: the console's forms and imports, Telegram's secret, REST's token."""
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'self'; "
OWN = "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; frame-src 'self'; "
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def setup(app: web.Application, house: House) -> None:
    """Add the checks and headers to the application; rooms that set their own header keep it."""
    guard = Guard(house)
    app.middlewares.append(guard.middleware)

    async def dress(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers(request.path, house.settings).items():
            response.headers.setdefault(name, value)

    app.on_response_prepare.append(dress)


def headers(path: str, settings: Settings) -> dict[str, str]:
    """Return the headers of a path: its CSP, who may frame it, and the usual ones."""
    framed = path == "/w/"
    ancestors = " ".join(("'self'", *settings.allowed_sites)) if framed else "'none'"
    dressed = HEADERS | {"Content-Security-Policy": f"{NOTHING}{OWN}frame-ancestors {ancestors}"}
    if path == "/widget.js":  # a public file that any page may load, with an integrity attribute too
        dressed["Access-Control-Allow-Origin"] = "*"
    dressed["Cross-Origin-Resource-Policy"] = "cross-origin" if path in ("/widget.js", "/w/") else "same-origin"
    if not framed:
        dressed["X-Frame-Options"] = "DENY"
    if settings.public_url.startswith("https://"):
        dressed["Strict-Transport-Security"] = "max-age=31536000"
    return dressed


def rate_headers(allowances: Iterable[Allowance | None]) -> dict[str, str]:
    """Return the `RateLimit` headers of the tightest allowance."""
    known = [each for each in allowances if each is not None]
    if not known:
        return {}
    tightest = min(known, key=lambda each: (each.ok, each.remaining))
    named = {"Limit": tightest.limit, "Remaining": tightest.remaining, "Reset": tightest.reset}
    return {f"RateLimit-{name}": str(value) for name, value in named.items()}


class Guard:
    """Refuses what is too big, too frequent, or sent from another site."""

    def __init__(self, house: House, *, per_address: int = PER_ADDRESS) -> None:
        self._house = house
        self._limiter = Limiter(per_address)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if asked.coded(request):
            return _closed(refusal(415, "content_coding"))
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
            return _closed(refusal(415, "content_type"))
        try:
            await asked.received(request)
            response = await handler(request)
        except web.HTTPRequestEntityTooLarge:
            return refusal(413, "too_large")
        except web.HTTPRequestTimeout:
            return _closed(refusal(408, "timeout"))
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


def _closed(response: web.Response) -> web.Response:
    """What was refused before its body was read may go on sending it: the connection ends."""
    response.force_close()
    return response


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return a refusal any client can read: a code, never a sentence."""
    return web.json_response({"error": code}, status=status, headers=headers)
