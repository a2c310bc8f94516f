"""Which commune a person means, and the communes brought in from a file or from API Géo."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from sqlalchemy import select

from bot import project
from bot.store.database import Database
from region import names, territory
from region.adapters import communes, communes_csv, geo_api
from region.adapters.geo_api import TerritoryUnavailable
from region.problems import DataError
from region.tables import imports
from region.territory import Gazetteer, built_in, departement_of
from tests.conftest import DATA
from tests.region.geo_server import GeoServer

TODAY = date(2026, 11, 25)
HEADER = (
    "code_insee,nom,departement,epci_siren,epci_nom,population_municipale,codes_postaux,latitude_longitude,"
    "anciennes_communes\n"
)


@pytest.fixture(scope="module")
def everything() -> Gazetteer:
    return built_in()


@pytest.mark.parametrize("said", ["Saint-Omer", "saint omer", "ST OMER", "St-Omer", "st. omer"])
def test_a_name_is_found_as_people_write_it(said: str) -> None:
    assert [commune.code for commune in built_in().find(said)] == ["62765"]


@pytest.mark.parametrize("said", ["Villeneuve-d'Ascq", "villeneuve d ascq", "VILLENEUVE D’ASCQ"])
def test_apostrophes_do_not_matter(said: str) -> None:
    assert [commune.name for commune in built_in().find(said)] == ["Villeneuve-d'Ascq"]


def test_an_unknown_name_is_not_guessed() -> None:
    assert built_in().find("Trifouillis") == ()


def test_homonyms_are_all_given_even_by_the_built_in_list() -> None:
    found = built_in().find("Crépy")
    assert {commune.departement for commune in found} == {"02", "62"}
    assert all(commune.epci_name for commune in found)


def test_the_five_departments_are_whole(everything: Gazetteer) -> None:
    assert everything.complete
    counted = Counter(commune.departement for commune in everything.communes)
    assert dict(counted) == {"02": 797, "59": 647, "60": 680, "62": 887, "80": 771}
    assert all(commune.epci_name and commune.lat for commune in everything.communes if commune.code == "02361")


def test_a_former_name_gives_the_present_commune(everything: Gazetteer) -> None:
    assert [commune.name for commune in everything.find("Anizy-le-Château")] == ["Anizy-le-Grand"]


def test_a_postal_code_gives_all_its_communes_larger_first(everything: Gazetteer) -> None:
    found = everything.by_postal_code("62300")
    assert "Lens" in [commune.name for commune in found]
    assert [each.population or 0 for each in found] == sorted((each.population or 0 for each in found), reverse=True)


@pytest.mark.parametrize(("code", "departement"), [("59350", "59"), ("2A004", "2A"), ("97209", "972"), ("02691", "02")])
def test_a_code_tells_its_department(code: str, departement: str) -> None:
    assert departement_of(code) == departement


def test_every_programme_department_and_region_has_its_name() -> None:
    assert len(names.PROGRAMMES) == 14
    assert names.departement_name("62") == "Pas-de-Calais"
    assert names.REGIONS["76"][0] == "Occitanie"
    assert names.programme_title("nope") == "nope"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Lens,Lens,62,,,1,62300,,", "code INSEE"),
        ("62498,,62,,,1,62300,,", "le nom est vide"),
        ("62498,Lens,62,,,beaucoup,62300,,", "population"),
        ('62498,Lens,62,,,1,62300,"x,y",', "latitude"),
        ("62498,Lens,62,,,1,62300,,\n62498,Lens,62,,,1,62300,,", "deux fois"),
    ],
)
def test_a_bad_row_is_named_with_its_line(row: str, why: str, tmp_path: Path) -> None:
    file = tmp_path / "communes.csv"
    file.write_text(f"# un commentaire\n{HEADER}{row}\n", encoding="utf-8")
    with pytest.raises(DataError) as refused:
        communes_csv.read_csv(file)
    assert why in str(refused.value)
    assert refused.value.problems[0].line in (3, 4)


@pytest.mark.parametrize("content", [b"", b"nom\nLens\n", b"\xff\xfe\x00", HEADER.encode()])
def test_a_file_that_is_no_list_of_communes_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "communes.csv"
    file.write_bytes(content)
    with pytest.raises(DataError):
        communes_csv.read_csv(file)


async def test_communes_are_kept_and_read_back(database: Database, everything: Gazetteer) -> None:
    async with database.read() as connection:
        assert await communes.load(connection) is None
    some, counted = everything.communes[:1100], []
    async with database.write() as connection:
        await communes.replace(connection, some, source="fichier", today=TODAY, progress=counted.append)
    async with database.read() as connection:
        kept = await communes.load(connection)
        noted = (await connection.execute(select(imports.c.kind, imports.c.rows))).all()
    assert kept is not None
    assert sorted(kept.communes, key=lambda each: each.code) == sorted(some, key=lambda each: each.code)
    assert sum(counted) == 1100
    assert [tuple(each) for each in noted] == [("communes", 1100)]


@pytest_asyncio.fixture
async def geo() -> AsyncIterator[GeoServer]:
    held = GeoServer(DATA / "api" / "geo.openapi.yml")
    async with TestServer(held.app) as started:
        held.base = str(started.make_url("/"))
        yield held


async def asked(base: str) -> tuple[territory.Commune, ...]:
    async with aiohttp.ClientSession() as http:
        return await geo_api.communes_of("02", base=base, http=http)


async def test_communes_come_from_api_geo(geo: GeoServer) -> None:
    (commune,) = await asked(geo.base)
    assert (commune.code, commune.epci_name, commune.former_names) == ("02001", "CC Picardie des Châteaux", ("Lizy",))
    assert (commune.lat, commune.lon, commune.postal_codes) == (49.51, 3.45, ("02320",))


@pytest.mark.parametrize(
    "fault", [(500, "{}"), (404, "{}"), (200, "[]"), (200, "{"), (200, json.dumps([{"nom": "X"}]))]
)
async def test_an_unusable_answer_of_api_geo_is_named(fault: tuple[int, str], geo: GeoServer) -> None:
    geo.fault = fault
    with pytest.raises(TerritoryUnavailable) as refused:
        await asked(geo.base)
    assert "API Géo" in str(refused.value)


async def test_no_api_geo_at_all_is_named() -> None:
    with pytest.raises(TerritoryUnavailable):
        await asked("http://127.0.0.1:9")


async def test_the_command_fetches_and_keeps_the_communes(geo: GeoServer, tmp_path: Path) -> None:
    environment = os.environ | {"BEFFROI_GEO_API_URL": geo.base, "BEFFROI_DATA_DIR": str(tmp_path)}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "beffroi", "data", "sync"),
        stdout=subprocess.PIPE,
        env=environment,
        cwd=project.ROOT,
    )
    out, _ = await running.communicate()
    assert running.returncode == 0
    assert out.decode() == "5 communes et 1 intercommunalité importées.\n"
