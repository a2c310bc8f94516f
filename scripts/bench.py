"""Measures the assistant in service: start, memory, one client, sixteen clients, a long conversation.

Run by `make bench`. It serves the real model on a database of its own (SQLite, or BEFFROI_DATABASE_URL) and talks
to `POST /webhooks/rest/webhook` from another process, as any client would. Figures are medians: machines are noisy.
Arguments go to `beffroi serve`: `scripts/bench.py --workers 2` on PostgreSQL.
"""

import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import aiohttp
import psutil
import yaml

ROOT = Path(__file__).resolve().parents[1]
PORT = int(os.environ.get("BENCH_PORT", "8099"))
URL = f"http://127.0.0.1:{PORT}"
Say = Callable[[str, str], Awaitable[float]]


def sentences(*, questions_only: bool = False) -> list[str]:
    """Return what people say, in a fixed order: one training sentence in ten, or those that only ask for information."""
    said: list[str] = []
    for file in sorted((ROOT / "nlu" / "data").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            if block["intent"].startswith("ask_") or not questions_only:
                said += [line[2:] for line in block["examples"].splitlines() if line.startswith("- ")][::10]
    random.Random(0).shuffle(said)
    return said


class Server:
    """The program, served in a process of its own."""

    def __init__(self, folder: str) -> None:
        environment = os.environ | {"BEFFROI_DATA_DIR": folder}
        command = [sys.executable, "-m", "beffroi", "serve", "--port", str(PORT), *sys.argv[1:]]
        self.started = time.perf_counter()
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    def processes(self) -> list[psutil.Process]:
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def processor_seconds(self) -> float:
        times = [each.cpu_times() for each in self.processes()]
        return sum(used.user + used.system for used in times)

    def megabytes(self) -> float:
        return sum(each.memory_info().rss for each in self.processes()) / 1e6

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)


async def first_answer(server: Server) -> float:
    """Return the seconds from start to the first answer."""
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                await _say(session, "first", "C'est quoi Proch'IA ?")
                return time.perf_counter() - server.started
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def _say(session: aiohttp.ClientSession, sender: str, text: str) -> float:
    started = time.perf_counter()
    async with session.post(f"{URL}/webhooks/rest/webhook", json={"sender": sender, "message": text}) as answer:
        answer.raise_for_status()
        await answer.read()
    return time.perf_counter() - started


async def one_client(session: aiohttp.ClientSession, said: Iterator[tuple[str, str]], turns: int) -> list[float]:
    return [await _say(session, *next(said)) for _ in range(turns)]


def people(name: str, said: list[str], turns_each: int = 6) -> Iterator[tuple[str, str]]:
    """Yield (sender, text): a new person every few turns."""
    for number in range(1_000_000):
        yield f"{name}-{number // turns_each}", said[number % len(said)]


async def long_conversation(session: aiohttp.ClientSession, said: list[str]) -> tuple[float, float]:
    """Return the median seconds of turns 3 to 7 and of turns after 400: same questions, turn and turn about.

    Neither conversation is in a form, whose turns cost more: only their length differs.
    """
    questions = [text for text in said if len(text) > 20][:9]
    early, late = [], []
    for turn in range(400):
        await _say(session, "long", said[turn % len(said)])
    for person in range(12):
        for turn, text in enumerate(questions, start=1):
            short, long = await _say(session, f"short-{person}", text), await _say(session, "long", text)
            if 3 <= turn <= 7:
                early.append(short)
                late.append(long)
    return statistics.median(early), statistics.median(late)


async def measured(server: Server) -> None:
    said = sentences()
    print(f"start to first answer    {await first_answer(server):7.1f} s")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=16)) as session:
        await one_client(session, people("warm", said), 100)
        used = server.processor_seconds()
        alone = await one_client(session, people("alone", said), 600)
        used = server.processor_seconds() - used
        alone.sort()
        print(f"one client, median       {statistics.median(alone) * 1e3:7.1f} ms  (p95 {alone[570] * 1e3:.1f} ms)")
        print(f"processor time a turn    {used / 600 * 1e3:7.1f} ms")
        started, turns = time.perf_counter(), 100
        await asyncio.gather(*(one_client(session, people(f"many{n}", said), turns) for n in range(16)))
        print(f"sixteen clients          {16 * turns / (time.perf_counter() - started):7.0f} turns/s")
        print(f"resident memory          {server.megabytes():7.0f} MB after {100 + 600 + 1600} turns")
        early, late = await long_conversation(session, sentences(questions_only=True))
        print(f"turn 5 and turn 400      {early * 1e3:7.1f} ms and {late * 1e3:.1f} ms: × {late / early:.2f}")
        print(f"resident memory          {server.megabytes():7.0f} MB at the end")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print("training a first model…", flush=True)
        environment = os.environ | {"BEFFROI_DATA_DIR": folder}
        subprocess.run(
            [sys.executable, "-m", "beffroi", "train", "--if-missing"], cwd=ROOT, env=environment, check=True
        )
        server = Server(folder)
        try:
            asyncio.run(measured(server))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
