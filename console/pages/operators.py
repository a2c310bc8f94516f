"""The accounts of the operators, as an administrator sees to them."""

from aiohttp import web

from console import oidc, operators, passwords, roles, second_factor
from console.operators import BadAccount
from console.roles import Right, Role
from console.visit import Route, Visit, back

PATH = "/operateurs"
LONGEST_NAME, LONGEST_EMAIL, LONGEST_SUBJECT = 64, 254, 255


async def show(visit: Visit) -> web.Response:
    """Show the operators and their roles."""
    async with visit.house.database.read() as connection:
        everybody = await operators.everybody(connection)
    configured = oidc.configured(visit.house.settings)
    return visit.page("operators.html", operators=everybody, oidc=configured, roles=tuple(Role), preset=roles.PRESET)


async def added(visit: Visit) -> web.Response:
    """Add an operator."""
    wanted = [roles.PRESET] if visit.ticked("preset") else visit.texts("role")
    try:
        kept = await _new_password(visit)
        async with visit.house.database.write() as connection:
            await operators.add(
                connection, visit.text("name", longest=LONGEST_NAME), wanted, visit.act(), password=None, kept=kept,
                email=visit.text("email", longest=LONGEST_EMAIL), service=visit.text("service", longest=LONGEST_NAME),
            )  # fmt: skip
    except BadAccount as error:
        return back(PATH, said=f"account_{error.args[0]}")
    return back(PATH, said="saved")


async def changed(visit: Visit) -> web.Response:
    """Change the roles, the address, the password or the second factor of an operator."""
    number, act = visit.number(), visit.act()
    try:
        kept = await _new_password(visit)
        async with visit.house.database.write() as connection:
            await operators.change(
                connection, number, act, wanted=visit.texts("role"), active=visit.ticked("active"),
                email=visit.text("email", longest=LONGEST_EMAIL), service=visit.text("service", longest=LONGEST_NAME),
            )  # fmt: skip
            if visit.ticked("reset_totp"):
                await second_factor.reset_totp(connection, number, act)
            if kept:
                await operators.set_password(connection, number, kept, act)
            if "subject" in visit.form:
                await operators.tie(connection, number, visit.text("subject", longest=LONGEST_SUBJECT) or None, act)
    except BadAccount as error:
        return back(PATH, said=f"account_{error.args[0]}")
    await visit.house.signals.publish("session")
    return back(PATH, said="saved")


async def _new_password(visit: Visit) -> str | None:
    """Return the hash of the password in the form, made before any transaction; None when there is none."""
    password = visit.secret("password")
    return await passwords.hashed(password) if password else None


ROUTES = (
    Route("GET", PATH, Right.ADMINISTER, show),
    Route("POST", PATH, Right.ADMINISTER, added),
    Route("POST", f"{PATH}/{{id}}", Right.ADMINISTER, changed),
)
