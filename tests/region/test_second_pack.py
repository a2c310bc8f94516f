"""Another Région's data pack: the same program answers, checks and shows what that Région says (docs/autre-region.md)."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.house import House
from bot.project import ROOT
from channels import pages
from region import cases, catalogue, check, eligibility, facts, territory
from region.in_force import InForce
from tests.conversations.talk import Talk, plain

PACK = Path(__file__).resolve().parents[1] / "packs" / "tiny"
TODAY = date(2026, 11, 25)


@pytest.fixture
def tiny() -> InForce:
    """The second pack."""
    held = catalogue.load(PACK)
    return InForce(held, territory.built_in(PACK / "communes_core.yml"), TODAY, held)


def verdict(tiny: InForce, **stated: Any) -> dict[str, Any]:
    programme = tiny.catalogue.programmes["coup-de-pouce"]
    return eligibility.check(programme, facts.read(stated), territory=tiny.territory, today=TODAY).to_dict()


def test_the_pack_is_sound() -> None:
    assert check.check(PACK, intents=frozenset(), today=TODAY).faults == ()


def test_its_cases_hold(tiny: InForce) -> None:
    programme = tiny.catalogue.programmes["coup-de-pouce"]
    read = cases.load(PACK / "programmes" / "coup-de-pouce.cases.yml")
    assert [each.fault(programme, territory=tiny.territory, today=TODAY) for each in read] == [None] * 4


def test_its_territory_decides(tiny: InForce) -> None:
    assert verdict(tiny, commune="35238", amount=5000)["verdict"] == "conditions_met"
    assert verdict(tiny, departement="59", amount=5000)["failed"] == ["territory"]


async def test_the_assistant_answers_from_it(real_house: House, tiny: InForce) -> None:
    real_house.region = tiny
    reply = await Talk(real_house).write(
        "c'est quoi la feuille de route de la région sur l'intelligence artificielle ?"
    )
    said = plain(" ".join(message.text for message in reply.messages))
    assert "1,234 million d'euros" in said or "1 234 000" in said
    assert [source.url for message in reply.messages for source in message.sources] == [
        "https://region.example.org/plan"
    ]


async def test_the_pages_name_that_region(house: House, tiny: InForce) -> None:
    house.region = tiny
    app = web.Application()
    pages.setup(app, house)
    async with TestClient(TestServer(app)) as client:
        home = await (await client.get("/")).text()
        rules = await (await client.get("/regles/coup-de-pouce")).text()
    assert "Bretagne" in home
    assert "Hauts-de-France" not in home
    assert "Le projet coûte moins de 10" in rules


def test_a_setting_is_enough_for_the_command_line() -> None:
    command = [sys.executable, "-m", "beffroi", "eligibility", "coup-de-pouce", "--json", "--facts"]
    environment = os.environ | {"BEFFROI_PACK_DIR": str(PACK)}
    done = subprocess.run(
        [*command, '{"commune": "29019", "amount": 10000}'], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["failed"] == ["cost"]
