"""The conversations: those that filters choose, or in which some words were written."""

from aiohttp import web

from bot import desk
from bot.desk import forwarding
from bot.outcome import Outcome
from console import talks
from console.pages.held import PATH
from console.roles import Right
from console.talk_filters import Filters
from console.visit import Route, Visit
from learning.sentences import intents
from web import asked

CHANNELS = ("web", "telegram", "rest", "page", "cli")
STATES = ("attente", "tenue", "confiee")
OUTCOMES = tuple(each for each in Outcome if each.kept and each is not Outcome.OPERATOR)


async def show(visit: Visit) -> web.Response:
    """List the conversations that the filters choose."""
    return await _listed(visit, filters(visit))


async def sought(visit: Visit) -> web.Response:
    """Show the conversations in which some words were written; the words stay out of the address."""
    return await _listed(visit, Filters(text=visit.text("text", longest=80)))


async def _listed(visit: Visit, wanted: Filters) -> web.Response:
    before = visit.query.get("avant", "")
    async with visit.house.database.read() as connection:
        page = await talks.listed(connection, wanted, before=asked.number(before))
        given = await forwarding.to(connection, visit.operator.name, visit.operator.service)
        known = await talks.known_tags(connection)
    waiting = {row.conversation_id: row.asked_at for row in await desk.waiting(visit.house)}
    kept = {name: value for name, value in visit.query.items() if name not in ("avant", "dit")}
    return visit.page(
        "conversations.html", page=page, wanted=wanted, waiting=waiting, topics=intents.by_topic(), channels=CHANNELS,
        outcomes=OUTCOMES, known=known, kept=kept, given=given,
    )  # fmt: skip


def filters(visit: Visit) -> Filters:
    """Return the filters of the address; what is not one of the choices counts for none."""

    def of(name: str, allowed: tuple[str, ...] | None = None) -> str:
        value = visit.query.get(name, "")[:64]
        return value if allowed is None or value in allowed else ""

    return Filters(
        channel=of("canal", CHANNELS), topic=of("theme"), intent=of("intention"), outcome=of("issue", OUTCOMES),
        thumb=of("pouce", ("1", "-1")), unsure=bool(of("incertain")), tag=of("etiquette"),
        state=of("etat", STATES), since=asked.day(of("depuis")), until=asked.day(of("jusqu")),
    )  # fmt: skip


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", PATH, Right.READ, sought),
)
