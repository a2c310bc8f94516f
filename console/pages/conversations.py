"""Reading conversations, taking one over, and giving it back."""

import asyncio
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from aiohttp import web
from sqlalchemy import delete

from bot import desk
from bot.desk import NoSuchConversation
from bot.outcome import Outcome
from bot.store import audit
from console import render, streams, talks
from console.pages.inbox import day_of
from console.roles import Right
from console.tables import tags
from console.talks import Filters
from console.visit import Route, Visit, back
from learning.inbox import candidates
from learning.models import kept_tests
from learning.sentences import intents
from learning.sentences.texts import doubtful
from nlu.components.cards import built
from nlu.selector.ranking import Asked
from region.records import Record
from web import asked

PATH = "/conversations"
PREPARED = 3
CHANNELS = ("web", "telegram", "rest", "page", "cli")
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
        known = await talks.known_tags(connection)
    waiting = {row.conversation_id: row.asked_at for row in await desk.waiting(visit.house)}
    kept = {name: value for name, value in visit.query.items() if name not in ("avant", "dit")}
    return visit.page(
        "conversations.html", page=page, wanted=wanted, waiting=waiting, topics=intents.by_topic(), channels=CHANNELS,
        outcomes=OUTCOMES, known=known, kept=kept, present=await desk.present(visit.house, visit.operator.name),
    )  # fmt: skip


async def one(visit: Visit) -> web.Response:
    """Show one conversation; the details of each turn are folded."""
    number = visit.request.match_info["id"]
    async with visit.house.database.read() as connection:
        shown, known = await talks.thread(connection, number), await talks.tags_of(connection, number)
    if shown["row"] is None:
        raise web.HTTPNotFound
    return visit.page(
        "conversation.html", **shown, tags=known, topics=intents.by_topic(), mine=_mine(visit, shown["row"]),
        standing=await desk.standing(visit.house, number),
        doubts={turn.id for turn in shown["turns"] if doubtful(turn.text)},
        prepared=await _prepared(visit, shown["turns"]) if _mine(visit, shown["row"]) else [],
    )  # fmt: skip


async def _prepared(visit: Visit, turns: Sequence[Any]) -> list[Record]:
    """Return the records nearest to what the person asked last, for the agent to send as they are."""
    held = visit.house.in_force()
    asked = next((turn.text for turn in reversed(turns) if turn.text and not turn.text.startswith("/")), "")
    if not asked:
        return []
    selector = await asyncio.to_thread(built, held.catalogue, held.today)
    near = [held.catalogue.record(each.card.id) for each in selector.rank(Asked(asked), most=PREPARED)]
    return [each for each in near if each is not None]


async def thread(visit: Visit) -> web.StreamResponse:
    """Send the conversation again each time something is said in it, or the person writes (`typing` counts how often)."""
    number = visit.request.match_info["id"]
    typed = 0

    def heard(value: dict[str, Any]) -> None:
        nonlocal typed
        typed += value.get("id") == number and value.get("who") == "person"

    async def said() -> str:
        async with visit.house.database.read() as connection:
            shown = await talks.thread(connection, number)
        row = shown["row"]
        html = render.fragment("thread.html", **shown, topics=intents.by_topic(), visit=visit, doubts=set(), live=True)
        return json.dumps({"html": html, "held": row.held_by if row else None, "gone": row is None, "typing": typed})

    deaf = visit.house.signals.listen("typing", heard)
    try:
        return await streams.follow(visit, ("conversation", "desk", "typing"), said)
    finally:
        deaf()


async def calls(visit: Visit) -> web.StreamResponse:
    """Ring when somebody asks for a person, or leaves a request."""

    async def said() -> str:
        waiting = await desk.waiting(visit.house)
        return json.dumps({"waiting": [row.conversation_id for row in waiting]})

    return await streams.follow(visit, ("desk", "conversation", "contact"), said)


async def take(visit: Visit) -> web.Response:
    """Take a conversation over from the assistant."""
    number = visit.request.match_info["id"]
    try:
        taken = await desk.take_over(visit.house, number, visit.operator.name)
    except NoSuchConversation:
        return back(PATH, said="conversation_closed")
    await _noted(visit, "conversation.take", number)
    return back(f"{PATH}/{number}", said="taken" if taken else "taken_by_another")


async def say(visit: Visit) -> web.Response:
    """Say something in a conversation that is held."""
    number, text = visit.request.match_info["id"], visit.text("text", longest=2_000)
    if text:
        try:
            await desk.say(visit.house, number, visit.operator.name, text)
        except NoSuchConversation:
            return back(f"{PATH}/{number}", said="not_yours")
        await _noted(visit, "conversation.say", number)
    if visit.request.headers.get("Accept") == "application/json":
        return web.json_response({"ok": True})
    return back(f"{PATH}/{number}")


async def writes(visit: Visit) -> web.Response:
    """Let the person know that the agent who holds the conversation writes; nothing is kept."""
    number = visit.request.match_info["id"]
    async with visit.house.database.read() as connection:
        row = await talks.find(connection, number)
    if row is not None and row.held_by == visit.operator.name:
        await visit.house.signals.publish("typing", id=number, who="agent")
    return web.Response(status=204)


async def release(visit: Visit) -> web.Response:
    """Give the conversation back; the message that failed comes back to the inbox with what the person said."""
    number = visit.request.match_info["id"]
    async with visit.house.database.read() as connection:
        row = await talks.find(connection, number)
    if row is None:
        raise web.HTTPNotFound
    try:
        await desk.release(visit.house, number, visit.operator.name)
    except NoSuchConversation:
        return back(PATH, said="conversation_closed")
    trained = row.channel != "telegram" or visit.house.settings.telegram_training
    async with visit.house.database.write() as connection:
        if row.held_at is not None and trained:
            await candidates.after_takeover(connection, number, held_at=row.held_at)
        await audit.note(connection, visit.act(), "conversation.release", number)
    return back(f"{PATH}/{number}", said="released")


async def tag(visit: Visit) -> web.Response:
    """Put a tag on a conversation, or remove it."""
    number, name = visit.request.match_info["id"], visit.text("tag", longest=40).lower()
    mine = (tags.c.conversation_id == number) & (tags.c.tag == name)
    async with visit.house.database.write() as connection:
        if await talks.find(connection, number) is None:
            raise web.HTTPNotFound
        await connection.execute(delete(tags).where(mine))
        if name and not visit.form.get("remove"):
            values = {"conversation_id": number, "tag": name, "author": visit.operator.name, "at": visit.now}
            await connection.execute(tags.insert().values(**values))
        await audit.note(connection, visit.act(), "conversation.tag", f"{number} {name}")
    return back(f"{PATH}/{number}", said="saved")


async def made_a_test(visit: Visit) -> web.Response:
    """Keep a sentence as a test, once its box is ticked."""
    number, intent = visit.request.match_info["id"], visit.text("intent")
    if not visit.form.get("impersonal"):
        return back(f"{PATH}/{number}", said="box_needed")
    if intent not in intents.known():
        return back(f"{PATH}/{number}", said="no_such_intent")
    async with visit.house.database.write() as connection:
        turn = next((each for each in await talks.turns(connection, number) if each.id == visit.number("turn")), None)
        if turn is None:
            raise web.HTTPNotFound
        await kept_tests.add(connection, turn.text, intent, visit.act())
    return back(f"{PATH}/{number}", said="test_kept")


async def presence(visit: Visit) -> web.Response:
    """Say that the operator is there to answer, or no longer."""
    on = visit.text("available") == "1"
    await desk.set_presence(visit.house, visit.operator.name, available=on)
    await _noted(visit, "desk.presence", int(on))
    return back(PATH, said="present" if on else "absent")


def filters(visit: Visit) -> Filters:
    """Return the filters of the address; what is not one of the choices counts for none."""

    def of(name: str, allowed: tuple[str, ...] | None = None) -> str:
        value = visit.query.get(name, "")[:64]
        return value if allowed is None or value in allowed else ""

    return Filters(
        channel=of("canal", CHANNELS), topic=of("theme"), intent=of("intention"), outcome=of("issue", OUTCOMES),
        thumb=of("pouce", ("1", "-1")), unsure=bool(of("incertain")), tag=of("etiquette"),
        state=of("etat", ("attente", "tenue")), since=_day(of("depuis")), until=_day(of("jusqu")),
    )  # fmt: skip


def _day(raw: str) -> date | None:
    return day_of(raw)


def _mine(visit: Visit, row: object) -> bool:
    return getattr(row, "held_by", None) == visit.operator.name


async def _noted(visit: Visit, action: str, subject: object) -> None:
    async with visit.house.database.write() as connection:
        await audit.note(connection, visit.act(), action, subject)


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", PATH, Right.READ, sought),
    Route("POST", f"{PATH}/presence", Right.ANSWER, presence),
    Route("GET", f"{PATH}/appels", Right.ANSWER, calls),
    Route("GET", f"{PATH}/{{id}}", Right.READ, one),
    Route("GET", f"{PATH}/{{id}}/flux", Right.READ, thread),
    Route("POST", f"{PATH}/{{id}}/prendre", Right.ANSWER, take),
    Route("POST", f"{PATH}/{{id}}/dire", Right.ANSWER, say),
    Route("POST", f"{PATH}/{{id}}/ecrit", Right.ANSWER, writes),
    Route("POST", f"{PATH}/{{id}}/rendre", Right.ANSWER, release),
    Route("POST", f"{PATH}/{{id}}/etiquette", Right.LABEL, tag),
    Route("POST", f"{PATH}/{{id}}/test", Right.LABEL, made_a_test),
)
