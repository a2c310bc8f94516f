"""What arrives later in the chat frame: a person's reply, the wait that ends, a conversation that expired or was erased."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot import desk
from bot.desk import Standing
from bot.house import House
from bot.store.conversations import Conversation
from bot.store.database import DatabaseUnavailable
from channels import history, session
from channels.refusals import refusal
from channels.web.talk import CHANNEL, HEADER
from web import descriptors, unavailable
from web.addresses import address, network

HEARTBEAT = 15.0
PER_SESSION, PER_ADDRESS = 3, 100
"""Streams of one tab, and of one address: a school or a town hall shares one."""
UNBUFFERED = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""A proxy that keeps events back makes them late."""
RETRY = {"Retry-After": str(unavailable.RETRY_SECONDS)}


@dataclass
class Streams:
    """The streams this process holds open, and the event that ends them all."""

    in_all: int
    open: Counter[str] = field(default_factory=Counter)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def full(self, sender: str, place: str) -> bool:
        """Tell whether one more would be too many: in all, from an address, or of a session."""
        held = self.open["in all"] >= self.in_all or self.open[f"from {place}"] >= PER_ADDRESS
        return held or self.open[sender] >= PER_SESSION

    @contextmanager
    def one_more(self, sender: str, place: str) -> Iterator[None]:
        """Count a stream while it is open."""
        keys = ("in all", f"from {place}", sender)
        self.open.update(keys)
        try:
            yield
        finally:
            self.open -= Counter(keys)


def setup(app: web.Application, house: House) -> None:
    """Add `GET /w/events`: server-sent events, resumed by `Last-Event-ID`, the last position seen."""
    streams = Streams(in_all=descriptors.for_streams())

    async def events(request: web.Request) -> web.StreamResponse:
        sender = session.sender(house.settings.secret_key, request.headers.get(HEADER))
        if sender is None:
            return refusal(401, "session")
        place = network(address(request, house.settings.trusted_proxies))
        if streams.full(sender, place):
            return refusal(429, "streams", RETRY)
        try:
            found = await history.open_conversation(house, CHANNEL, sender)
        except DatabaseUnavailable:
            return refusal(503, "store_down")
        if found is None:
            return web.Response(status=204)
        with streams.one_more(sender, place):
            return await Stream(house, found, _position(request)).run(request, streams.stop)

    async def shutdown(_: web.Application) -> None:
        streams.stop.set()

    app.add_routes([web.get("/w/events", events)])
    app.on_shutdown.append(shutdown)


class Stream:
    """One open stream of one conversation."""

    def __init__(self, house: House, conversation: Conversation, after: int) -> None:
        self._house = house
        self._conversation = conversation
        self._after = after
        self._woken = asyncio.Event()
        self._version: int | None = None
        self._standing: Standing | None = None
        self._agent_writes = False
        self._next = house.clock()

    async def run(self, request: web.Request, stop: asyncio.Event) -> web.StreamResponse:
        """Send what is said until the person leaves, or until `stop`."""
        response = web.StreamResponse(headers=UNBUFFERED)
        await response.prepare(request)
        signals = self._house.signals
        unlisten = [
            signals.listen("conversation", self._heard),
            signals.listen("desk", self._heard),
            signals.listen("typing", self._typed),
            signals.listen("reconnected", lambda _: self._woken.set()),
        ]
        try:
            while not stop.is_set() and await self._tell(response):
                while not await self._due(stop):
                    await response.write(b": ...\n\n")
        except (ConnectionResetError, DatabaseUnavailable):
            return response  # the browser comes back by itself, with its last position
        finally:
            for each in unlisten:
                each()
        return response

    def _heard(self, value: dict[str, Any]) -> None:
        if value.get("id") == self._conversation.id:
            self._woken.set()

    def _typed(self, value: dict[str, Any]) -> None:
        if value.get("id") == self._conversation.id and value.get("who") == "agent":
            self._agent_writes = True
            self._woken.set()

    async def _tell(self, response: web.StreamResponse) -> bool:
        """Write what is new; False when the conversation is over."""
        self._woken.clear()
        found = await history.open_conversation(self._house, CHANNEL, self._conversation.sender)
        idle = timedelta(hours=self._house.settings.retention.session_hours)
        if found is None or found.id != self._conversation.id or self._house.clock() - found.last_at > idle:
            kept = found is not None or await history.kept(self._house, self._conversation.id)
            await response.write(_event("expired" if kept else "forgotten", {}))
            return False
        if found.version != self._version:
            self._version = found.version
            await response.write(_event("turns", {"version": found.version}))
        for message in await history.later(self._house, found.id, after=self._after):
            self._after = message["position"]
            await response.write(_event("message", message, position=self._after))
        if self._agent_writes:
            self._agent_writes = False
            await response.write(_event("typing", {}))
        standing = await desk.standing(self._house, found.id)
        ends = [found.last_at + idle + timedelta(seconds=1)]
        if standing.state == desk.WAITING and standing.asked_at:
            ends.append(standing.asked_at + desk.PATIENCE)
        self._next = min(ends)
        if standing != self._standing:
            self._standing = standing
            await response.write(_event("standing", standing.to_dict()))
        return True

    async def _due(self, stop: asyncio.Event) -> bool:
        """Sleep at most one heartbeat; True when something happened, or a wait or the conversation ends."""
        left = (self._next - self._house.clock()).total_seconds()
        waits = [asyncio.create_task(self._woken.wait()), asyncio.create_task(stop.wait())]
        done, pending = await asyncio.wait(
            waits, timeout=min(HEARTBEAT, max(0.1, left)), return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        return bool(done) or self._house.clock() >= self._next


def _event(name: str, value: dict[str, Any], *, position: int | None = None) -> bytes:
    numbered = f"id: {position}\n" if position is not None else ""
    return f"event: {name}\n{numbered}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _position(request: web.Request) -> int:
    given = request.headers.get("Last-Event-ID", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
