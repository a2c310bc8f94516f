"""A new answer of the Région."""

from collections.abc import Sequence

from aiohttp import web

from bot.clock import paris_day
from console.pages.records import PATH
from console.record_form import Asked, body_of, problems_of, unseen_loss
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import edits, in_force
from learning.sentences import intents
from region.records import KINDS, TOPICS

NEW = "/nouvelle-fiche"


async def blank(visit: Visit) -> web.Response:
    """Show the form of a new answer."""
    return _form(visit)


async def created(visit: Visit) -> web.Response:
    """Write a new answer: its id, its topic and the intent it answers, then what every answer has."""
    number, act = visit.text("id", longest=60), visit.act()
    body = body_of(
        visit, {"id": number, "topic": visit.text("topic"), "confidence": "sourced", "intents": _intents(visit)}
    )
    problems = problems_of(visit, body) or ([] if visit.explained else ["comment"])
    if visit.house.in_force().catalogue.record(number) is not None or body["topic"] not in TOPICS:
        problems = ["id"]
    if problems:
        return _form(visit, problems=problems, status=400)
    if loss := await unseen_loss(visit, body):
        return _form(visit, problems=["expected"], expected=loss, status=409)
    async with visit.house.database.write() as connection:
        await edits.write(connection, number, body, act)
    await in_force.put_in_force(visit.house)
    return back(f"{PATH}/{number}", said="saved")


def _form(
    visit: Visit, *, problems: Sequence[str] = (), expected: Asked | None = None, status: int = 200
) -> web.Response:
    return visit.page(
        "new_record.html", status=status, problems=problems, kinds=KINDS, topics=TOPICS, today=paris_day(visit.now),
        body=body_of(visit, {}), expected=expected, intents=intents.by_topic(),
    )  # fmt: skip


def _intents(visit: Visit) -> list[str]:
    name = visit.text("intent", longest=64) or visit.text("new_intent", longest=64)
    return [name] if name else []


ROUTES = (
    Route("POST", PATH, Right.REVIEW, created),
    Route("GET", NEW, Right.REVIEW, blank),
)
