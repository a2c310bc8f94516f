"""People who write to a service without a pause, and what its database says became of each message."""

import asyncio
import contextlib
import sqlite3
from dataclasses import dataclass

from bot.engine import standin

standin.install()

import aiohttp  # noqa: E402
import asyncpg  # noqa: E402

from channels.rest import message_id  # noqa: E402

from .place import Place  # noqa: E402

SAID = ("c'est quoi Proch'IA ?", "qui peut candidater à l'AMI ?", "bonjour", "combien finance l'AMI ?")


async def person(place: Place, number: int, over: asyncio.Event) -> None:
    """Write one message after the other; one without an answer is sent again, as a client would."""
    count = 0
    async with aiohttp.ClientSession() as session:
        while not over.is_set():
            name = f"{number}-{count:05d}"
            place.sent.append((f"p{number}", name))
            while not await answered(place, session, f"p{number}", SAID[count % len(SAID)], name):
                await asyncio.sleep(0.2)
            count += 1
            await asyncio.sleep(0.05)


async def answered(place: Place, session: aiohttp.ClientSession, sender: str, text: str, name: str) -> bool:
    """Send one message; tell whether it was answered. Who is told to wait, and other errors, are counted."""
    body = {"sender": sender, "message": text, "message_id": name}
    try:
        async with session.post(f"{place.url}/webhooks/rest/webhook", json=body) as answer:
            await answer.read()
            place.refused += answer.status == 503
            place.broken += answer.status >= 500 and answer.status != 503
            return answer.status == 200
    except aiohttp.ClientError:
        return False


@dataclass(frozen=True)
class Became:
    """What became of the messages people sent; `disordered` counts conversations."""

    sent: int
    lost: int
    doubled: int
    disordered: int


async def became(place: Place) -> Became:
    """Compare what was sent with what the transcripts hold."""
    turns = await _transcribed(place)
    found = [name for _, name in turns]
    lost = {name for _, name in place.sent} - set(found)
    people = {sender for sender, _ in place.sent}
    disordered = [names != sorted(names) for names in ([n for s, n in turns if s == each] for each in people)]
    return Became(len(place.sent), len(lost), len(found) - len(set(found)), sum(disordered))


async def _transcribed(place: Place) -> list[tuple[str, str]]:
    """Return who was answered which message, in order."""
    query = (
        "SELECT c.sender, t.external_id FROM transcript t JOIN conversation c ON c.id = t.conversation_id"
        " WHERE t.channel = 'rest' AND c.sender LIKE 'p_' ORDER BY t.id"
    )
    if place.door:
        connection = await asyncpg.connect(place.direct)
        rows = [tuple(row) for row in await connection.fetch(query)]
        await connection.close()
    else:
        with contextlib.closing(sqlite3.connect(place.folder / "beffroi.sqlite")) as opened:
            rows = opened.execute(query).fetchall()
    named = {message_id(sender, name): name for sender, name in place.sent}
    return [(sender, named[kept]) for sender, kept in rows]
