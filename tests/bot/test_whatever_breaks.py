"""Whatever is broken behind, a person in danger gets numbers, and everybody a way to a person."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot.desk import requests
from bot.desk.requests import ContactRequest
from bot.house import House
from bot.privacy import mask
from bot.store import conversations
from bot.store.conversations import Incoming, button_id
from bot.store.database import Database
from bot.store.tables import conversations as conversation_table
from bot.store.tables import inbox, transcripts
from bot.turn import take
from learning.answers import in_force
from tests.houses import a_house

DANGER = "je veux mourir"


async def said(house: House, text: str, **more: str) -> tuple[str, str]:
    turn = await take(house, Incoming("web", "ada", text, **more))
    return turn.outcome, " ".join(message.text for message in turn.reply.messages)


@pytest_asyncio.fixture
async def away(tmp_path: Path) -> AsyncIterator[House]:
    """Give a house whose database is away."""
    nowhere = tmp_path / "nowhere"
    async with a_house(Database(f"sqlite+aiosqlite:///{nowhere}/beffroi.sqlite"), tmp_path, engine=None) as house:
        yield house


async def test_danger_is_answered_without_a_database(away: House) -> None:
    outcome, text = await said(away, DANGER)
    assert outcome == "distress"
    assert "3114" in text


async def test_a_way_to_a_person_is_said_without_a_database(away: House) -> None:
    assert (await said(away, "/humain"))[0] == "command"
    assert "jours" in (await said(away, "/donnees"))[1]
    assert (await said(away, "bonjour"))[0] == "store_down"


async def test_danger_is_answered_without_a_model_or_with_a_broken_one(house: House) -> None:
    assert (await said(house, f"{DANGER} panne"))[0] == "distress"
    house.engines.current = None
    assert (await said(house, DANGER))[0] == "distress"
    assert (await said(house, "/humain"))[0] == "command"


async def test_danger_is_answered_after_the_files_of_the_region_broke(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken").mkdir()
    monkeypatch.setenv("BEFFROI_PACK_DIR", str(tmp_path / "broken"))
    await in_force.apply(house)
    assert "3114" in (await said(house, DANGER))[1]
    assert house.in_force().trouble


async def left(house: House, text: str, number: str) -> None:
    """Receive a message and crash before it is answered."""
    receipt = await house.database.transact(
        conversations.receive, Incoming("web", "ada", text, number), text, (), now=house.clock(),
        idle=timedelta(hours=24),
    )  # fmt: skip
    assert not receipt.done


async def heard(house: House) -> list[str]:
    async with house.database.read() as connection:
        rows = await connection.execute(select(transcripts.c.text).order_by(transcripts.c.id))
        return [row.text for row in rows]


async def test_an_older_message_left_by_a_crash_is_answered_before_a_newer_one(house: House) -> None:
    await said(house, "zéro")
    for number, text in enumerate(("premier", "deuxième")):
        await left(house, text, f"left-{number}")
    outcome, text = await said(house, "troisième")
    assert (outcome, text) == ("answered", "Vous avez dit : troisième")
    assert await heard(house) == ["zéro", "premier", "deuxième", "troisième"]
    async with house.database.read() as connection:
        states = await connection.execute(select(inbox.c.status))
        assert {row.status for row in states} == {"done"}


async def test_one_left_by_a_crash_and_sent_again_is_answered_once(house: House) -> None:
    await left(house, "premier", "left")
    assert await said(house, "premier", external_id="left") == ("answered", "Vous avez dit : premier")
    assert await heard(house) == ["premier"]


def masked_id(conversation: str) -> tuple[str, str]:
    """Return a choice whose id looks like a telephone number to the mask."""
    for number in range(100_000):
        found = button_id(conversation, f"/ask_{number}")
        if mask(found).text != found:
            return found, f"/ask_{number}"
    pytest.fail("no id looks like a number")


async def test_a_button_whose_id_looks_like_a_number_can_be_pressed(house: House) -> None:
    await said(house, "bonjour")
    async with house.database.write() as connection:
        row = (await connection.execute(select(conversation_table))).one()
        pressed, payload = masked_id(row.id)
        buttons = {**row.buttons, pressed: [payload, "Un choix"]}
        await connection.execute(update(conversation_table).values(buttons=buttons))
    assert await said(house, pressed) == ("answered", "Vous avez dit : Un choix")


async def test_what_is_sent_as_a_button_and_is_none_is_not_kept(house: House) -> None:
    await said(house, "", button="06 39 98 12 34")
    async with house.database.read() as connection:
        assert {row.button for row in await connection.execute(select(inbox.c.button))} == {"gone"}


async def test_a_request_sent_twice_at_once_has_one_number(house: House) -> None:
    request = ContactRequest("the-same-token", "Exemple", "Rappelez-moi", email="exemple@example.org")
    done = await asyncio.gather(*(requests.leave(house, request) for _ in range(8)))
    assert len({each.number for each in done}) == 1
