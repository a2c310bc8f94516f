"""Accounts, the journal of what was changed, and what is switched for everybody."""

from datetime import datetime, time, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import select

from bot.clock import PARIS
from bot.desk import hours
from bot.running import switches
from bot.running.switches import Banner
from bot.store import audit
from bot.store.audit import audits
from console import logins, oidc, operators, passwords, roles
from console.operators import BadAccount
from console.roles import Right, Role
from console.visit import Route, Visit, back
from learning.answers import in_force
from web import asked

OPERATORS, AUDIT, SWITCHES, ACCOUNT = "/operateurs", "/journal", "/interrupteurs", "/mon-compte"
HOURS = f"{SWITCHES}/horaires"
HOURS_LINES = 4
PER_PAGE = 50
SMALLEST_COMMENT = 3


async def people(visit: Visit) -> web.Response:
    """Show the operators and their roles."""
    async with visit.house.database.read() as connection:
        everybody = await operators.everybody(connection)
    configured = oidc.configured(visit.house.settings)
    return visit.page("operators.html", operators=everybody, oidc=configured, roles=tuple(Role), preset=roles.PRESET)


async def person_added(visit: Visit) -> web.Response:
    """Add an operator."""
    wanted = [roles.PRESET] if visit.form.get("preset") else visit.form.getall("role", [])
    try:
        kept = await _new_password(visit)
        async with visit.house.database.write() as connection:
            await operators.add(
                connection, visit.text("name", longest=64), [str(name) for name in wanted], visit.act(),
                password=None, email=visit.text("email", longest=254), kept=kept,
            )  # fmt: skip
    except BadAccount as error:
        return back(OPERATORS, said=f"account_{error.args[0]}")
    return back(OPERATORS, said="saved")


async def person_changed(visit: Visit) -> web.Response:
    """Change the roles, the address, the password or the second factor of an operator."""
    number, wanted = visit.number(), [str(name) for name in visit.form.getall("role", [])]
    try:
        kept = await _new_password(visit)
        async with visit.house.database.write() as connection:
            await operators.change(
                connection, number, visit.act(), wanted=wanted, active=bool(visit.form.get("active")),
                email=visit.text("email", longest=254),
            )  # fmt: skip
            if visit.form.get("reset_totp"):
                await operators.reset_totp(connection, number, visit.act())
            if kept:
                await operators.set_password(connection, number, kept, visit.act())
            if "subject" in visit.form:
                await operators.tie(connection, number, visit.text("subject", longest=255) or None, visit.act())
    except BadAccount as error:
        return back(OPERATORS, said=f"account_{error.args[0]}")
    await visit.house.signals.publish("session")
    return back(OPERATORS, said="saved")


async def _new_password(visit: Visit) -> str | None:
    """Return the hash of the password in the form, made before any transaction; None when there is none."""
    password = str(visit.form.get("password", ""))[:1024]
    return await passwords.hashed(password) if password else None


async def journal(visit: Visit) -> web.Response:
    """Show who changed what, the latest first."""
    before, author = visit.query.get("avant", ""), visit.query.get("auteur", "")[:64]
    query = select(audits).order_by(audits.c.id.desc()).limit(PER_PAGE)
    if (last := asked.number(before)) is not None:
        query = query.where(audits.c.id < last)
    if author:
        query = query.where(audits.c.author == author)
    async with visit.house.database.read() as connection:
        rows = (await connection.execute(query)).all()
        signed = await logins.latest(connection, count=20)
    following = rows[-1].id if len(rows) == PER_PAGE else None
    kept = visit.house.settings.retention
    return visit.page("audit.html", rows=rows, following=following, author=author, signed=signed, kept=kept)


async def switched(visit: Visit) -> web.Response:
    """Show the switches, the banner and the hours of the desk."""
    house, service = visit.house, visit.house.in_force().catalogue.service
    spans = hours.read(service.hours)
    blank = {"days": [], "from": "", "to": ""}
    return visit.page(
        "switches.html", on=house.switches.assistant_on, banner=house.switches.banner(visit.now), hours=spans,
        lines=[*service.hours, *[blank] * HOURS_LINES][:HOURS_LINES], filled=bool(service.hours),
        open=hours.is_open(visit.now, hours=spans), following=hours.next_opening(visit.now, hours=spans),
        now=visit.now.astimezone(PARIS),
    )  # fmt: skip


async def hours_written(visit: Visit) -> web.Response:
    """Set when the desk is staffed: each line of the form is some days, from an hour to another."""
    act = visit.act()
    if len(act.comment) < SMALLEST_COMMENT:
        return back(SWITCHES, said="comment_needed")
    try:
        spans = [span for line in range(HOURS_LINES) if (span := _span(visit, line))]
    except ValueError:
        return back(SWITCHES, said="bad_hours")
    values = {**in_force.values_of(visit.house.in_force().catalogue.service), "hours": spans}
    await in_force.write_service(visit.house, values, act)
    return back(SWITCHES, said="saved")


def _span(visit: Visit, line: int) -> dict[str, Any] | None:
    """Return one line of the hours, None when it is empty; ValueError when it makes no sense."""
    days = [day for day in range(1, 8) if visit.form.get(f"day-{line}-{day}")]
    opens, closes = visit.text(f"from-{line}", longest=5), visit.text(f"to-{line}", longest=5)
    if not days and not opens and not closes:
        return None
    if not days or time.fromisoformat(opens) >= time.fromisoformat(closes):
        raise ValueError
    return {"days": days, "from": opens, "to": closes}


async def switch(visit: Visit) -> web.Response:
    """Stop or start the assistant, show or hide the banner; each with its reason."""
    act, action, house = visit.act(), visit.text("action"), visit.house
    if len(act.comment) < SMALLEST_COMMENT:
        return back(SWITCHES, said="comment_needed")
    if action == "stop":
        await switches.stop_assistant(house, author=act.author, comment=act.comment)
    elif action == "start":
        await switches.start_assistant(house, author=act.author, comment=act.comment)
    elif action == "hide":
        await switches.hide_banner(house, author=act.author, comment=act.comment)
    elif action == "banner" and (banner := _banner(visit)):
        await switches.show_banner(house, banner, author=act.author, comment=act.comment)
    else:
        return back(SWITCHES, said="bad_value")
    async with house.database.write() as connection:
        await audit.note(connection, act, f"switch.{action}")
    return back(SWITCHES, said="saved")


def _banner(visit: Visit) -> Banner | None:
    """Return the banner of the form: a text, from now until its last day included."""
    text, last = visit.text("text", longest=300), visit.text("until", longest=10)
    try:
        ends = datetime.fromisoformat(last).replace(tzinfo=PARIS) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Banner(text, visit.now, ends) if text and ends > visit.now else None


async def account(visit: Visit) -> web.Response:
    """Show their own account to an operator."""
    return visit.page("account.html", oidc=oidc.configured(visit.house.settings))


async def account_changed(visit: Visit) -> web.Response:
    """Change one's password, knowing the old one, or the keyboard's keys."""
    act, house, action = visit.act(""), visit.house, visit.text("action")
    if action == "shortcuts":
        async with house.database.write() as connection:
            await operators.set_shortcuts(connection, visit.operator.id, bool(visit.form.get("shortcuts")), act)
        return back(ACCOUNT, said="saved")
    if await passwords.owner(house, visit.operator.name, str(visit.form.get("old", ""))[:1024]) is None:
        return back(ACCOUNT, said="login_wrong")
    if action == "tie":
        return await oidc.asked(visit, tie=True)
    try:
        kept = await passwords.hashed(str(visit.form.get("new", ""))[:1024])
    except BadAccount as error:
        return back(ACCOUNT, said=f"account_{error.args[0]}")
    assert visit.session is not None
    async with house.database.write() as connection:
        await operators.set_password(connection, visit.operator.id, kept, act, but=visit.session.digest)
    await house.signals.publish("session")
    return back(ACCOUNT, said="saved")


ROUTES = (
    Route("GET", OPERATORS, Right.ADMINISTER, people),
    Route("POST", OPERATORS, Right.ADMINISTER, person_added),
    Route("POST", f"{OPERATORS}/{{id}}", Right.ADMINISTER, person_changed),
    Route("GET", AUDIT, Right.AUDIT, journal),
    Route("GET", SWITCHES, Right.ADMINISTER, switched),
    Route("POST", SWITCHES, Right.ADMINISTER, switch),
    Route("POST", HOURS, Right.ADMINISTER, hours_written),
    Route("GET", ACCOUNT, Right.PRESENT, account),
    Route("POST", ACCOUNT, Right.PRESENT, account_changed),
)
