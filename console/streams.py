"""What arrives by itself on an open page: server-sent events, woken by the signals of the house."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web

from bot.running.waiting import first
from console import sessions
from console.visit import Visit

HEARTBEAT_SECONDS = 15.0
LONGEST_SECONDS = 3600.0
ENDING: web.AppKey[asyncio.Event] = web.AppKey("ending", asyncio.Event)


async def follow(visit: Visit, kinds: Sequence[str], said: Callable[[], Awaitable[str]]) -> web.StreamResponse:
    """Send what `said` returns at once, then each time it changes after one of the signals; ends after an hour."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    response.headers["X-Accel-Buffering"] = "no"
    await response.prepare(visit.request)
    woken, ending = asyncio.Event(), visit.request.app[ENDING]
    deaf = [visit.house.signals.listen(kind, lambda _: woken.set()) for kind in (*kinds, "session", "reconnected")]
    try:
        await _send(visit, response, said, woken, ending)
    except (TimeoutError, ConnectionResetError):
        return response
    finally:
        for stop in deaf:
            stop()
    return response


async def end_all(app: web.Application) -> None:
    """Let every open page go, so that the program stops without waiting for them."""
    app[ENDING].set()


async def _send(
    visit: Visit, response: web.StreamResponse, said: Callable[[], Awaitable[str]], woken: asyncio.Event,
    ending: asyncio.Event,
) -> None:  # fmt: skip
    last, loop = None, asyncio.get_running_loop()
    until = loop.time() + LONGEST_SECONDS
    while loop.time() < until and not ending.is_set():
        woken.clear()
        if not await _still_here(visit):
            return
        now = await said()
        lines = "".join(f"data: {line}\n" for line in now.splitlines()) if now != last else ": \n"
        await response.write(f"{lines}\n".encode())
        last = now
        await first(woken, ending, timeout=HEARTBEAT_SECONDS)


async def _still_here(visit: Visit) -> bool:
    """Tell whether the session that opened the page goes on: a logout, or a new password, ends what it sees."""
    async with visit.house.database.read() as connection:
        found = await sessions.read(connection, visit.request, now=visit.house.clock())
    return found is not None and found[0].operator.rights >= visit.operator.rights
