"""The aids: read, written as their YAML with the verdict of each case as one types, published and taken back."""

import asyncio

from aiohttp import web

from console import aid_form, aid_gestures, asked_first, render
from console.aid_form import Form
from console.roles import Right
from console.visit import ROOT, Route, Visit, back
from learning.answers import edits, programmes
from learning.answers.programmes import PROGRAMME, Tried
from region import examples
from region.programme_text import Text
from region.schema import slug as slug_fault

PATH, NEW = "/dispositifs", "/nouveau-dispositif"
ONE = f"{PATH}/{{name}}"
LARGEST = 256_000
"""Bytes of a form: the rules and the cases of an aid."""


async def show(visit: Visit) -> web.Response:
    """Show the aids with their conditions and cases."""
    known = visit.house.in_force().catalogue.programmes
    async with visit.house.database.read() as connection:
        written = await edits.in_force(connection, kind=PROGRAMME)
    cases = {name: examples.of(each) for name, each in known.items()}
    return visit.page("programmes.html", programmes=known, cases=cases, written=written)


async def one(visit: Visit) -> web.Response:
    """Show an aid as it is written, with its cases played."""
    name = visit.part("name")
    async with visit.house.database.read() as connection:
        text = await programmes.text_of(connection, name)
    if text is None:
        raise web.HTTPNotFound
    return await _form(visit, name, text, await _tried(visit, name, text))


async def blank(visit: Visit) -> web.Response:
    """Show the model of a new aid."""
    words = render.words()["new_programme"]
    return await _form(visit, "", Text(words["rules"], words["cases"]), None)


async def live(visit: Visit) -> web.Response:
    """Return what the aid being written would say: the piece of page that follows each pause of typing."""
    name, text = _name(visit), _text(visit)
    found = await _tried(visit, name, text) if name else None
    html = render.fragment("programme_tried.html", tried=found, visit=visit)
    return web.Response(text=html, content_type="text/html", headers={"Cache-Control": "no-store"})


async def written(visit: Visit) -> web.Response:
    """Show what the aid would say, or put it in force."""
    name, text, act = _name(visit), _text(visit), visit.act()
    found = await _tried(visit, name, text) if name else None
    if changed := aid_gestures.done(visit, text, visit.text("action"), programme=found.programme if found else None):
        return await _changed(visit, name, changed)
    wanted = visit.text("action") == "publish"
    if found is None or found.problems or not wanted:
        return await _form(visit, name, text, found, status=400 if wanted or found is None else 200)
    if not visit.explained:
        return await _form(visit, name, text, found, uncommented=True, status=400)
    first = await asked_first.made(
        visit,
        lambda connection: edits.write(connection, name, text.to_dict(), act, kind=PROGRAMME),
        page=visit.request.path.removeprefix(ROOT),
        noted=("programme.write", name),
    )
    return first or back(f"{PATH}/{name}", said="programme_published")


async def _changed(visit: Visit, name: str, changed: Form) -> web.Response:
    """Show an aid after a gesture of its fields, its cases played."""
    found = await _tried(visit, name, changed.text) if name else None
    return await _form(visit, name, changed.text, found, aid=changed, status=400 if changed.fault else 200)


async def undone(visit: Visit) -> web.Response:
    """Take back the last version of an aid: the one before it is in force again."""
    name, number, act = visit.part("name"), visit.number("change"), visit.act()
    async with visit.house.database.read() as connection:
        mine = [each.id for each in await edits.history(connection, name, kind=PROGRAMME) if each.ended_at is None]
    if number not in mine:
        raise web.HTTPNotFound
    if first := await asked_first.made(
        visit, lambda connection: edits.end(connection, number, act), page=f"{PATH}/{name}"
    ):
        return first
    known = name in visit.house.in_force().catalogue.programmes
    return back(f"{PATH}/{name}" if known else PATH, said="undone_record")


async def _form(
    visit: Visit,
    name: str,
    text: Text,
    found: Tried | None,
    *,
    aid: Form | None = None,
    uncommented: bool = False,
    status: int = 200,
) -> web.Response:
    async with visit.house.database.read() as connection:
        history = await edits.history(connection, name, kind=PROGRAMME) if name else []
    return visit.page(
        "programme.html", status=status, name=name, text=text, tried=found, history=history, uncommented=uncommented,
        aid=aid or aid_form.form(text),
        known=name in visit.house.in_force().catalogue.programmes,
    )  # fmt: skip


async def _tried(visit: Visit, name: str, text: Text) -> Tried:
    return await asyncio.to_thread(programmes.tried, text, slug=name, held=visit.house.in_force())


def _name(visit: Visit) -> str:
    """Return the name of the address or of the form; empty where it cannot be one."""
    name = visit.request.match_info.get("name") or visit.text("name", longest=48)
    return "" if slug_fault(name) else name


def _text(visit: Visit) -> Text:
    return Text(visit.text("rules", longest=60_000) + "\n", visit.text("cases", longest=60_000) + "\n")


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("GET", NEW, Right.REVIEW, blank),
    Route("POST", NEW, Right.REVIEW, written, largest=LARGEST),
    Route("POST", f"{NEW}/essai", Right.REVIEW, live, largest=LARGEST),
    Route("GET", ONE, Right.READ, one),
    Route("POST", ONE, Right.REVIEW, written, largest=LARGEST),
    Route("POST", f"{ONE}/essai", Right.REVIEW, live, largest=LARGEST),
    Route("POST", f"{ONE}/annuler", Right.REVIEW, undone),
)
