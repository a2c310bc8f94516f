"""Plays two machines behind nginx on one PostgreSQL, in two network namespaces, while people write: `make two-hosts`.

Each machine has an address of its own and sees the others by the network only; nginx runs from deploy/nginx-deux-machines.conf,
without its certificate. What is done to them stands in STEPS: an upgrade of each in turn, a cut cable, a kill. It needs
root, `ip` and nginx, and a PostgreSQL at BEFFROI_TEST_DATABASE_URL; what it makes (a database, a bridge) is taken away.
"""

import asyncio
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import asyncpg

sys.path.insert(0, os.path.dirname(__file__))

from chaos.door import POSTGRES, Door
from chaos.people import SAID
from chaos.place import ready

ROOT = Path(__file__).resolve().parents[1]
NET, BRIDGE, DATABASE = "10.213.77", "bfr-two", "beffroi_two_hosts"
MIDDLE, FRONT = f"{NET}.1", "http://127.0.0.1:8497"
HOSTS = {"one": f"{NET}.11", "other": f"{NET}.12"}
PEOPLE, REST_SECONDS = 4, 4.0
NAME = re.compile(r"\d+-\d{5}$")
SECRET = "one secret for both machines, long enough"


@dataclass
class Crowd:
    """What people sent through nginx, and what they met."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    tries: int = 0
    longest: float = 0.0
    over: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Machine:
    """One of the two: its namespace, its folder, its program."""

    name: str
    address: str
    folder: Path
    database: str
    process: asyncio.subprocess.Process | None = None

    @property
    def namespace(self) -> str:
        return f"bfr-{self.name}"

    async def start(self) -> None:
        """Start the program on this machine's own address, and wait until it says that it is ready."""
        environment = os.environ | {
            "BEFFROI_DATA_DIR": str(self.folder), "BEFFROI_DATABASE_URL": self.database, "BEFFROI_SECRET_KEY": SECRET,
            "BEFFROI_TRUSTED_PROXIES": "1", "BEFFROI_RATE_PER_MINUTE": "10000",
        }  # fmt: skip
        command = ("ip", "netns", "exec", self.namespace, sys.executable, "-m", "beffroi", "serve")
        with (self.folder / "serve.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *command, "--host", self.address, "--port", "8080", cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        await self.ready()

    async def ready(self) -> None:
        """Wait until the program says that it is ready."""
        if self.process is None or not await ready(f"http://{self.address}:8080", self.process):
            raise SystemExit(f"machine {self.name}: {(self.folder / 'serve.log').read_text()[-800:]}")

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process and self.process.returncode is None:
            self.process.send_signal(how)
            await self.process.wait()


def run(*words: str) -> None:
    subprocess.run(words, check=True)


@contextlib.contextmanager
def network() -> Iterator[None]:
    """Two machines with an address each, on one bridge."""
    run("ip", "link", "add", BRIDGE, "type", "bridge")
    try:
        run("ip", "addr", "add", f"{MIDDLE}/24", "dev", BRIDGE)
        run("ip", "link", "set", BRIDGE, "up")
        for name, address in HOSTS.items():
            inside, outside, space = f"i-{name}", f"o-{name}", f"bfr-{name}"
            run("ip", "netns", "add", space)
            run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside)
            run("ip", "link", "set", inside, "netns", space)
            run("ip", "link", "set", outside, "master", BRIDGE)
            run("ip", "link", "set", outside, "up")
            for words in (f"addr add {address}/24 dev {inside}", f"link set {inside} up", "link set lo up"):
                run("ip", "-n", space, *words.split())
        yield
    finally:
        for name in HOSTS:
            subprocess.run(["ip", "netns", "del", f"bfr-{name}"], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "link", "del", BRIDGE], check=False)


@contextlib.contextmanager
def nginx(folder: Path) -> Iterator[None]:
    """nginx as the deploy folder sets it, on a port of this machine and without its certificate."""
    told = (ROOT / "deploy" / "nginx-deux-machines.conf").read_text(encoding="utf-8")
    for written, address in zip(("10.0.0.11", "10.0.0.12"), HOSTS.values(), strict=True):
        assert written in told
        told = told.replace(written, address)
    told = re.sub(r"^\s*(?:listen \[::\].*|ssl_.*)$", "", told, flags=re.MULTILINE)
    told = told.replace("listen 443 ssl http2;", "listen 127.0.0.1:8497;").replace("/var/log/nginx", str(folder))
    conf = folder / "nginx.conf"
    conf.write_text(f"pid {folder}/nginx.pid;\ndaemon off;\nevents {{}}\nhttp {{\n{told}\n}}\n", encoding="utf-8")
    server = subprocess.Popen(["nginx", "-c", str(conf), "-p", str(folder)])
    try:
        yield
    finally:
        server.terminate()
        server.wait()


async def person(crowd: Crowd, number: int) -> None:
    """Write one message after the other in one conversation; one without an answer is sent again, as the chat does."""
    here = aiohttp.TCPConnector(local_addr=(f"127.0.0.{10 + number}", 0))  # an address each, as people have
    async with aiohttp.ClientSession(connector=here, timeout=aiohttp.ClientTimeout(30)) as session:
        headers = {"X-Beffroi-Session": await _session(session)}
        count = 0
        while not crowd.over.is_set():
            name, began = f"{number}-{count:05d}", time.perf_counter()
            crowd.sent.append((str(number), name))
            while not await _answered(crowd, session, headers, {"id": name, "text": SAID[count % len(SAID)]}):
                await asyncio.sleep(0.2)
            crowd.longest = max(crowd.longest, time.perf_counter() - began)
            count += 1
            await asyncio.sleep(0.6)


async def _session(session: aiohttp.ClientSession) -> str:
    while True:
        with contextlib.suppress(aiohttp.ClientError, TimeoutError, KeyError):
            async with session.post(f"{FRONT}/w/session") as answer:
                return str((await answer.json())["session"])
        await asyncio.sleep(0.2)


async def _answered(
    crowd: Crowd, session: aiohttp.ClientSession, headers: dict[str, str], body: dict[str, str]
) -> bool:
    crowd.tries += 1
    try:
        async with session.post(f"{FRONT}/w/messages", json=body, headers=headers) as answer:
            await answer.read()
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


async def upgraded(machine: Machine) -> None:
    await machine.stop()
    await machine.start()


async def unplugged(machine: Machine) -> None:
    run("ip", "link", "set", f"o-{machine.name}", "down")
    await asyncio.sleep(8)
    run("ip", "link", "set", f"o-{machine.name}", "up")
    await machine.ready()


async def killed(machine: Machine) -> None:
    await machine.stop(signal.SIGKILL)
    await machine.start()


Step = tuple[str, str, Callable[[Machine], Awaitable[None]]]
STEPS: tuple[Step, ...] = (
    ("one is upgraded", "one", upgraded),
    ("the other is upgraded", "other", upgraded),
    ("one is unplugged for 8 s", "one", unplugged),
    ("the other is killed", "other", killed),
)


async def played(machines: dict[str, Machine], direct: str) -> bool:
    """Play each step while people write; print what became of their messages, and tell whether all is well."""
    crowd = Crowd()
    people = [asyncio.create_task(person(crowd, number)) for number in range(PEOPLE)]
    print("| what | messages meanwhile | tries | longest wait |\n|---|---|---|---|")
    for what, name, step in (("nothing", "one", lambda _: asyncio.sleep(0)), *STEPS):
        sent, tries, crowd.longest = len(crowd.sent), crowd.tries, 0.0
        await step(machines[name])
        await asyncio.sleep(REST_SECONDS)
        print(f"| {what} | {len(crowd.sent) - sent} | {crowd.tries - tries} | {crowd.longest:.1f} s |", flush=True)
    crowd.over.set()
    await asyncio.gather(*people)
    return await counted(crowd, direct)


async def counted(crowd: Crowd, direct: str) -> bool:
    """Read the base: each message has one turn, in the order it was sent."""
    connection = await asyncpg.connect(direct)
    rows = await connection.fetch("SELECT external_id FROM transcript WHERE channel = 'web' ORDER BY id")
    waiting = await connection.fetchval("SELECT count(*) FROM inbox WHERE status <> 'done'")
    await connection.close()
    kept = [NAME.search(row["external_id"])[0] for row in rows]  # the channel puts who sent it first
    lost, doubled = {name for _, name in crowd.sent} - set(kept), len(kept) - len(set(kept))
    disordered = sum(
        [name for name in kept if name.startswith(f"{number}-")]
        != sorted(name for name in kept if name.startswith(f"{number}-"))
        for number in range(PEOPLE)
    )
    print(
        f"{len(crowd.sent)} messages: {len(lost)} lost, {doubled} doubled, {disordered} conversations out of order, {waiting} unanswered"
    )
    return not (lost or doubled or disordered or waiting)


@contextlib.asynccontextmanager
async def database() -> AsyncIterator[str]:
    """Give the address of a database of its own."""
    there = await asyncpg.connect(POSTGRES)
    await there.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    await there.execute(f"CREATE DATABASE {DATABASE}")
    try:
        yield POSTGRES.rpartition("/")[0] + f"/{DATABASE}"
    finally:
        await there.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        await there.close()


async def main() -> int:
    """Make the machines, play, take all away; 1 when a message was lost, doubled or out of order."""
    missing = [name for name in ("ip", "nginx") if not shutil.which(name)]
    if missing or os.geteuid() != 0:
        print("this needs root, ip and nginx" + (f"; missing: {', '.join(missing)}" if missing else ""))
        return 3
    with tempfile.TemporaryDirectory() as made, network(), nginx(Path(made)):
        async with database() as direct:
            host, _, port = direct.rpartition("/")[0].rpartition("@")[2].removeprefix("postgresql://").partition(":")
            door = Door(host, int(port or 5432), bind=MIDDLE)
            await door.open()
            through = f"postgresql+asyncpg://{MIDDLE}:{door.port}/{DATABASE}"
            machines = {}
            for name, address in HOSTS.items():
                folder = Path(made) / name
                folder.mkdir()
                machines[name] = Machine(name, address, folder, through)
            try:
                for machine in machines.values():
                    await machine.start()
                well = await played(machines, direct)
            finally:
                for machine in machines.values():
                    await machine.stop()
                await door.close()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
