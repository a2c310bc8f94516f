"""The program in service: it drains when asked to stop, and several workers share one PostgreSQL."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot import project
from bot.store.database import Database
from console import sessions
from tests.beffroi.conftest import env, taught
from tests.channels.serving import typed
from tests.conftest import POSTGRES
from tests.console.site import token


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(
    folder: Path, *words: str, host: str = "127.0.0.1", **more: str
) -> AsyncIterator[tuple[str, subprocess.Popen[bytes]]]:
    """Give the address of a program that is ready, and its process."""
    port = free_port()
    command = [sys.executable, "-m", "beffroi", "serve", "--port", str(port), *words]
    process = subprocess.Popen(command, cwd=project.ROOT, env=env(folder, **more), stdout=subprocess.PIPE)
    url = f"http://{host}:{port}"
    try:
        await ready(url, process)
        yield url, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)


async def ready(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    async with aiohttp.ClientSession() as session:
        while time.monotonic() < until:
            assert process.poll() is None, "the program ended before it was ready"
            try:
                async with session.get(f"{url}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.1)
    pytest.fail("the program was not ready after two minutes")


async def ask(session: aiohttp.ClientSession, url: str, sender: str, text: str) -> list[dict]:
    body = {"sender": sender, "message": text}
    async with session.post(f"{url}/webhooks/rest/webhook", json=body) as answer:
        assert answer.status == 200, await answer.text()
        return await answer.json()


async def test_every_message_under_way_is_answered_when_the_program_is_asked_to_stop(folder: Path) -> None:
    async with served(folder) as (url, process), aiohttp.ClientSession() as session:
        asked = [asyncio.create_task(ask(session, url, f"person-{n}", "c'est quoi Proch'IA ?")) for n in range(20)]
        await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        answers = await asyncio.gather(*asked)
        assert all(answer[0]["text"] for answer in answers)
        assert process.wait(30) == 0


async def test_rest_answers_in_rasas_shape_and_buttons_are_ids(folder: Path) -> None:
    async with served(folder) as (url, _), aiohttp.ClientSession() as session:
        answer = (await ask(session, url, "ada", "bonjour"))[0]
        assert answer["recipient_id"] == "ada"
        assert "Je suis une intelligence artificielle" in answer["custom"]["notice"]
        button = answer["buttons"][0]
        assert "/" not in button["payload"]
        pressed = await ask(session, url, "ada", button["payload"])
        assert pressed[0]["custom"]["sources"]
        for body, status in ((b"{", 422), (b'{"sender": "a"}', 422), (b'"' + b"a" * 9000 + b'"', 413)):
            typed = {"Content-Type": "application/json"}
            async with session.post(f"{url}/webhooks/rest/webhook", data=body, headers=typed) as refused:
                assert refused.status == status
        async with session.get(f"{url}/metrics") as metrics:
            assert "beffroi_turns_total" in await metrics.text()


@pytest.fixture(scope="module")
def server_database() -> str:
    """Return the URL of a PostgreSQL database of this test's own, or skip with the reason."""
    name = f"beffroi_serve_{os.getpid()}"
    place = POSTGRES.rpartition("/")[0]

    async def run(statement: str) -> None:
        async with Database(POSTGRES) as database, database.engine.connect() as connection:
            connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.exec_driver_sql(statement)

    try:
        asyncio.run(run(f'CREATE DATABASE "{name}"'))
    except Exception as error:
        pytest.skip(f"no PostgreSQL at {POSTGRES}: {type(error).__name__}")
    yield f"{place}/{name}"
    asyncio.run(run(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.mark.slow
async def test_two_workers_keep_the_order_of_one_conversation(
    server_database: str, tmp_path: Path, archive: Path
) -> None:
    taught(tmp_path, archive, BEFFROI_DATABASE_URL=server_database)
    async with served(tmp_path, "--workers", "2", BEFFROI_DATABASE_URL=server_database) as (url, _):
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
            first = await ask(
                session, url, "ada", "notre commune de Lens a un projet à 90 000 € pour l'AMI, on y a droit ?"
            )
            assert "dépenses" in first[-1]["text"]
            last = await ask(session, url, "ada", "du matériel")
            assert last[0]["custom"]["verdict"]["verdict"] == "conditions_met"
            many = await asyncio.gather(*(ask(session, url, f"p{n}", "c'est quoi Proch'IA ?") for n in range(30)))
            assert all(answer[0]["text"] for answer in many)
            for _ in range(6):  # whichever worker is asked answers for both
                async with session.get(f"{url}/metrics") as metrics:
                    counted = await metrics.text()
                turns = re.findall(
                    r'^beffroi_turns_total\{channel="rest",outcome="\w+"\} ([\d.]+)', counted, re.MULTILINE
                )
                assert sum(map(float, turns)) == 32
                assert len(re.findall(r"^beffroi_resident_bytes\{pid=", counted, re.MULTILINE)) == 2
                assert "beffroi_model_loaded 1.0" in counted


@pytest.mark.slow
async def test_workers_leave_when_the_program_that_started_them_is_killed(
    server_database: str, tmp_path: Path, archive: Path
) -> None:
    taught(tmp_path, archive, BEFFROI_DATABASE_URL=server_database)
    async with served(tmp_path, "--workers", "2", BEFFROI_DATABASE_URL=server_database) as (url, process):
        process.kill()
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
            async with asyncio.timeout(30):
                while await answers(session, url):
                    await asyncio.sleep(0.2)


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    """Tell whether anything still listens at an address."""
    try:
        async with session.get(f"{url}/livez"):
            return True
    except aiohttp.ClientConnectionError:
        return False


TYPED = """
import asyncio
from beffroi import building
from bot.store.audit import Act
from console import operators, sessions

async def main():
    async with building.opened(building.settings()) as house:
        async with house.database.write() as connection:
            act = Act("test", house.clock())
            number = await operators.add(connection, "Camille", ["relecteur"], act, password="un long mot de passe")
            operator = await operators.find(connection, number)
            print(await sessions.open_(connection, operator, now=house.clock(), verified=True))

asyncio.run(main())
"""
ANSWER = {
    "id": "navette-essai", "topic": "service", "title": "La navette d'essai", "answer": "La navette d'essai part de la gare.",
    "simple": "Elle part de la gare.", "questions": "y a-t-il une navette d'essai\nd'où part la navette d'essai",
    "names": "navette d'essai", "source_title": "Note du test", "source_kind": "officiel", "source_date": "2026-11-20",
    "checked_on": "2026-11-25", "comment": "essai",
}  # fmt: skip
HEARD_WITHIN = 60.0
"""Seconds the other worker has to read what the first wrote, on a loaded machine."""
PARAPHRASES = ("la navette d'essai, elle part d'où ?", "vous connaissez la navette d'essai ?", "navette d'essai svp")


@pytest.mark.slow
async def test_an_answer_typed_in_the_console_is_said_at_once_by_both_workers(
    server_database: str, tmp_path: Path, archive: Path
) -> None:
    more = {"BEFFROI_DATABASE_URL": server_database}
    taught(tmp_path, archive, **more)
    command = [sys.executable, "-c", TYPED]
    done = subprocess.run(
        command, cwd=project.ROOT, env=env(tmp_path, **more), check=True, capture_output=True, text=True
    )
    headers = {"Cookie": f"{sessions.COOKIE}={done.stdout.strip()}"}
    async with served(tmp_path, "--workers", "2", **more) as (url, _):
        connector = aiohttp.TCPConnector(force_close=True)  # each question a new connection: either worker may take it
        async with aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session:
            async with session.get(f"{url}/console/nouvelle-fiche", headers=headers) as page:
                form = ANSWER | {"csrf": token(await page.text())}
            async with session.post(f"{url}/console/fiches", data=form, headers=headers, allow_redirects=False) as made:
                assert made.status == 303, await made.text()
            until, told, count = time.monotonic() + HEARD_WITHIN, 0, 0
            while told < len(PARAPHRASES) * 8:  # so many in a row: either worker alone would be one chance in millions
                answer = await ask(session, url, f"q{count}", PARAPHRASES[count % len(PARAPHRASES)])
                told = told + 1 if ANSWER["answer"] in typed(answer[0]["text"]) else 0
                count += 1
                assert told or time.monotonic() < until, answer
