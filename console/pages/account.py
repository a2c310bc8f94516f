"""An operator's own account: the password, the keyboard's keys, and the identity it is tied to."""

from aiohttp import web

from console import oidc, operators, passwords
from console.operators import BadAccount
from console.roles import Right
from console.visit import Route, Visit, back

PATH = "/mon-compte"


async def show(visit: Visit) -> web.Response:
    """Show their own account to an operator."""
    return visit.page("account.html", oidc=oidc.configured(visit.house.settings))


async def changed(visit: Visit) -> web.Response:
    """Turn the keyboard's keys on or off; or, knowing the password, change it or tie the account to an identity."""
    action = visit.text("action")
    if action == "shortcuts":
        return await _shortcuts(visit)
    if await passwords.owner(visit.house, visit.operator.name, visit.secret("old")) is None:
        return back(PATH, said="login_wrong")
    if action == "tie":
        return await oidc.asked(visit, tie=True)
    return await _password(visit)


async def _shortcuts(visit: Visit) -> web.Response:
    async with visit.house.database.write() as connection:
        await operators.set_shortcuts(connection, visit.operator.id, visit.ticked("shortcuts"), visit.act(""))
    return back(PATH, said="saved")


async def _password(visit: Visit) -> web.Response:
    assert visit.session is not None
    try:
        kept = await passwords.hashed(visit.secret("new"))
    except BadAccount as error:
        return back(PATH, said=f"account_{error.args[0]}")
    async with visit.house.database.write() as connection:
        await operators.set_password(connection, visit.operator.id, kept, visit.act(""), but=visit.session.digest)
    await visit.house.signals.publish("session")
    return back(PATH, said="saved")


ROUTES = (
    Route("GET", PATH, Right.PRESENT, show),
    Route("POST", PATH, Right.PRESENT, changed),
)
