"""The service's own data, to correct."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from console import asked_first
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import edits, in_force
from region import service_checks

SERVICE = "/service"


async def service(visit: Visit) -> web.Response:
    """Show the service's own data with their form."""
    held = visit.house.in_force().catalogue.service
    return await _service_form(visit, {name: getattr(held, name) for name in in_force.PARTS}, official=held.official)


async def service_written(visit: Visit) -> web.Response:
    """Put the service's data in force, or show the form again with what stops it."""
    act, held = visit.act(), visit.house.in_force().catalogue.service
    parts = {
        part: {name: visit.text(f"{part}.{name}", longest=500) or None for name in getattr(held, part)}
        for part in in_force.PARTS
    }
    said = {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}
    official = visit.ticked("official")
    wrong = dict(service_checks.faults(said))
    lacking = service_checks.lacking(said) if official else ()
    if wrong or lacking:
        return await _service_form(visit, parts, official=official, wrong=wrong, lacking=lacking, status=400)
    if not visit.explained:
        return back(SERVICE, said="comment_needed")
    values = {**in_force.values_of(held), **said, "official": official}
    if page := await asked_first.unread(
        visit, lambda connection: in_force.note_service(connection, values, act), page=SERVICE
    ):
        return page
    await in_force.write_service(visit.house, values, act)
    return back(SERVICE, said="saved")


async def _service_form(
    visit: Visit, parts: Mapping[str, Mapping[str, Any]], *, official: bool, wrong: Mapping[str, str] | None = None,
    lacking: Sequence[str] = (), status: int = 200,
) -> web.Response:  # fmt: skip
    async with visit.house.database.read() as connection:
        history = await edits.history(connection, in_force.SERVICE_KEY, kind=in_force.SERVICE)
    return visit.page(
        "service.html", status=status, parts=parts, official=official, history=history, wrong=wrong or {}, lacking=lacking,
    )  # fmt: skip


ROUTES = (
    Route("GET", SERVICE, Right.READ, service),
    Route("POST", SERVICE, Right.ADMINISTER, service_written),
)
