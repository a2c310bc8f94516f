"""The second factor, for those who publish, administer or watch."""

import pyotp
import segno
from aiohttp import web

from bot.store.audit import Act
from console import logins, second_factor, sessions
from console.roles import Right
from console.security import SECOND
from console.visit import Route, Visit, back
from web.addresses import address, network

ISSUER = "Beffroi"


async def show(visit: Visit) -> web.Response:
    """Ask for a code; the first time, show the secret to put in an authenticator."""
    assert visit.session is not None
    if visit.session.verified:
        return back("/")
    return await _form(visit)


async def given(visit: Visit) -> web.Response:
    """Check the code of the second factor, or enrol it; the attempts are counted."""
    session, operator, code = visit.session, visit.operator, visit.text("code", longest=12)
    assert session is not None
    key, now = visit.house.settings.secret_key, visit.now
    place = network(address(visit.request, visit.house.settings.trusted_proxies))
    async with visit.house.database.write() as connection:
        attempt = await logins.begin_code(connection, operator.name, place, now=now)
    if attempt is None:
        return await _form(visit, said="login_throttled", status=429)
    async with visit.house.database.write() as connection:
        if not operator.has_totp:
            pending = str(session.state.get("totp", ""))
            if pending and second_factor.right_step(pending, code, now=now) is not None:
                await second_factor.enrol_totp(connection, operator, pending, Act(operator.name, now), key=key)
        right = await second_factor.check_totp(connection, operator, code, key=key, now=now)
        if right:
            await logins.succeeded(connection, attempt)
        secret = await sessions.verify(connection, session, now=now) if right else ""
    if not right:
        return await _form(visit, said="code_wrong", status=403)
    response = back("/")
    sessions.give(response, secret)
    return response


async def _form(visit: Visit, *, said: str | None = None, status: int = 200) -> web.Response:
    secret = "" if visit.operator.has_totp else await _pending(visit)
    address_ = pyotp.TOTP(secret).provisioning_uri(name=visit.operator.name, issuer_name=ISSUER) if secret else ""
    picture = segno.make(address_).svg_data_uri(scale=4, border=2) if secret else ""
    return visit.page("second.html", status=status, said=said, secret=secret, picture=picture)


async def _pending(visit: Visit) -> str:
    """Return the secret this session proposes, made once."""
    session = visit.session
    assert session is not None
    if "totp" not in session.state:
        async with visit.house.database.write() as connection:
            await sessions.keep(connection, session, made := {"totp": pyotp.random_base32()})
        return made["totp"]
    return str(session.state["totp"])


ROUTES = (
    Route("GET", SECOND, Right.PRESENT, show),
    Route("POST", SECOND, Right.PRESENT, given),
)
