"""What is broken behind a service, part by part, and what it must say of it meanwhile."""

import asyncio
import contextlib
import resource
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import asyncpg

from .door import Door, free_port, statement
from .place import ROOT, Place, beffroi, serve

AGENDA = ROOT / "tests" / "data" / "agendas" / "excel.csv"
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("backup",), ("ask", "bonjour"), ("learning", "next"), ("purge",), ("data", "check"),
    ("data", "import", "agenda", str(AGENDA), "--keep-going"), ("export", "p0", "--channel", "rest"),
    ("operator", "add", "Camille", "--role", "lecteur", "--password-stdin"), ("eligibility", "--all", "--facts", "{}"),
    ("switch", "banner", "--author", "chaos", "--comment", "essai", "--text", "Essai.", "--until", "2099-01-01T00:00"),
    ("doctor",), ("erase", "first", "--channel", "rest"),
)  # fmt: skip
"""Twelve commands of the house. `learning export` is not one: it writes in the project's own files."""
PASSWORD = "un long mot de passe"
SAYS_SECONDS = 30.0
HOUR = 3600


async def commands(place: Place) -> None:
    """Run the house's own commands one after the other beside the service."""
    for words in COMMANDS:
        if status := await beffroi(place, *words, said=PASSWORD):
            place.faults.append(f"beffroi {' '.join(words[:2])}: exit status {status}")


async def kill(place: Place) -> None:
    """Kill the service three times."""
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
    await says(place, "that its database cannot be written", unwritten)
    await asyncio.sleep(5)
    resource.prlimit(place.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
    await says(place, "that it is ready again", well)


async def corrupt(place: Place) -> None:
    """Break a file of the region: the service goes on and says so, and would not start on it."""
    file = place.folder / "pack" / "ami.yml"
    good = file.read_bytes()
    file.write_bytes(good[: len(good) // 2] + b"\n- id: [\n")
    await says(place, "that ami.yml cannot be read", lambda status, body: status == 200 and "ami.yml" in _trouble(body))
    if await beffroi(place, "serve", "--port", str(free_port())) != 1:
        place.faults.append("serve did not refuse a file of the region it cannot read")
    file.write_bytes(good)
    await says(place, "that ami.yml is read again", lambda status, body: status == 200 and not _trouble(body))


async def away(place: Place) -> None:
    """Close the way to the server for six seconds."""
    assert place.door
    await place.door.close()
    await says(place, "that its database cannot be written", unwritten)
    await asyncio.sleep(6)
    await place.door.open()
    await says(place, "that it is ready again", well)


async def unwritable(place: Place) -> None:
    """Make read-only the disk under the file, or the server, as a replica that took over is, for six seconds."""
    await _read_only(place, True)
    await says(place, "that its database cannot be written", unwritten)
    await asyncio.sleep(6)
    await _read_only(place, False)
    await says(place, "that it is ready again", well)


async def _read_only(place: Place, so: bool) -> None:
    if not place.door:
        assert place.otherwise
        place.otherwise.tell(read_only=so)
        return
    own = place.database.rpartition("/")[2]
    await statement(f'ALTER DATABASE "{own}" SET default_transaction_read_only = {"on" if so else "off"}')
    await _entered_again(place.door)


async def _entered_again(door: Door) -> None:
    """Cut what is connected: a setting of a database is read by the next connections."""
    await door.close()
    await door.open()


async def back(place: Place) -> None:
    """Set the service's time of day an hour back, then right again."""
    assert place.otherwise
    for later in (-HOUR, 0):
        place.otherwise.tell(later=later)
        await asyncio.sleep(5)
        await says(place, "that it is ready", well)


def unwritten(status: int, body: Mapping[str, Any]) -> bool:
    """Tell whether `/readyz` says that the database cannot be written."""
    return status == 503 and body["checks"]["database"] is False


def well(status: int, body: Mapping[str, Any]) -> bool:
    """Tell whether `/readyz` says that all is well."""
    return status == 200


def _trouble(body: Mapping[str, Any]) -> str:
    return body["regional_data"] or ""


async def says(place: Place, sentence: str, so: Callable[[int, Mapping[str, Any]], bool]) -> None:
    """Ask `/readyz` until it says so; otherwise it is a fault."""
    until = time.monotonic() + SAYS_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(aiohttp.ClientError):
            if so(*await place.ready()):
                return
        await asyncio.sleep(0.2)
    place.faults.append(f"/readyz did not say {sentence}")


@dataclass(frozen=True)
class Part:
    """What is done, on which databases; which of them need another clock or disk; whether a stall of `/livez` fails it."""

    play: Callable[[Place], Awaitable[None]]
    on: tuple[str, ...] = ("SQLite", "PostgreSQL")
    otherwise: tuple[str, ...] = ()
    judged: bool = True


PARTS: Mapping[str, Part] = {
    "commands": Part(commands),
    "kill": Part(kill, judged=False),  # a service that starts again answers late, and nobody else could answer
    "lock": Part(lock),
    "full": Part(full, on=("SQLite",)),
    "corrupt": Part(corrupt, on=("SQLite",)),
    "away": Part(away, on=("PostgreSQL",)),
    "unwritable": Part(unwritable, otherwise=("SQLite",)),
    "back": Part(back, otherwise=("SQLite", "PostgreSQL")),
}
