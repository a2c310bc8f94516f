"""A way to PostgreSQL that can be closed: the server itself serves others, and is left alone."""

import asyncio
import contextlib
import os
import socket

import asyncpg

POSTGRES = os.environ.get("BEFFROI_TEST_DATABASE_URL", "postgresql://127.0.0.1:5432/test").replace("+asyncpg", "")


class Door:
    """Passes what it is sent between a port of this machine and a server, until it is closed."""

    def __init__(self, host: str, port: int, *, bind: str = "127.0.0.1") -> None:
        self._host, self._port, self._bind = host, port, bind
        self._server: asyncio.Server | None = None
        self._through: set[asyncio.StreamWriter] = set()
        self.port = free_port()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._pass, self._bind, self.port)

    async def close(self) -> None:
        if self._server:
            self._server.close()
        for each in tuple(self._through):
            each.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._host, self._port)
        self._through |= {writer, back}
        await asyncio.gather(_copied(reader, back), _copied(there, writer), return_exceptions=True)
        self._through -= {writer, back}


async def _copied(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while some := await source.read(65_536):
            target.write(some)
            await target.drain()
    target.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def statement(words: str) -> None:
    connection = await asyncpg.connect(POSTGRES, timeout=3)
    try:
        await connection.execute(words)
    finally:
        await connection.close()


async def there_is_a_server() -> bool:
    try:
        await statement("SELECT 1")
    except (OSError, asyncpg.PostgresError):
        return False
    return True
