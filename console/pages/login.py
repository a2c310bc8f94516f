"""Signing in with a name and a password, and signing out."""

import hashlib
import hmac
import time

from aiohttp import web

from console import logins, oidc, passwords, sessions
from console.operators import Operator
from console.roles import Right
from console.security import SECOND, SIGN_IN
from console.visit import Route, Visit, back
from web import asked
from web.addresses import address, network

FORM_SECONDS = 3600


async def show(visit: Visit) -> web.Response:
    """Show where to sign in."""
    if visit.session:
        return back("/")
    return _form(visit)


async def sign_in(visit: Visit) -> web.Response:
    """Check name and password; too many failures close the door for a quarter of an hour."""
    name, password = visit.text("name", longest=64), visit.secret("password")
    if not _fresh(visit, str(visit.form.get("proof", ""))):
        return _form(visit, said="login_old", status=403)
    house, place, now = visit.house, network(address(visit.request, visit.house.settings.trusted_proxies)), visit.now
    async with house.database.write() as connection:
        attempt = await logins.begin(connection, name, place, now=now)
    if attempt is None:
        return _form(visit, said="login_throttled", status=429)
    operator = await passwords.owner(house, name, password)
    if operator is None:
        return _form(visit, said="login_wrong", status=403)
    async with house.database.write() as connection:
        await logins.succeeded(connection, attempt)
        secret = await sessions.open_(connection, operator, now=now)
    return _welcomed(operator, secret)


async def sign_out(visit: Visit) -> web.Response:
    """End the session, and that of the identity provider when it opened it."""
    assert visit.session is not None
    async with visit.house.database.write() as connection:
        await sessions.close(connection, visit.session)
    await visit.house.signals.publish("session")
    response = oidc.leaving(visit) or back(SIGN_IN, said="signed_out")
    sessions.take_back(response)
    return response


def _welcomed(operator: Operator, secret: str) -> web.Response:
    response = back(SECOND if operator.needs_second_factor else "/")
    sessions.give(response, secret)
    return response


def _form(visit: Visit, *, said: str | None = None, status: int = 200) -> web.Response:
    settings = visit.house.settings
    return visit.page("login.html", status=status, said=said, proof=_proof(visit), oidc=oidc.configured(settings))


def _proof(visit: Visit, at: int | None = None) -> str:
    """Return a stamp that this very program wrote the form, not long ago (a login form has no session yet)."""
    stamp = str(int(time.time()) if at is None else at)
    key = visit.house.settings.secret_key.encode()
    return f"{stamp}.{hmac.new(key, b'login ' + stamp.encode(), hashlib.sha256).hexdigest()}"


def _fresh(visit: Visit, proof: str) -> bool:
    stamp = proof.partition(".")[0]
    if asked.number(stamp) is None or not asked.same(proof, _proof(visit, int(stamp))):
        return False
    return 0 <= time.time() - int(stamp) <= FORM_SECONDS


ROUTES = (
    Route("GET", SIGN_IN, None, show),
    Route("POST", SIGN_IN, None, sign_in),
    Route("POST", "/deconnexion", Right.PRESENT, sign_out),
    *oidc.ROUTES,
)
