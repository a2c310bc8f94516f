"""Kills the assistant a hundred times under load, then loads it for an hour: nothing lost, nothing doubled, flat memory.

Run by `make soak`; SOAK_KILLS and SOAK_MINUTES shorten it, SOAK_PAUSE (seconds) lets each client think between two
messages. Each line of the load gives minutes, messages, resident memory, open descriptors and threads. Messages go to the
REST webhook with identifiers, and a message without an answer is sent again, as a client would. At the end each
identifier must have one turn.
"""

import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time

import aiohttp

sys.path.insert(0, os.path.dirname(__file__))

from bot.engine import standin

standin.install()

from bench import URL, Server, first_answer, sentences  # noqa: E402

from channels.rest import message_id  # noqa: E402

KILLS = int(os.environ.get("SOAK_KILLS", "100"))
MINUTES = float(os.environ.get("SOAK_MINUTES", "60"))
PAUSE = float(os.environ.get("SOAK_PAUSE", "0"))
CLIENTS = 8


async def insisting(session: aiohttp.ClientSession, sender: str, text: str, name: str) -> None:
    """Send one message until it is answered."""
    body = {"sender": sender, "message": text, "message_id": name}
    while True:
        try:
            async with session.post(f"{URL}/webhooks/rest/webhook", json=body) as answer:
                if answer.status == 200 and await answer.json():
                    return
        except aiohttp.ClientError:
            pass
        await asyncio.sleep(0.2)


async def client(part: str, number: int, stop: asyncio.Event, sent: list[str], said: list[str]) -> None:
    async with aiohttp.ClientSession() as session:
        while not stop.is_set():
            name, sender = f"{part}-{number}-{len(sent)}", f"person-{part}-{number}-{len(sent) // 40}"
            sent.append(message_id(sender, name))
            await insisting(session, sender, random.choice(said), name)
            await asyncio.sleep(PAUSE)


async def killed(folder: str, said: list[str]) -> list[str]:
    stop, sent, server = asyncio.Event(), [], Server(folder)
    clients = [asyncio.create_task(client("killed", n, stop, sent, said)) for n in range(CLIENTS)]
    for kill in range(KILLS):
        await first_answer(server)
        await asyncio.sleep(random.uniform(0.1, 1.5))
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        server = Server(folder)
        print(f"\rkill {kill + 1} of {KILLS}, {len(sent)} messages", end="", flush=True)
    await first_answer(server)
    stop.set()
    await asyncio.gather(*clients)
    server.stop()
    print()
    return sent


def verdict(folder: str, sent: list[str]) -> None:
    """Check that each identifier has exactly one turn and one set of replies."""
    with sqlite3.connect(os.path.join(folder, "beffroi.sqlite")) as database:
        told = dict(database.execute("SELECT external_id, count(*) FROM transcript GROUP BY external_id"))
        left = database.execute("SELECT count(*) FROM inbox WHERE status <> 'done'").fetchone()[0]
    lost = [name for name in sent if name not in told]
    doubled = [name for name, count in told.items() if count > 1]
    print(f"{len(sent)} messages: {len(lost)} lost, {len(doubled)} doubled, {left} unanswered")
    if lost or doubled or left:
        sys.exit(1)


async def loaded(folder: str, said: list[str]) -> list[str]:
    server, stop, sent = Server(folder), asyncio.Event(), []
    await first_answer(server)
    clients = [asyncio.create_task(client("loaded", n, stop, sent, said)) for n in range(CLIENTS)]
    started = time.monotonic()
    while time.monotonic() - started < MINUTES * 60:
        await asyncio.sleep(min(60, MINUTES * 60 / 10))
        minutes = (time.monotonic() - started) / 60
        held = [(each.num_fds(), each.num_threads()) for each in server.processes()]
        descriptors, threads = (sum(column) for column in zip(*held, strict=True))
        print(
            f"{minutes:5.1f} min  {len(sent):7d} messages  {server.megabytes():6.0f} MB"
            f"  {descriptors:4d} descriptors  {threads:3d} threads",
            flush=True,
        )
    stop.set()
    await asyncio.gather(*clients)
    server.stop()
    return sent


def main() -> None:
    said = sentences()
    with tempfile.TemporaryDirectory() as folder:
        sent = asyncio.run(killed(folder, said)) if KILLS else []
        if KILLS:
            verdict(folder, sent)
        verdict(folder, sent + asyncio.run(loaded(folder, said)))


if __name__ == "__main__":
    main()
