"""Prints how long each page of the console takes with 100,000 recorded messages on SQLite: `make bench-console`.

A thread asks `/livez` all the while: a page that holds the event loop longer than the bar is named, and fails.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.engine import standin

standin.install()

from aiohttp import ClientSession, DummyCookieJar, web  # noqa: E402

from bot.engine.engine import Engines  # noqa: E402
from bot.house import House  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.audit import Act, audits  # noqa: E402
from bot.store.database import Database  # noqa: E402
from bot.store.tables import conversations, transcripts  # noqa: E402
from bot.wordings import WORDINGS  # noqa: E402
from channels import health, pages  # noqa: E402
from console import app as console  # noqa: E402
from console import operators, sessions  # noqa: E402
from console.routes import ROUTES  # noqa: E402
from learning import counts  # noqa: E402
from learning.inbox import (  # noqa: E402
    candidates,
    collecting,
    emerging,
)
from learning.sentences import (  # noqa: E402
    current,
    intents,
)
from learning.tables import example_changes, labels  # noqa: E402
from scripts.chaos.stalls import BAR_MS, Probe  # noqa: E402

LIMIT_MS = 300
DAYS = 30
SPOKEN_OF = 0.002
"""Share of the messages about a subject nobody knew."""
TURNS, SLICE = 4, 5_000
"""Messages of a conversation, and of a transaction."""
WORDS = (
    "aide", "ia", "mairie", "projet", "commune", "combien", "atelier", "lens", "amiens", "dossier", "subvention",
    "donnée", "chatgpt", "formation", "entreprise", "salarié", "data", "robot", "école", "enfant", "prochia", "café",
    "quand", "où", "qui", "pourquoi", "comment", "montant", "date",
)  # fmt: skip
NEW, SUBJECT = "bidulotron", "/sujets/lot"
SEARCH = "/console/conversations?"
LIVE = (SUBJECT, "/flux", "/appels", "/oidc", "/oidc/retour")


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--folder", help="keeps what was written there, and reads it again the next time")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.folder or made
        filled = (Path(folder) / "beffroi.sqlite").exists()
        settings = Settings.read({"BEFFROI_DATA_DIR": folder})
        async with Database(settings.database_url) as database:
            await database.migrate()
            house = House(settings, database, Engines(), WORDINGS)
            if not filled:
                await fill(house, args.messages)
            slow = await measure(house, args.times)
    return 1 if slow else 0


async def fill(house: House, count: int) -> None:
    """Write a month of conversations, read them into the inbox, count them, label a few hundred."""
    started = time.perf_counter()
    await written(house, count)
    await collecting.collect(house.database, telegram=False, now=datetime.now(UTC))
    await counts.roll(house)
    await teach(house, list(intents.known()))
    size = Path(house.settings.data_dir / "beffroi.sqlite").stat().st_size / 1e6
    print(
        f"{count} messages, {size:.0f} MB, written and read in {time.perf_counter() - started:.0f} s", file=sys.stderr
    )


async def written(house: House, count: int) -> None:
    """Keep `count` messages of a month, some to a conversation."""
    chance, names = random.Random(0), list(intents.known())
    for start in range(0, count, SLICE):
        rows = list(messages(chance, names, start, min(count, start + SLICE), count))
        talks = {row["conversation_id"]: row for row in rows}
        async with house.database.write() as connection:
            await connection.execute(transcripts.insert(), rows)
            await connection.execute(conversations.insert(), [talk(row) for row in talks.values()])


def messages(chance: random.Random, names: list[str], first: int, last: int, count: int) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    for number in range(first, last):
        intent, confidence = chance.choice(names), chance.choice((0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.0))
        text = " ".join(chance.choices(WORDS, k=chance.randint(2, 9)))
        if chance.random() < SPOKEN_OF:
            intent, text = "out_of_scope", f"{text} {NEW}"
        reply = {"text": text * 3, "buttons": [], "sources": [{"title": "Communiqué", "url": None, "date": None,
                 "date_label": "24 juin 2026", "kind": "officiel"}]}  # fmt: skip
        yield {
            "conversation_id": f"c{number // TURNS}", "channel": chance.choice(("web", "web", "telegram", "rest")),
            "external_id": str(number), "at": now - timedelta(days=DAYS) * (1 - number / count), "text": text,
            "pressed": chance.random() < 0.2, "outcome": "fallback" if confidence < 0.5 else "answered",
            "intent": intent, "confidence": confidence, "ambiguous": confidence < 0.5, "entities": [], "reply": [reply],
            "ranking": [[intent, confidence], [chance.choice(names), (1 - confidence) / 2]],
            "thumb": chance.choice((None,) * 40 + (1, -1)),
        }  # fmt: skip


def talk(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["conversation_id"], "channel": row["channel"], "sender": row["conversation_id"], "version": TURNS,
        "memory": [], "buttons": {}, "failures": 0, "notice_given": True, "started_at": row["at"], "last_at": row["at"],
        "closed_at": row["at"],
    }  # fmt: skip


async def teach(house: House, names: list[str]) -> None:
    act = Act("bench", datetime.now(UTC), "mesure")
    said = [(f"exemple {number} du banc", names[number % len(names)]) for number in range(600)]
    async with house.database.write() as connection:
        await connection.execute(
            example_changes.insert(),
            [{"kind": "add", "text": text, "key": text, "intent": name, **act.stamp} for text, name in said],
        )
        await connection.execute(
            labels.insert(),
            [{"text": text, "intent": name, "predicted": name, "drawn": False, "control": False, "state": "promoted",
              **act.stamp} for text, name in said],
        )  # fmt: skip
        await connection.execute(
            audits.insert(), [{"action": "label", "subject": str(n), **act.stamp} for n in range(20_000)]
        )


@dataclass
class Here:
    """This process, as the probe sees it."""

    url: str
    stall: float = 0.0
    own: float = 0.0

    @property
    def pid(self) -> int:
        """Return the number of this process, whose main thread runs the loop."""
        return os.getpid()


async def measure(house: House, times: int) -> list[str]:
    """Print the median of each page, and return those over the limit, or that held the loop."""
    app = web.Application()
    health.setup(app, house)
    pages.setup(app, house)
    console.setup(app, house)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    headers = {"Cookie": f"{sessions.COOKIE}={await _signed_in(house)}"}
    slow, held, here = [], [], Here(f"http://127.0.0.1:{port}")
    probe = Probe(here)
    probe.start()
    async with ClientSession(f"http://127.0.0.1:{port}", headers=headers, cookie_jar=DummyCookieJar()) as client:
        await asyncio.to_thread(emerging.ready, current.base())  # as the program does beside its pages, once
        for path in await _paths(house):
            sent = await _search(client) if path == SEARCH else None
            here.own = 0.0
            began = time.process_time()
            taken = [await _timed(client, path, sent) for _ in range(times)]
            middle, work = statistics.median(taken), 1000 * (time.process_time() - began) / times
            print(f"{middle:7.0f} ms (max {max(taken):5.0f}, processor {work:4.0f})  {path}", flush=True)
            slow += [path] if middle > LIMIT_MS else []
            if 1000 * here.own > BAR_MS:
                print(f"        /livez waited {1000 * here.own:.0f} ms for its loop", flush=True)
                held.append(path)
    await asyncio.to_thread(probe.end)
    await runner.cleanup()
    print(f"{'every page' if not slow else 'NOT every page'} under {LIMIT_MS} ms", *slow)
    print(f"{'no page' if not held else 'some pages'} held /livez more than {BAR_MS} ms", *held)
    return slow + held


async def _search(client: ClientSession) -> dict[str, str]:
    """Return the form that looks for words no conversation holds: every message is read."""
    async with client.get(SEARCH) as answer:
        token = re.search(r'name="csrf" value="([^"]+)"', await answer.text())
    assert token
    return {"csrf": token[1], "text": "introuvable prochia"}


async def _timed(client: ClientSession, path: str, sent: dict[str, str] | None) -> float:
    started = time.perf_counter()
    asked = client.post(path, data=sent) if sent else client.get(path, allow_redirects=False)
    async with asked as answer:
        await answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
    return 1000 * (time.perf_counter() - started)


async def _signed_in(house: House) -> str:
    async with house.database.write() as connection:
        act = Act("bench", house.clock())
        number = await operators.add(
            connection, f"Banc {time.time_ns()}", ["tous", "DPO"], act, password="un long mot de passe"
        )
        operator = await operators.find(connection, number)
        assert operator is not None
        return await sessions.open_(connection, operator, now=house.clock(), verified=True)


async def _paths(house: House) -> list[str]:
    """Return every page one can read, with the filters an operator uses."""
    async with house.database.read() as connection:
        waiting = await candidates.next_ones(connection)
        groups = await candidates.biggest_groups(connection, count=1)
    simple = [route.path for route in ROUTES if route.method == "GET" and "{" not in route.path]
    skipped = (*LIVE, "/connexion", "/second-facteur")
    paths = [f"/console{path}" for path in simple if not path.endswith(skipped)]
    paths += [SEARCH, f"/console{SUBJECT}?mot={NEW}"]
    talks = "/console/conversations"
    paths += [f"{talks}?{query}" for query in (
        "canal=telegram", "theme=ami", "issue=fallback", "pouce=-1", "incertain=1", "canal=rest&theme=ethics&pouce=-1",
        "depuis=2026-01-01&issue=answered", "etat=attente", "avant=40000", "theme=service&incertain=1&canal=web",
    )]  # fmt: skip
    paths += [f"{talks}/c12", f"/console/etiqueter?id={waiting[0].id}", f"/console/etiqueter/manquante/{waiting[0].id}"]
    paths += [f"/console/lots/{each.group_id}" for each in groups]
    paths += [
        "/console/intentions/ask_ami",
        "/console/intentions/ask_ami?cherche=combien",
        "/console/mesures?jours=365",
    ]
    paths += ["/console/intentions/ask_ami?voir=doublons", "/console/mesures/volumes.csv", "/transparence"]
    paths.append(f"/console/fiches/{house.in_force().catalogue.records[0].id}")
    return paths


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
