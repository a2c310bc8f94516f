"""Operators are told by mail that somebody calls; the mail holds nothing a person wrote."""

import asyncio
from pathlib import Path

import pytest

from bot.desk.requests import ContactRequest, leave
from bot.store.audit import Act
from bot.store.database import Database
from console import alerts, operators
from tests.console.site import PASSWORD
from tests.fakes import FakeEngine
from tests.houses import a_house
from tests.mail import mail_server

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


async def test_a_request_is_announced_by_its_number_only(database: Database, tmp_path: Path) -> None:
    async with mail_server() as (url, taken), a_house(database, tmp_path, engine=FakeEngine(), smtp_url=url) as house:
        async with house.database.write() as connection:
            act = Act("test", house.clock())
            await operators.add(
                connection, "Camille", ["annotateur"], act, password=PASSWORD, email="camille@exemple.fr"
            )
            await operators.add(connection, "Lecteur", ["lecteur"], act, password=PASSWORD, email="lecteur@exemple.fr")
        stop = asyncio.Event()
        mailing = asyncio.create_task(alerts.mail(house, stop))
        await asyncio.sleep(0.05)
        receipt = await leave(house, ContactRequest("t", "Jeanne Dupont", "ma question secrète", email="j@exemple.fr"))
        mail = await asyncio.wait_for(taken.get(), 10)
        stop.set()
        await mailing
    assert receipt.number in mail
    assert "To: camille@exemple.fr" in mail
    assert not any(word in mail for word in ("Jeanne", "secr", "j@exemple.fr", "lecteur@"))


async def test_a_mail_server_that_is_gone_stops_nothing(database: Database, tmp_path: Path) -> None:
    async with a_house(database, tmp_path, engine=FakeEngine(), smtp_url="smtp://127.0.0.1:9") as house:
        async with house.database.write() as connection:
            act = Act("test", house.clock())
            await operators.add(
                connection, "Camille", ["annotateur"], act, password=PASSWORD, email="camille@exemple.fr"
            )
        stop = asyncio.Event()
        mailing = asyncio.create_task(alerts.mail(house, stop))
        await asyncio.sleep(0.05)
        await leave(house, ContactRequest("t", "Jeanne", "bonjour", email="j@exemple.fr"))
        await asyncio.sleep(0.3)
        assert not mailing.done()
        stop.set()
        await mailing
