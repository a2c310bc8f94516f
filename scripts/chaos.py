"""Breaks what a service stands on while people write to it, and prints what became of their messages.

Run by `make chaos`, ten minutes at most; `make chaos PARTS="lock away"` runs some parts. Each part plays on SQLite, and
on PostgreSQL where one answers at BEFFROI_TEST_DATABASE_URL, through a door of its own that can be closed. The project's
own data is read, never written: a backup of it is restored in a folder that is thrown away.
"""

import asyncio
import contextlib
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import asyncpg

ROOT = Path(__file__).resolve().parents[1]
POSTGRES = os.environ.get("BEFFROI_TEST_DATABASE_URL", "postgresql://127.0.0.1:5432/test").replace("+asyncpg", "")
PEOPLE, BOUND_SECONDS = 3, 600.0
SAID = ("c'est quoi Proch'IA ?", "qui peut candidater à l'AMI ?", "bonjour", "combien finance l'AMI ?")
COMMANDS = (["backup"], ["ask", "bonjour"], ["purge"], ["learning", "next"])


@dataclass
class Place:
    """Where one service keeps its data, and what it was told."""

    folder: Path
    database: str
    url: str = ""
    direct: str = ""
    door: "Door | None" = None
    process: asyncio.subprocess.Process | None = None
    sent: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    broken: int = 0
    stall: float = 0.0

    @property
    def environment(self) -> dict[str, str]:
        more = {"BEFFROI_DATA_DIR": str(self.folder), "BEFFROI_PACK_DIR": str(self.folder / "pack")}
        return os.environ | more | ({"BEFFROI_DATABASE_URL": self.database} if self.door else {})


class Door:
    """A way to PostgreSQL that can be closed: the server itself serves others, and is left alone."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._server: asyncio.Server | None = None
        self._through: set[asyncio.StreamWriter] = set()
        self.port = free_port()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)

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


async def beffroi(place: Place, *words: str) -> int:
    """Run one command of the house to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "beffroi", *words, cwd=ROOT, env=place.environment,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    return await process.wait()


async def serve(place: Place) -> None:
    """Start the service of a place and wait until it is ready."""
    port = int(place.url.rpartition(":")[2]) if place.url else free_port()
    place.url = f"http://127.0.0.1:{port}"
    with (place.folder / "serve.log").open("ab") as log:
        place.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beffroi", "serve", "--port", str(port),
            cwd=ROOT, env=place.environment, stdout=log, stderr=log,
        )  # fmt: skip
    async with aiohttp.ClientSession() as session:
        for _ in range(900):  # a model of another version is trained again first
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{place.url}/readyz") as answer:
                    if answer.status == 200:
                        return
            if place.process.returncode is not None:
                break
            await asyncio.sleep(0.2)
    raise SystemExit(f"the service did not start: {(place.folder / 'serve.log').read_text()[-600:]}")


async def stop(place: Place) -> None:
    if place.process and place.process.returncode is None:
        place.process.send_signal(signal.SIGTERM)
        await place.process.wait()


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
    body = {"sender": sender, "message": text, "message_id": name}
    try:
        async with session.post(f"{place.url}/webhooks/rest/webhook", json=body) as answer:
            await answer.read()
            place.refused += answer.status == 503
            place.broken += answer.status >= 500 and answer.status != 503
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def probe(place: Place, over: asyncio.Event) -> None:
    """Ask `/livez` all the time: the longest answer is how long the service stood still."""
    async with aiohttp.ClientSession() as session:
        while not over.is_set():
            began = time.perf_counter()
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{place.url}/livez"):
                    place.stall = max(place.stall, time.perf_counter() - began)
            await asyncio.sleep(0.02)


async def commands(place: Place) -> None:
    for words in COMMANDS:
        await beffroi(place, *words)


async def kill(place: Place) -> None:
    for _ in range(3):
        await asyncio.sleep(2)
        assert place.process
        place.process.kill()
        await place.process.wait()
        await serve(place)


async def lock(place: Place) -> None:
    """Hold what every turn writes for eight seconds."""
    if place.door:
        connection = await asyncpg.connect(place.direct)
        async with connection.transaction():
            await connection.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            await asyncio.sleep(8)
        await connection.close()
        return
    with contextlib.closing(sqlite3.connect(place.folder / "beffroi.sqlite", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(8)


async def full(place: Place) -> None:
    """Let the service write no byte more in any file, as a full disk does."""
    assert place.process
    soft, hard = resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE, (0, hard))
    await asyncio.sleep(5)
    resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE, (soft, hard))


async def corrupt(place: Place) -> None:
    """Break a file of the region: the service goes on, and would not start on it."""
    file = place.folder / "pack" / "ami.yml"
    good = file.read_bytes()
    file.write_bytes(good[: len(good) // 2] + b"\n- id: [\n")
    await asyncio.sleep(3)
    place.broken += await beffroi(place, "serve", "--port", str(free_port())) != 1
    file.write_bytes(good)


async def away(place: Place) -> None:
    """Close the way to the server for six seconds."""
    assert place.door
    await place.door.close()
    await asyncio.sleep(6)
    await place.door.open()


async def unwritable(place: Place) -> None:
    """Let the server read and write nothing for six seconds, as a replica that took over would."""
    assert place.door
    own = place.database.rpartition("/")[2]
    await statement(f'ALTER DATABASE "{own}" SET default_transaction_read_only = on')
    await _entered_again(place.door)
    await asyncio.sleep(6)
    await statement(f'ALTER DATABASE "{own}" SET default_transaction_read_only = off')
    await _entered_again(place.door)


async def _entered_again(door: Door) -> None:
    """Cut what is connected: a setting of a database is read by the next connections."""
    await door.close()
    await door.open()


Part = Callable[[Place], Awaitable[None]]
PARTS: dict[str, tuple[Part, tuple[str, ...]]] = {
    "commands": (commands, ("SQLite", "PostgreSQL")),
    "kill": (kill, ("SQLite", "PostgreSQL")),
    "lock": (lock, ("SQLite", "PostgreSQL")),
    "full": (full, ("SQLite",)),
    "corrupt": (corrupt, ("SQLite",)),
    "away": (away, ("PostgreSQL",)),
    "unwritable": (unwritable, ("PostgreSQL",)),
}


async def played(place: Place, part: Part) -> str:
    """Play one part under load; return its line of the table."""
    await serve(place)
    async with aiohttp.ClientSession() as session:  # the first answers of a fresh service are not what is measured
        for text in SAID:
            await answered(place, session, "first", text, f"first-{text}")
    over = asyncio.Event()
    people = [asyncio.create_task(person(place, number, over)) for number in range(PEOPLE)]
    probing = asyncio.create_task(probe(place, over))
    await asyncio.sleep(1)
    await part(place)
    await asyncio.sleep(2)
    over.set()
    async with asyncio.timeout(60):
        await asyncio.gather(*people, probing)
    await stop(place)
    turns = await transcribed(place)
    found = [name for _, name in turns]
    lost = len({name for _, name in place.sent} - set(found))
    disordered = sum(names != sorted(names) for names in ([n for s, n in turns if s == f"p{p}"] for p in range(PEOPLE)))
    figures = (len(place.sent), lost, len(found) - len(set(found)), disordered, place.refused, place.broken)
    return " | ".join(map(str, figures)) + f" | {1000 * place.stall:.0f} ms"


async def transcribed(place: Place) -> list[tuple[str, str]]:
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
    return [(sender, re.search(r"\d-\d{5}$", name).group()) for sender, name in rows]


@contextlib.asynccontextmanager
async def a_place(archive: Path, kind: str) -> AsyncIterator[Place]:
    """Give a place that holds the model of the project, in a folder or a database of its own."""
    with tempfile.TemporaryDirectory(prefix="beffroi-chaos-") as name:
        folder, server, own = Path(name), re.match(r"postgresql://(.*?)(?::(\d+))?/\w+$", POSTGRES), ""
        shutil.copytree(ROOT / "region" / "data", folder / "pack")
        place = Place(folder, "")
        if kind == "PostgreSQL":
            assert server
            own = f"beffroi_chaos_{os.getpid()}"
            host, port = server[1].rpartition("@")[2], int(server[2] or 5432)
            place.door = Door(host, port)
            place.direct = POSTGRES.rpartition("/")[0] + f"/{own}"
            place.database = place.direct.replace(f"{host}:{port}", f"127.0.0.1:{place.door.port}")
            await statement(f'CREATE DATABASE "{own}"')
            await place.door.open()
        try:
            if await beffroi(place, "restore", str(archive)):
                raise SystemExit("the backup of the project could not be restored")
            yield place
        finally:
            await stop(place)
            if place.door:
                await place.door.close()
                await statement(f'DROP DATABASE "{own}" WITH (FORCE)')


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


async def main(wanted: list[str]) -> int:
    began, bad = time.monotonic(), 0
    server = await there_is_a_server()
    print(
        "| part | database | sent | lost | doubled | out of order | told to wait (503) | other errors | worst stall |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="beffroi-chaos-") as kept:
        environment = {"BEFFROI_DATA_DIR": str(ROOT / "var")}
        making = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beffroi", "backup", "--folder", kept, cwd=ROOT, env=os.environ | environment,
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        if await making.wait():
            raise SystemExit("the project has no model yet: run « make install »")
        archive = next(Path(kept).glob("beffroi-*.zip"))
        for name in wanted:
            part, kinds = PARTS[name]
            for kind in kinds:
                if kind == "PostgreSQL" and not server:
                    print(f"| {name} | {kind} | not played: no server at {POSTGRES} |")
                elif time.monotonic() - began > BOUND_SECONDS - 60:
                    print(f"| {name} | {kind} | not played: ten minutes are over |")
                else:
                    async with a_place(archive, kind) as place:
                        line = await played(place, part)
                    print(f"| {name} | {kind} | {line} |", flush=True)
                    bad += any(figure.strip() != "0" for figure in line.split("|")[1:4] + line.split("|")[5:6])
    return int(bool(bad))


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sys.exit(asyncio.run(main(chosen)))
