"""Bringing a file of dates or of help places: what it would change is read first, then confirmed, and can be taken back."""

from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from bot.clock import paris_day
from console import asked_first, bringing, previewing
from console.pages.agenda import AGENDA
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import in_force
from region.adapters import bringing as data
from region.agenda import KINDS as EVENT_KINDS
from region.brought import Brought
from region.problems import DataError

IMPORT = f"{AGENDA}/importer"
SHOWN = 200
KIND = "kind:"


async def asked(visit: Visit) -> web.Response:
    """Ask for a file."""
    return visit.page("import.html", problems=(), name="", largest=bringing.LARGEST // 1_000_000)


async def brought(visit: Visit) -> web.Response:
    """Read a file and keep it apart; one that cannot be read is said line by line, and nothing is kept."""
    given = visit.form.get("file")
    if not isinstance(given, FileField) or not given.filename:
        return back(IMPORT, said="file_needed")
    name, content = bringing.file_name(given.filename), given.file.read()
    chosen = visit.text("what", longest=10)
    try:
        kind, _ = await bringing.read(
            name, content, kind=chosen if chosen in data.TABLES else None, held=visit.house.in_force()
        )
    except DataError as error:
        return _unreadable(visit, name, [(each.line, each.message) for each in error.problems])
    except ValueError:
        return back(IMPORT, said="file_unknown")
    async with visit.house.database.write() as connection:
        number = await bringing.stage(connection, name, content, kind, visit.act())
    return back(f"{IMPORT}/{number}")


async def previewed(visit: Visit) -> web.Response:
    """Show what a file would change."""
    file, found = await _waiting(visit)
    async with visit.house.database.read() as connection:
        plan = await data.planned(connection, file.kind, found, today=paris_day(visit.now))
    return visit.page(
        "import_preview.html",
        file=file,
        shown=SHOWN,
        kinds=EVENT_KINDS,
        **previewing.told(file.kind, found, plan, known=visit.house.in_force().gazetteer),
    )


async def confirmed(visit: Visit) -> web.Response:
    """Put what a file brings in force, with the kinds that the preview asked for."""
    file, found = await _waiting(visit)
    said = {name.removeprefix(KIND): str(value) for name, value in visit.form.items() if name.startswith(KIND)}
    found = data.told(found, {uid: kind for uid, kind in said.items() if kind in EVENT_KINDS})
    first = await asked_first.made(
        visit,
        lambda connection: bringing.keep(connection, file, found, visit.act()),
        page=f"{IMPORT}/{file.id}",
    )
    return first or back(AGENDA, said="imported")


async def dropped(visit: Visit) -> web.Response:
    """Forget a file that waits."""
    async with visit.house.database.write() as connection:
        await bringing.drop(connection, visit.part())
    return back(AGENDA, said="import_dropped")


async def undone(visit: Visit) -> web.Response:
    """Take back the last file of its kind."""
    async with visit.house.database.read() as connection:
        held = {each.id: each for each in await bringing.last(connection)}
    file = held.get(visit.part())
    if file is None:
        return back(AGENDA, said="import_gone")
    if page := await asked_first.unread(
        visit, lambda connection: bringing.take_back(connection, file, visit.act()), page=AGENDA
    ):
        return page
    async with visit.house.database.write() as connection:
        if file.id not in {each.id for each in await bringing.last(connection)}:
            return back(AGENDA, said="import_gone")
        _, left = await bringing.take_back(connection, file, visit.act())
    await in_force.put_in_force(visit.house)
    return back(AGENDA, said="import_undone_but" if left else "import_undone")


async def _waiting(visit: Visit) -> tuple[bringing.File, Brought[Any]]:
    async with visit.house.database.read() as connection:
        file = await bringing.find(connection, visit.part(), state=bringing.WAITING)
    if file is None or file.content is None:
        raise web.HTTPNotFound
    _, found = await bringing.read(file.name, file.content, kind=file.kind, held=visit.house.in_force())
    return file, found


def _unreadable(visit: Visit, name: str, problems: list[tuple[int, str]]) -> web.Response:
    largest = bringing.LARGEST // 1_000_000
    return visit.page("import.html", status=422, problems=problems[:SHOWN], name=name, largest=largest)


ROUTES = (
    Route("GET", IMPORT, Right.REVIEW, asked),
    Route("POST", IMPORT, Right.REVIEW, brought, largest=bringing.LARGEST),
    Route("GET", f"{IMPORT}/{{id}}", Right.REVIEW, previewed),
    Route("POST", f"{IMPORT}/{{id}}", Right.REVIEW, confirmed, largest=bringing.LARGEST),
    Route("POST", f"{IMPORT}/{{id}}/abandonner", Right.REVIEW, dropped),
    Route("POST", f"{IMPORT}/{{id}}/annuler", Right.REVIEW, undone),
)
