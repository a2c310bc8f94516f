"""Where one service keeps its data, what it is shown, and what became of what people sent to it.

The project's own data is read, never written: a backup of it is restored in a folder that is thrown away.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from .door import POSTGRES, Door, free_port, statement
from .otherwise import Otherwise

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 240.0
"""A model of another version is trained again before the service is ready."""


@dataclass
class Place:
    """One service: its folder, its database, its program, and what was seen of it. `stall`, `own`: seconds."""

    folder: Path
    database: str = ""
    url: str = ""
    direct: str = ""
    door: Door | None = None
    otherwise: Otherwise | None = None
    process: asyncio.subprocess.Process | None = None
    sent: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    broken: int = 0
    stall: float = 0.0
    own: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what the commands of the house read; theirs is the machine's clock and disk."""
        more = {"BEFFROI_DATA_DIR": str(self.folder), "BEFFROI_PACK_DIR": str(self.folder / "pack")}
        return os.environ | more | ({"BEFFROI_DATABASE_URL": self.database} if self.door else {})

    @property
    def pid(self) -> int:
        """Return the number of its program."""
        assert self.process
        return self.process.pid

    async def ready(self) -> tuple[int, Mapping[str, Any]]:
        """Return what `/readyz` says: its status, and its body."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as answer:
            return answer.status, await answer.json()


async def beffroi(place: Place, *words: str, said: str = "") -> int:
    """Run one command of the house to its end, with `said` on its standard input; return its exit status."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "beffroi", *words, cwd=ROOT, env=place.environment, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    await process.communicate(said.encode())
    assert process.returncode is not None
    return process.returncode


async def serve(place: Place) -> None:
    """Start the service of a place, at the same address each time, and wait until it is ready."""
    port = int(place.url.rpartition(":")[2]) if place.url else free_port()
    place.url = f"http://127.0.0.1:{port}"
    shown = place.otherwise.environment if place.otherwise else {}
    with (place.folder / "serve.log").open("ab") as log:
        place.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beffroi", "serve", "--port", str(port),
            cwd=ROOT, env={**place.environment, **shown}, stdout=log, stderr=log,
        )  # fmt: skip
    if not await ready(place.url, place.process):
        raise SystemExit(f"the service did not start: {(place.folder / 'serve.log').read_text()[-600:]}")


async def ready(url: str, process: asyncio.subprocess.Process) -> bool:
    """Wait until a service says that it is ready; False where it ended, or took too long."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(2)) as session:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and process.returncode is None:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return True
            await asyncio.sleep(0.2)
    return False


async def stop(place: Place) -> None:
    """Ask the service to end, and wait for it."""
    if place.process and place.process.returncode is None:
        place.process.send_signal(signal.SIGTERM)
        await place.process.wait()


@contextlib.asynccontextmanager
async def a_place(archive: Path, kind: str, *, otherwise: bool = False) -> AsyncIterator[Place]:
    """Give a place that holds the model of the project, in a folder or a database of its own."""
    with tempfile.TemporaryDirectory(prefix="beffroi-chaos-") as name:
        place = Place(Path(name), otherwise=Otherwise(Path(name)) if otherwise else None)
        shutil.copytree(ROOT / "region" / "data", place.folder / "pack")
        async with contextlib.AsyncExitStack() as after:
            if kind == "PostgreSQL":
                await after.enter_async_context(_on_a_server(place))
            after.push_async_callback(stop, place)
            if await beffroi(place, "restore", str(archive)):
                raise SystemExit("the backup of the project could not be restored")
            yield place


@contextlib.asynccontextmanager
async def _on_a_server(place: Place) -> AsyncIterator[None]:
    """Give a place a database of its own, behind a door."""
    server, own = re.match(r"postgresql://(.*?)(?::(\d+))?/\w+$", POSTGRES), f"beffroi_chaos_{os.getpid()}"
    assert server
    host, port = server[1].rpartition("@")[2], int(server[2] or 5432)
    place.door = Door(host, port)
    place.direct = POSTGRES.rpartition("/")[0] + f"/{own}"
    place.database = place.direct.replace(f"{host}:{port}", f"127.0.0.1:{place.door.port}")
    await statement(f'CREATE DATABASE "{own}"')
    await place.door.open()
    try:
        yield
    finally:
        await place.door.close()
        await statement(f'DROP DATABASE "{own}" WITH (FORCE)')
