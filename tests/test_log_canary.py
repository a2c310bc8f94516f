"""Whatever goes wrong in the database, nothing of what people wrote is in a log: a canary in every input, all logs read."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from sqlalchemy import text

from bot.house import House
from bot.store.database import Database
from tests.channels.serving import SESSION, Tab, served
from tests.console import site
from tests.logs import everything_logged

CANARY, DIGITS = "xylokanarix", "39981234"
WHO = {
    "name": f"Camille {CANARY}",
    "email": f"{CANARY}@exemple.fr",
    "phone": f"06{DIGITS}",
    "message": f"Rappelez {CANARY}",
}
CASE = json.dumps({"programme": "aden", "facts": {"headcount": 14, "investment": 85_000, "amount": 85_000}})

Door = Callable[[ClientSession, str, str], Awaitable[object]]
"""Sends what a person writes: a client, the address of the service, the token of a tab."""


def _json(path: str, **body: object) -> Door:
    async def send(client: ClientSession, url: str, token: str) -> None:
        async with client.post(url + path, json=body, headers={SESSION: token}) as answer:
            await answer.read()

    return send


def _form(path: str, **fields: str) -> Door:
    async def send(client: ClientSession, url: str, _: str) -> None:
        async with client.post(url + path, data=fields) as answer:
            await answer.read()

    return send


DOORS: dict[str, Door] = {
    "the chat": _json("/w/messages", id="c1", text=f"Bonjour, je suis {CANARY}, au 06 39 98 12 34"),
    "the contact form of the chat": _json("/w/contact", **WHO, key=f"key-{CANARY}", consent=True),
    "the contact page": _form("/contact", **WHO),
    "the page without JavaScript": _form("/assistant", text=f"je suis {CANARY}", id=f"a-{CANARY}"),
    "the page of a check": _form("/dossier/page", cas=CASE),
    "a request about a check": _form("/dossier/demande", cas=CASE, etape="envoyer", key="k" * 12, **WHO),
    "a contest": _form("/dossier/demande", cas=CASE, condition="headcount", etape="envoyer", key="l" * 12, **WHO),
    "an alert": _form("/dossier/alerte", cas=CASE, email=f"{CANARY}@exemple.fr"),
    "the REST door": _json(
        "/webhooks/rest/webhook", sender=f"desk-{CANARY}", message=f"dites à {CANARY}", message_id=f"m-{CANARY}"
    ),
    "the console's door": _form("/console/connexion", name=CANARY, password=f"{CANARY} {CANARY}", proof="1.x"),
}
WRITTEN: dict[str, tuple[str, dict[str, str]]] = {
    "a note on a conversation": ("/console/conversations/{talk}/note", {"note": f"{CANARY} rappelle demain"}),
    "what an agent says": ("/console/conversations/{talk}/dire", {"text": f"Bonjour {CANARY}"}),
    "who it is given to": ("/console/conversations/{talk}/confier", {"to": "service:Numérique", "note": CANARY}),
    "an operator's name": ("/console/operateurs", {"name": CANARY, "password": f"un long {CANARY}", "preset": "1"}),
    "a password": ("/console/mon-compte", {"old": site.PASSWORD, "new": f"{CANARY} {CANARY}"}),
    "a search": ("/console/conversations", {"text": f"{CANARY} introuvable"}),
}


@pytest_asyncio.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@asynccontextmanager
async def refusing(database: Database) -> AsyncIterator[None]:
    """Let every table refuse what is written: SQLite by a trigger, PostgreSQL by a constraint that tells the whole row."""
    names = [name for name in await database.tables() if name != "alembic_version"]
    if database.is_sqlite:
        refuse = [
            f"CREATE TRIGGER no_{verb}_{name} BEFORE {verb} ON {name} BEGIN SELECT RAISE(ABORT, 'refused'); END"
            for name in names for verb in ("INSERT", "UPDATE")
        ]  # fmt: skip
        allow = [f"DROP TRIGGER no_{verb}_{name}" for name in names for verb in ("INSERT", "UPDATE")]
    else:
        refuse = [f'ALTER TABLE "{name}" ADD CONSTRAINT nothing CHECK (false) NOT VALID' for name in names]
        allow = [f'ALTER TABLE "{name}" DROP CONSTRAINT nothing' for name in names]
    await _run(database, refuse)
    try:
        yield
    finally:
        await _run(database, allow)


@asynccontextmanager
async def without_columns(database: Database) -> AsyncIterator[None]:
    """Let every table that holds what people write lack: another program renamed them."""
    names = [
        name for name in await database.tables() if name not in ("alembic_version", "operator", "operator_session")
    ]
    await _run(database, [f'ALTER TABLE "{name}" RENAME TO "away_{name}"' for name in names])
    try:
        yield
    finally:
        await _run(database, [f'ALTER TABLE "away_{name}" RENAME TO "{name}"' for name in names])


async def _run(database: Database, statements: list[str]) -> None:
    """One statement a transaction: a lock held on one table while the next is waited for would meet a person's turn."""
    for statement in statements:
        async with database.write() as connection:
            await connection.execute(text(statement))


def told(lines: list[str]) -> list[str]:
    return [line[:300] for line in lines if CANARY in line.casefold() or DIGITS in line.replace(" ", "")]


@pytest.mark.parametrize("trouble", [refusing, without_columns])
async def test_no_log_holds_what_a_person_sent_to_a_database_that_fails(
    house: House, client: ClientSession, trouble: Callable[[Database], object]
) -> None:
    async with served(house) as url:
        tab = await Tab.open(client, url)
        with everything_logged() as logs:
            async with trouble(house.database):  # type: ignore[attr-defined]
                for door in DOORS.values():
                    await door(client, url, tab.token)
        assert logs.lines
        assert told(logs.lines) == []


@pytest.mark.parametrize("trouble", [refusing, without_columns])
async def test_no_log_holds_what_an_operator_wrote_to_a_database_that_fails(
    house: House, client: ClientSession, trouble: Callable[[Database], object]
) -> None:
    async with served(house) as url:
        tab = await Tab.open(client, url)
        await tab.send("bonjour")
    async with site.served(house) as console:
        visitor = await site.signed_in(console, house, "tous", "DPO")
        async with house.database.read() as connection:
            talk = (await connection.execute(text("SELECT id FROM conversation"))).scalar_one()
        await visitor.post(f"/console/conversations/{talk}/prendre")
        with everything_logged() as logs:
            async with trouble(house.database):  # type: ignore[attr-defined]
                for path, form in WRITTEN.values():
                    await visitor.post(path.format(talk=talk), form)
        assert logs.lines
        assert told(logs.lines) == []
