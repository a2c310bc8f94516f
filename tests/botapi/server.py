"""The Bot API server itself: checks each call against the schema, keeps it, and answers as Telegram would."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.botapi.entities import CannotParse, visible
from tests.botapi.misbehaviour import Behaviour
from tests.botapi.schema import BadCall, Schema

TOKEN = "123456:a-token-that-must-never-be-logged"


@dataclass(frozen=True)
class Call:
    """One call: the method, its fields as the schema types them, whether a message was delivered by it."""

    method: str
    fields: Mapping[str, Any]
    delivered: bool
    at: float = field(default_factory=time.monotonic)


class BotApi:
    """Keeps `calls`; `will(method, behaviour)` makes the next call of a method fail in a chosen way."""

    def __init__(self, schema: Schema, token: str = TOKEN) -> None:
        self._schema, self.token = schema, token
        self.calls: list[Call] = []
        self.updates: list[dict[str, Any]] = []
        self.url = ""
        self._to_come: dict[str, deque[Behaviour]] = defaultdict(deque)
        self._called = asyncio.Event()
        self._numbers = 0

    @classmethod
    @asynccontextmanager
    async def serving(cls) -> AsyncIterator["BotApi"]:
        api = cls(Schema.load())
        app = web.Application(client_max_size=50 * 2**20)
        app.add_routes([web.post("/bot{token}/{method}", api._answer)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)  # Telegram's own log is not ours
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield api
        finally:
            await runner.cleanup()

    def will(self, method: str, *behaviours: Behaviour) -> None:
        self._to_come[method.lower()].extend(behaviours)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def delivered(self) -> list[str]:
        """The texts that reached a phone, in order."""
        return [call.fields["text"] for call in self.of("sendMessage") if call.delivered]

    async def until(self, method: str, count: int = 1, *, seconds: float = 5.0) -> list[Call]:
        """Wait until a method was called `count` times."""
        async with asyncio.timeout(seconds):
            while len(self.of(method)) < count:
                self._called.clear()
                await self._called.wait()
        return self.of(method)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token or method.lower() not in self._schema.methods:
            return _refusal(404, "Not Found")
        behaviour = self._to_come[method.lower()].popleft() if self._to_come[method.lower()] else None
        try:
            fields = self._checked(method, await _fields(request))
        except (BadCall, CannotParse) as error:
            self._keep(Call(method, {}, delivered=False))
            return _refusal(400, str(error))
        self._keep(Call(method, fields, delivered=behaviour is None or behaviour.carried))
        failed = await behaviour.behave(request) if behaviour else None
        return failed or web.json_response({"ok": True, "result": await self._result(method, fields)})

    def _keep(self, call: Call) -> None:
        self.calls.append(call)
        self._called.set()

    def _checked(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        fields = self._schema.read_call(method, given)
        if method == "sendMessage":
            text = visible(fields["text"]) if fields.get("parse_mode") == "HTML" else fields["text"]
            if not text.strip() or len(text.encode("utf-16-le")) // 2 > 4096:
                raise BadCall("Bad Request: message text is empty or too long")
        for row in (fields.get("reply_markup") or {}).get("inline_keyboard", []):
            if any(not 1 <= len(button["callback_data"].encode()) <= 64 for button in row):
                raise BadCall("Bad Request: BUTTON_DATA_INVALID")
        return fields

    async def _result(self, method: str, fields: Mapping[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._pending(fields)
        if self._schema.methods[method.lower()]["returns"] != ["Message"]:
            return True
        self._numbers += 1
        chat = {"id": fields["chat_id"], "type": "private"}
        return {"message_id": self._numbers, "date": 1_700_000_000, "chat": chat, "text": fields.get("text", "")}

    async def _pending(self, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Long polling: those before the offset are forgotten; wait a little when there is none."""
        offset = fields.get("offset", 0)
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        if not self.updates:
            await asyncio.sleep(min(0.2, fields.get("timeout", 0)))
        return self.updates[: fields.get("limit", 100)]


async def _fields(request: web.Request) -> dict[str, Any]:
    """Return the fields of a form; an uploaded file as its name and content, under the field that attaches it."""
    form = dict(await request.post())
    files = {n: (each.filename, each.file.read()) for n, each in form.items() if isinstance(each, web.FileField)}
    texts = {name: value for name, value in form.items() if name not in files}
    attached = {n: files[v.removeprefix("attach://")] for n, v in texts.items() if str(v).startswith("attach://")}
    return texts | {n: each for n, each in files.items() if each not in attached.values()} | attached


def _refusal(code: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "error_code": code, "description": description}, status=code)
