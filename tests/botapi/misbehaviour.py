"""How the Bot API may fail, on demand: flood control, a block, slowness, a cut, a malformed answer."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

Behave = Callable[[web.Request], Awaitable[web.StreamResponse | None]]


@dataclass(frozen=True)
class Behaviour:
    """One misbehaviour; `carried` tells whether the message is delivered all the same."""

    behave: Behave
    carried: bool = False

    @classmethod
    def flood(cls, seconds: int) -> "Behaviour":
        return cls(_error(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds}))

    @classmethod
    def blocked(cls) -> "Behaviour":
        return cls(_error(403, "Forbidden: bot was blocked by the user"))

    @classmethod
    def refused(cls, description: str = "Bad Request: BUTTON_DATA_INVALID") -> "Behaviour":
        return cls(_error(400, description))

    @classmethod
    def unparsable(cls) -> "Behaviour":
        return cls(_error(400, "Bad Request: can't parse entities: Unsupported start tag at byte offset 3"))

    @classmethod
    def bad_gateway(cls) -> "Behaviour":
        return cls(_error(502, "Bad Gateway"))

    @classmethod
    def wrong_token(cls) -> "Behaviour":
        return cls(_error(401, "Unauthorized"))

    @classmethod
    def conflict(cls) -> "Behaviour":
        return cls(_error(409, "Conflict: terminated by other getUpdates request"))

    @classmethod
    def slow(cls, seconds: float) -> "Behaviour":
        """Deliver, then answer too late."""

        async def behave(_: web.Request) -> None:
            await asyncio.sleep(seconds)

        return cls(behave, carried=True)

    @classmethod
    def cut(cls) -> "Behaviour":
        """Deliver, then close the connection without an answer."""

        async def behave(request: web.Request) -> web.Response:
            assert request.transport is not None
            request.transport.close()
            return web.Response()

        return cls(behave, carried=True)

    @classmethod
    def malformed(cls, body: str = '{"ok": true, "result": ') -> "Behaviour":
        """Deliver, then answer what nobody can read."""

        async def behave(_: web.Request) -> web.Response:
            return web.Response(text=body, content_type="application/json")

        return cls(behave, carried=True)


def _error(code: int, description: str, **more: Mapping[str, Any]) -> Behave:
    async def behave(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error_code": code, "description": description, **more}, status=code)

    return behave
