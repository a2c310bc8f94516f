"""The journal of what was changed, and of who signed in."""

from aiohttp import web
from sqlalchemy import select

from bot.store.audit import audits
from console import logins
from console.roles import Right
from console.visit import Route, Visit
from web import asked

PATH = "/journal"
PER_PAGE, LOGINS = 50, 20


async def show(visit: Visit) -> web.Response:
    """Show who changed what, the latest first."""
    author = visit.query.get("auteur", "")[:64]
    query = select(audits).order_by(audits.c.id.desc()).limit(PER_PAGE)
    if (last := asked.number(visit.query.get("avant", ""))) is not None:
        query = query.where(audits.c.id < last)
    if author:
        query = query.where(audits.c.author == author)
    async with visit.house.database.read() as connection:
        rows = (await connection.execute(query)).all()
        signed = await logins.latest(connection, count=LOGINS)
    following = rows[-1].id if len(rows) == PER_PAGE else None
    kept = visit.house.settings.retention
    return visit.page("audit.html", rows=rows, following=following, author=author, signed=signed, kept=kept)


ROUTES = (Route("GET", PATH, Right.AUDIT, show),)
