"""Takes connections without being held by them: whoever says nothing, or comes when there is no room, is let go."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from multidict import CIMultiDict, CIMultiDictProxy

from bot.running.quiet import Quiet
from web import descriptors

log = logging.getLogger(__name__)
FIRST_SECONDS = 10.0
"""The first request of a connection must have come whole, headers included, within this."""
KEPT_SECONDS = 75.0


class PatientRunner(web.AppRunner):
    """Serves an application: silent connections are closed, compressed bodies never expanded, too many refused."""

    def __init__(self, app: web.Application, *, first_seconds: float = FIRST_SECONDS, **options: Any) -> None:
        super().__init__(app, auto_decompress=False, keepalive_timeout=KEPT_SECONDS, logger=_server_log(), **options)
        self._first_seconds = first_seconds
        self._most = 0

    async def setup(self) -> None:
        """Prepare the application, and see how many connections the machine allows."""
        descriptors.raised()
        self._most = descriptors.for_connections()
        asyncio.get_running_loop().set_exception_handler(Complaints())
        await super().setup()
        assert self._server is not None
        self._server.request_factory = _read(self._server.request_factory)

    @property
    def server(self) -> Any:
        """Return what makes the protocol of each new connection."""
        return self._welcomed if self._server is not None else None

    def _welcomed(self) -> asyncio.Protocol:
        assert self._server is not None
        if len(self._server.connections) >= self._most:
            return Full()
        protocol = self._server()
        asyncio.get_running_loop().call_later(self._first_seconds, _let_go, protocol)
        return protocol


class Full(asyncio.Protocol):
    """A connection for which there is no room: closed at once, so that the others go on."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close it."""
        transport.abort()  # type: ignore[attr-defined]


def _let_go(protocol: Any) -> None:
    """Close a connection on which no request has come whole yet."""
    if protocol.transport is not None and not protocol._request_count:
        protocol.force_close()


def _read(made: Callable[..., Any]) -> Callable[..., Any]:
    """Return how a request is made from its message: an « Expect » that no answer could quote is not read."""

    def request(message: Any, *rest: Any) -> Any:
        if not message.headers.get("Expect", "").isascii():
            headers = CIMultiDict(message.headers)
            headers.popall("Expect")
            message = message._replace(headers=CIMultiDictProxy(headers))
        return made(message, *rest)

    return request


def _server_log() -> logging.Logger:
    """Return the log of the web server, that tells once a minute of what strangers send that is no HTTP."""
    server = logging.getLogger("aiohttp.server")
    server.filters = [each for each in server.filters if not isinstance(each, Malformed)] + [Malformed()]
    return server


class Malformed(logging.Filter):
    """Says once a minute, in one line and without what was sent, that a request was no HTTP: it has been answered 400."""

    def __init__(self) -> None:
        super().__init__()
        self._quiet = Quiet()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is written."""
        if not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError)):
            return True
        name = type(record.exc_info[1]).__name__
        record.msg, record.args, record.exc_info = "a request was no HTTP: %s", (name,), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return self._quiet.may_say(name)


class Complaints:
    """Logs what the event loop complains of; the same complaint (no descriptor left…) once a minute."""

    def __init__(self) -> None:
        self._quiet = Quiet()

    def __call__(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if self._quiet.may_say(str(context.get("message"))):
            loop.default_exception_handler(context)
