"""The kill switch and the emergency banner, on both databases and across processes."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.desk.switching import show_banner, start_assistant, stop_assistant
from bot.house import House
from bot.running.switches import Banner, Switches
from bot.store.conversations import Incoming
from bot.store.model_tables import switches
from bot.turn import take

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)


async def said(house: House, text: str) -> str:
    turn = await take(house, Incoming("web", "s", text))
    return " ".join(message.text for message in turn.reply.messages)


async def test_a_stopped_assistant_answers_nothing_but_rights_and_people(house: House) -> None:
    await stop_assistant(house, author="camille", comment="réponse fausse signalée")
    assert "arrêté" in await said(house, "proch'ia")
    assert house.engines.current.heard == []  # type: ignore[union-attr]
    assert "gardés 30 jours" in await said(house, "/donnees")
    assert "formulaire" in await said(house, "/humain") or "demande" in await said(house, "/humain")
    await start_assistant(house, author="camille", comment="corrigé")
    assert "Vous avez dit" in await said(house, "proch'ia")


async def test_a_switch_keeps_its_author_and_comment_and_other_processes_read_it(house: House) -> None:
    await stop_assistant(house, author="camille", comment="essai")
    other = Switches()
    await other.load(house.database)
    assert not other.assistant_on
    async with house.database.read() as connection:
        row = (await connection.execute(select(switches))).one()
    assert (row.author, row.comment) == ("camille", "essai")


async def test_a_banner_is_shown_between_its_dates_only(house: House) -> None:
    await show_banner(house, Banner("Alerte", NOON, NOON + timedelta(days=1)), author="camille", comment="crue")
    shown = house.switches.banner
    assert shown(NOON) is not None
    assert shown(NOON + timedelta(hours=23)) is not None
    assert shown(NOON - timedelta(seconds=1)) is None
    assert shown(NOON + timedelta(days=1)) is None
