"""What an operator brings in is told to people, whole turn and guard included, on every channel."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from bot import turn
from bot.clock import fixed_at
from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.house import House
from bot.replies import Message, Reply, Understanding
from bot.running.limits import Limiter
from bot.store.audit import Act
from bot.store.conversations import Incoming
from learning.answers import in_force
from region.adapters.aides_territoires import AidesTerritoires
from region.in_force import InForce
from tests.botapi import BotApi
from tests.channels.bringing import bring, on_every_channel
from tests.channels.places import Place
from tests.channels.serving import served
from tests.channels.telegram.phone import line_to
from tests.conftest import DATA
from tests.conversations.talk import Talk, plain
from tests.fakes import FakeEngine
from tests.region.aids_server import KEY, AidsServer

TODAY = date(2026, 11, 26)
AGENDA = """titre;debut;fin;lieu;source;source_url;source_nature;type;commune
Premiers pas avec l'IA;2026-12-10T14:00;2026-12-10T16:00;Médiathèque, 12 rue de Bapaume;Ville de Lens;https://lens.example.org/agenda;officiel;atelier;Lens
"""
PLACES = """id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,telephone,horaires,date_maj,source
1,France services de Guise,Guise,02120,02361,14 place d'Armes,49.8995,3.6262,RFS,03 23 00 00 00,Mo-Fr 09:00-12:00;Sa 10:00-12:00,2026-03-01,mairie
"""
KINDS = ("date", "phone", "email")
one_database = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def _file(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


@pytest_asyncio.fixture
async def desk(real_house: House) -> AsyncIterator[tuple[House, dict[str, Place]]]:
    """A house, and one person on each of its channels."""
    real_house.clock, real_house.limiter = fixed_at(TODAY), Limiter(1_000)
    async with BotApi.serving() as api, ClientSession() as client:
        real_house.settings = replace(real_house.settings, telegram_token=api.token, telegram_api_url=api.url)
        async with served(real_house) as url, line_to(real_house, api, pace=0.0) as line:
            yield real_house, await on_every_channel(url, line, client)


@one_database
async def test_a_workshop_is_told_with_its_place_day_and_source(
    desk: tuple[House, dict[str, Place]], tmp_path: Path
) -> None:
    house, people = desk
    assert (await bring(house, "agenda", _file(tmp_path, "agenda.csv", AGENDA))).code == 0
    for channel, person in people.items():
        seen = await person.write("prochain atelier à Lens ?")
        for part in ("Premiers pas avec l'IA", "10 décembre 2026", "Bapaume", "Ville de Lens", "lens.example.org"):
            assert part in seen.text, f"{channel}: {part}"


OUTLOOK = """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
X-WR-CALNAME:Médiathèque de Lens
BEGIN:VEVENT
UID:serie
DTSTART;TZID="Romance Standard Time":20261201T140000
DURATION:PT2H
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Atelier découverte
LOCATION:Salle Robert-Cousin\\, 62300 Lens
END:VEVENT
BEGIN:VEVENT
UID:off
DTSTART:20261203T130000Z
STATUS:CANCELLED
SUMMARY:Atelier robots
LOCATION:62300 Lens
END:VEVENT
BEGIN:VEVENT
UID:mauvais
DTSTART:le 3 décembre
SUMMARY:Atelier illisible
END:VEVENT
END:VCALENDAR
"""


@one_database
async def test_a_calendar_of_outlook_is_told_less_what_it_cancels(
    desk: tuple[House, dict[str, Place]], tmp_path: Path
) -> None:
    house, people = desk
    brought = await bring(house, _file(tmp_path, "export.ics", OUTLOOK))
    assert (brought.code, "3 événements" in brought.out) == (0, True)
    assert "export.ics, ligne 19 : événement mauvais" in brought.err
    for channel, person in people.items():
        third = await person.write("un atelier à Lens le 15 décembre ?")
        assert "15 décembre 2026 de 14 h à 16 h" in third.text and "Médiathèque de Lens" in third.text, channel
        assert "robots" not in (await person.write("un atelier à Lens le 3 décembre ?")).text, channel


MAKERS = [
    (
        "google.ics",
        ("8 décembre 2026 de 14 h à 16 h", "23 décembre 2026 de 10 h", "Ateliers numériques de Lens"),
        ("15 décembre",),
    ),
    ("nextcloud.ics", ("9 décembre 2026 de 18 h à 20 h", "Mairie de Lens"), ("Congé",)),
    ("outlook.ics", ("8 décembre 2026 de 9 h 30 à 11 h 30", "Centre social de Lens"), ("agenda@lens",)),
    ("excel.csv", ("8 décembre 2026 de 18 h à 20 h", "Hôtel de ville", "Ville de Lens"), ()),
]


@one_database
@pytest.mark.parametrize(("name", "told", "not_told"), MAKERS)
async def test_the_file_of_each_maker_is_told_on_every_channel(
    name: str, told: tuple[str, ...], not_told: tuple[str, ...], desk: tuple[House, dict[str, Place]], tmp_path: Path
) -> None:
    house, people = desk
    file, text = tmp_path / name, (DATA / "agendas" / name).read_text(encoding="utf-8")
    file.write_bytes(text.replace("\n", "\r\n").encode("cp1252" if name == "excel.csv" else "utf-8"))
    assert (await bring(house, "agenda", file)).code == 0
    for channel, person in people.items():
        seen = await person.write("prochain atelier près de Lens ?")
        assert [part for part in told if part not in seen.text] == [], channel
        assert [part for part in not_told if part in seen.text] == [], channel


@one_database
async def test_a_file_with_a_bad_line_waits_for_a_confirmation(real_house: House, tmp_path: Path) -> None:
    real_house.clock = fixed_at(TODAY)
    file = _file(tmp_path, "agenda.csv", AGENDA + "Autre;31/02/2026;;;Ville de Lens;;;atelier;Lens\n")
    refused = await bring(real_house, file)
    assert (refused.code, "ligne 3" in refused.err, "--keep-going" in refused.err) == (1, True, True)
    assert "Premiers pas" not in (await Talk(real_house).write("prochain atelier à Lens ?")).messages[0].text
    assert (await bring(real_house, file, "--keep-going")).code == 0
    assert "Premiers pas" in (await Talk(real_house).write("prochain atelier à Lens ?")).messages[0].text


SERIES = """BEGIN:VCALENDAR
X-WR-CALNAME:Mairie
BEGIN:VEVENT
UID:serie
SUMMARY:Les robots
DTSTART:20990101T130000Z
RRULE:FREQ=DAILY;COUNT=30
END:VEVENT
END:VCALENDAR
"""


@one_database
async def test_a_series_without_a_kind_is_named_once(real_house: House, tmp_path: Path) -> None:
    start = date.today() + timedelta(days=2)
    file = _file(tmp_path, "serie.ics", SERIES.replace("20990101", f"{start:%Y%m%d}"))
    lines = [line for line in (await bring(real_house, file)).out.splitlines() if "genre à préciser" in line]
    assert len(lines) == 1 and "et 29 autres dates" in lines[0]
    later = SERIES.replace("20990101", f"{start:%Y%m%d}").replace("COUNT=30", "COUNT=28")
    out = (await bring(real_house, _file(tmp_path, "serie.ics", later))).out
    assert "retiré de l'agenda : Les robots" in out and "et 1 autre date" in out


@one_database
async def test_a_help_place_is_told_with_its_telephone_address_and_hours(
    desk: tuple[House, dict[str, Place]], tmp_path: Path
) -> None:
    house, people = desk
    assert (await bring(house, "places", _file(tmp_path, "places.csv", PLACES))).code == 0
    for channel, person in people.items():
        seen = await person.write("un conseiller numérique à Guise ?")
        for part in ("14 place d'Armes", "03 23 00 00 00", "du lundi au vendredi de 9 h à 12 h", "1er mars 2026"):
            assert part in seen.text, f"{channel}: {part}"


@one_database
async def test_how_to_reach_the_service_is_told_once_an_operator_filled_it_in(real_house: House) -> None:
    before = await Talk(real_house).write("quel est le numéro de téléphone de la Région ?")
    assert "Aucun téléphone" in before.messages[0].text
    hours = [{"days": [1, 2, 3, 4, 5], "from": "09:00", "to": "17:30"}]
    said = {"contact.phone": "03 20 00 00 00", "contact.email": "ia@region.example.org", "hours": hours}
    values = {**in_force.values_of(real_house.in_force().catalogue.service), **said}
    await in_force.write_service(real_house, values, Act("operator", real_house.clock(), "ouverture"))
    answer = await Talk(real_house).write("quel est le numéro de téléphone de la Région ?")
    after = plain(" ".join(message.text for message in answer.messages))
    for part in ("03 20 00 00 00", "ia@region.example.org", "du lundi au vendredi de 9 h à 17 h 30"):
        assert part in after
    assert "Aucun téléphone" not in after


class Inventing(FakeEngine):
    """An engine that answers with a telephone nobody gave it."""

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        message = Message("Appelez le 03 99 98 97 96, le 4 mars 2031.")
        return Answer(Reply((message,), Understanding("inform", 1.0)), memory)


async def test_a_reply_kept_in_is_logged_and_counted_by_the_kind_of_value(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.engines.current = Inventing()  # type: ignore[assignment]
    with caplog.at_level(logging.ERROR, logger="bot"):
        taken = await turn.take(house, Incoming("cli", "p", "qui appeler ?"))
    assert "97 96" not in taken.reply.messages[0].text
    assert "date, phone" in caplog.text
    assert "97 96" not in caplog.text
    counted = {kind: house.metrics.registry.get_sample_value("beffroi_blocked_total", {"kind": kind}) for kind in KINDS}
    assert counted == {"date": 1.0, "phone": 1.0, "email": 0.0}


@pytest_asyncio.fixture
async def aids(desk: tuple[House, dict[str, Place]]) -> AsyncIterator[tuple[AidsServer, dict[str, Place]]]:
    """A local Aides-territoires that the house asks."""
    house, people = desk
    held = AidsServer(DATA / "api" / "aides-territoires")
    async with TestServer(held.app) as started:
        service = AidesTerritoires(str(started.make_url("/api")), KEY, clock=house.clock)
        house.region = replace(house.in_force(), aids=service)
        yield held, people
        await service.close()


@one_database
async def test_the_aids_of_another_service_are_told_as_its_word_on_every_channel(
    aids: tuple[AidsServer, dict[str, Place]],
) -> None:
    server, people = aids
    server.add("Fonds numérique de 37 000 €", submission_deadline="2027-03-31", financers=["Banque des Territoires"])
    server.add("Numérique éteint", is_live=False)
    for channel, person in people.items():
        seen = await person.write("quelles aides existent pour une mairie à Lens pour l'IA ?")
        for part in ("Selon Aides-territoires", "commune", "Lens", "Fonds numérique de 37 000 €", "Banque des Territoires",
                     "jusqu'au 31 mars 2027", "3 novembre 2026", "/aides/aide-1/"):  # fmt: skip
            assert part in seen.text, f"{channel}: {part} not in {seen.text}"
        assert "éteint" not in seen.text


@one_database
async def test_a_service_that_does_not_answer_is_said_and_ours_are_told(
    aids: tuple[AidsServer, dict[str, Place]],
) -> None:
    server, people = aids
    server.fault = "error"
    for channel, person in people.items():
        seen = await person.write("quelles aides existent pour une association à Lens pour l'IA ?")
        assert "ne répond pas en ce moment" in seen.text, channel
        assert "appel à manifestation d'intérêt" in seen.text, channel


@one_database
async def test_without_a_town_the_way_to_have_them_is_said(aids: tuple[AidsServer, dict[str, Place]]) -> None:
    server, people = aids
    seen = await people["web"].write("quelles aides pour l'IA dans une commune ?")
    assert "Dites votre commune" in seen.text
    assert server.asked == []
    server.add("Numérique au village")
    assert "Numérique au village" in (await people["web"].write("Lens")).text


@one_database
async def test_the_open_api_gives_them_beside_the_verdicts(
    aids: tuple[AidsServer, dict[str, Place]], desk: tuple[House, dict[str, Place]]
) -> None:
    server, _ = aids
    server.add("Numérique")
    async with served(desk[0]) as url, ClientSession() as client:
        facts = {"org_type": "commune", "commune": "62498"}
        async with client.post(f"{url}/api/eligibility", json={"facts": facts}) as answer:
            told = await answer.json()
        assert [each["name"] for each in told["open_aids"]["aids"]] == ["Numérique"]
        async with client.post(f"{url}/api/eligibility", json={"facts": {"org_type": "commune"}}) as answer:
            assert "open_aids" not in await answer.json()
