"""The headers of every answer: what a page may load, and how many requests are left."""

from collections.abc import Iterable

from bot.running.limits import Allowance
from bot.settings import Settings

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'self'; "
OWN = "script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; frame-src 'self'; "
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


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
