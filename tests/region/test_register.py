"""A company's public facts: what is read, what is never said, and each way the register can fail."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from bot import project
from region import company_numbers, facts, register_answer
from region.adapters.company_api import CompanyApi
from region.adapters.guard import Breaker, Pace
from region.facts import Range
from region.register import BadNumber, Company, CompanyNotFound, RegisterBusy, RegisterUnavailable
from tests.conftest import DATA
from tests.region.register_server import RegisterServer
from tests.regions import THE_REGION

SIREN, OTHER = "732829320", "552100554"
TODAY = date(2026, 11, 26)
SEAT = {"commune": "59350", "libelle_commune": "LILLE"}


class Time:
    """A clock that only moves when somebody sleeps, or a test says so."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@pytest_asyncio.fixture
async def server() -> AsyncIterator[RegisterServer]:
    held = RegisterServer(DATA / "api" / "recherche-entreprises.openapi.yml")
    held.add(SIREN, nature_juridique="5710", tranche_effectif_salarie="11", siege=SEAT, nom_raison_sociale="LE FOURNIL")
    async with TestServer(held.app) as started:
        held.base = str(started.make_url("/"))
        yield held


@pytest.fixture
def time() -> Time:
    return Time()


@pytest_asyncio.fixture
async def api(server: RegisterServer, time: Time) -> AsyncIterator[CompanyApi]:
    timeout = aiohttp.ClientTimeout(total=0.5)
    pace = Pace(7, time.now, time.sleep)
    opened = CompanyApi(server.base, timeout=timeout, now=time.now, pace=pace, today=lambda: TODAY)
    yield opened
    await opened.close()


async def found(server: RegisterServer, api: CompanyApi, **changes: Any) -> Company:
    server.add(OTHER, **{"nature_juridique": "5710", "siege": SEAT, **changes})
    return await api.find(OTHER)


async def test_a_company_is_read_and_its_officers_are_not_asked_for(server: RegisterServer, api: CompanyApi) -> None:
    company = await api.find(SIREN)
    assert (company.name, company.headcount, company.commune) == ("LE FOURNIL", Range(10, 19), "59350")
    assert server.asked[0]["minimal"] == "true"
    assert server.asked[0]["include"] == "siege,complements,finances"


async def test_no_officer_is_kept_even_when_the_register_sends_one(server: RegisterServer, api: CompanyApi) -> None:
    answer = {"results": [server.companies[SIREN]]}
    assert "Canari" in json.dumps(answer)
    assert "canari" not in repr(register_answer.read(answer, SIREN, today=TODAY)).lower()


@pytest.mark.parametrize("form", ["1000", None])
async def test_a_sole_trader_has_no_name(form: str | None, server: RegisterServer, api: CompanyApi) -> None:
    company = await found(server, api, nature_juridique=form, nom_complet="JEANNE CANARI", nom_raison_sociale="CANARI")
    assert company.name is None
    assert "CANARI" not in json.dumps(company.to_dict())


async def test_a_company_whose_data_is_private_has_no_name(server: RegisterServer, api: CompanyApi) -> None:
    assert (await found(server, api, statut_diffusion="P")).name is None


async def test_a_closed_company_is_said_closed(server: RegisterServer, api: CompanyApi) -> None:
    company = await found(server, api, etat_administratif="C", date_fermeture="2024-03-31")
    assert (company.closed, company.closed_on) == (True, "2024-03-31")


async def test_what_the_register_does_not_say_is_unknown_never_zero(server: RegisterServer, api: CompanyApi) -> None:
    company = await found(server, api, tranche_effectif_salarie=None, finances=None, activite_principale=None)
    assert not {"headcount", "turnover", "naf"} & set(company.facts())
    assert {"headcount", "turnover", "naf"} <= set(company.to_dict()["unknown"])


async def test_the_last_turnover_known_counts(server: RegisterServer, api: CompanyApi) -> None:
    finances = {"2023": {"ca": 900000, "resultat_net": 1}, "2024": {"ca": 1200000, "resultat_net": 1}}
    company = await found(server, api, finances=finances)
    assert (company.turnover, company.turnover_year) == (1200000, "2024")


@pytest.mark.parametrize("band", ["NN", "", None, "ZZ"])
async def test_no_head_count_is_unknown_even_of_a_company_that_employs(
    band: str | None, server: RegisterServer, api: CompanyApi
) -> None:
    company = await found(server, api, tranche_effectif_salarie=band, categorie_entreprise="PME")
    assert (company.headcount, company.org_type) == (None, "pme")
    assert "headcount" in company.to_dict()["unknown"]


@pytest.mark.parametrize(
    ("band", "said"),
    [
        ("11", "de 10 à 19 salariés"),
        ("00", "0 salarié"),
        ("01", "de 1 à 2 salariés"),
        ("53", "au moins 10 000 salariés"),
    ],
)
async def test_a_band_is_said_in_words(band: str, said: str, server: RegisterServer, api: CompanyApi) -> None:
    company = await found(server, api, tranche_effectif_salarie=band)
    stated = facts.read(company.facts())
    told = facts.say("headcount", stated["headcount"], gazetteer=THE_REGION.gazetteer)
    assert told.replace("\u00a0", " ") == said


async def test_a_turnover_is_said_with_its_year_and_an_old_one_is_unknown(
    server: RegisterServer, api: CompanyApi
) -> None:
    company = await found(server, api, finances={"2022": {"ca": 900000, "resultat_net": 1}})
    assert (company.turnover, company.turnover_year) == (None, None)
    said = facts.of_year("turnover", 1_200_000, "2024", gazetteer=THE_REGION.gazetteer)
    assert said.replace("\u00a0", " ") == "1,2 million d'euros (en 2024)"


@pytest.mark.parametrize(
    "written", ["FR 44 732 829 320", "fr44732829320", "732 829 320", "732 829 320 00074", "356000000 00000"]
)
def test_a_siren_is_read_from_a_siret_or_a_vat_number(written: str) -> None:
    assert company_numbers.siren_of(written) in (SIREN, "356000000")


@pytest.mark.parametrize("written", ["FR 45 732 829 320", "FR", "73282932", "BE0403019261"])
def test_a_number_with_a_wrong_key_is_refused(written: str) -> None:
    with pytest.raises(BadNumber):
        company_numbers.siren_of(written)


@pytest.mark.parametrize(
    ("form", "category", "band", "kind"),
    [
        ("5710", "PME", "02", "tpe"),
        ("5710", "PME", "21", "pme"),
        ("5710", "ETI", "32", "eti"),
        ("5510", "GE", "53", "grande_entreprise"),
        ("7210", None, "21", "commune"),
        ("7346", None, "21", "epci"),
        ("9220", None, "01", "association"),
        ("4110", None, "21", "etablissement_public"),
        ("5710", None, None, None),
    ],
)
async def test_the_kind_of_organisation_follows_its_legal_form_and_size(
    form: str, category: str | None, band: str | None, kind: str | None, server: RegisterServer, api: CompanyApi
) -> None:
    company = await found(
        server, api, nature_juridique=form, categorie_entreprise=category, tranche_effectif_salarie=band
    )
    assert company.org_type == kind


async def test_the_facts_of_a_company_can_all_be_read(api: CompanyApi) -> None:
    stated = facts.read((await api.find(SIREN)).facts())
    assert stated["headcount"] == Range(10, 19)


async def test_an_unknown_company_is_not_found(api: CompanyApi) -> None:
    with pytest.raises(CompanyNotFound):
        await api.find(OTHER)


async def test_a_company_is_asked_for_once_a_day(server: RegisterServer, api: CompanyApi, time: Time) -> None:
    await api.find(SIREN)
    await api.find(SIREN)
    assert len(server.asked) == 1
    time.at += 25 * 3600
    await api.find(SIREN)
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", ["error", "slow", "cut_short", "not_json", "wrong_shape"])
async def test_an_answer_that_is_no_answer_is_named(fault: str, server: RegisterServer, api: CompanyApi) -> None:
    server.fault = fault
    with pytest.raises(RegisterUnavailable) as refused:
        await asyncio.wait_for(api.find(SIREN), timeout=2)
    assert "registre" in str(refused.value)


async def test_nobody_there_is_named() -> None:
    api = CompanyApi("http://127.0.0.1:9")
    with pytest.raises(RegisterUnavailable):
        await api.find(SIREN)
    await api.close()


async def test_a_register_that_asks_to_wait_is_left_alone_that_long(
    server: RegisterServer, api: CompanyApi, time: Time
) -> None:
    server.fault = "busy"
    with pytest.raises(RegisterBusy) as refused:
        await api.find(SIREN)
    assert refused.value.seconds == 3
    server.fault = ""
    with pytest.raises(RegisterUnavailable):
        await api.find(SIREN)
    assert len(server.asked) == 1
    time.at += 3.1
    assert (await api.find(SIREN)).siren == SIREN


@pytest.mark.parametrize("header", ["Wed, 25 Nov 2026 20:00:00 GMT", "-5", "99999999"])
async def test_a_strange_pause_is_bounded(header: str, server: RegisterServer, api: CompanyApi) -> None:
    server.fault, server.retry_after = "busy", header
    with pytest.raises(RegisterBusy) as refused:
        await api.find(SIREN)
    assert 0 < refused.value.seconds <= 3600


async def test_after_three_failures_the_register_is_left_alone_then_tried_again(
    server: RegisterServer, api: CompanyApi, time: Time
) -> None:
    server.fault = "error"
    for _ in range(5):
        with pytest.raises(RegisterUnavailable):
            await api.find(SIREN)
    assert len(server.asked) == 3
    server.fault = ""
    time.at += 31
    assert (await api.find(SIREN)).siren == SIREN


async def test_no_more_than_seven_calls_a_second() -> None:
    time = Time()
    pace = Pace(7, time.now, time.sleep)
    for _ in range(15):
        await pace.wait()
    assert time.at - 1000.0 >= 2.0 - 1e-9


async def test_a_success_forgets_earlier_failures() -> None:
    time = Time()
    breaker = Breaker(time.now, failures=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.seconds_left == 0


@pytest.mark.parametrize("text", ["732829320", "732 829 320", "73282932000074", "732 829 320 00074", "35600000009999"])
def test_a_number_is_read_as_people_write_it(text: str) -> None:
    assert company_numbers.siren_of(text) in (SIREN, "356000000")


@pytest.mark.parametrize("text", ["", "732829321", "73282932000075", "12345", "abcdefghi", "²³²³²³²³²"])
def test_a_number_that_cannot_exist_is_refused(text: str) -> None:
    with pytest.raises(BadNumber):
        company_numbers.siren_of(text)


async def command(number: str, base: str, data_dir: Path) -> tuple[int, str, str]:
    """Run `beffroi company` as people do: status, standard output, standard error."""
    environment = os.environ | {"BEFFROI_COMPANY_API_URL": base, "BEFFROI_DATA_DIR": str(data_dir)}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "beffroi", "company", number, "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=project.ROOT,
    )
    out, error = await running.communicate()
    return running.returncode or 0, out.decode(), error.decode()


async def test_the_command_prints_the_facts(server: RegisterServer, tmp_path: Path) -> None:
    status, out, _ = await command("732 829 320 00074", server.base, tmp_path)
    assert status == 0
    assert json.loads(out)["facts"]["headcount"] == {"min": 10, "max": 19}


@pytest.mark.parametrize("fault", ["busy", "error", "cut_short", "not_json", "wrong_shape"])
async def test_the_command_says_one_sentence_on_each_fault(fault: str, server: RegisterServer, tmp_path: Path) -> None:
    server.fault = fault
    status, out, error = await command(SIREN, server.base, tmp_path)
    assert (status, out) == (1, "")
    assert len(error.strip().splitlines()) == 1
    assert "registre" in error


async def test_the_command_refuses_a_number_without_asking(server: RegisterServer, tmp_path: Path) -> None:
    status, _, error = await command("732829321", server.base, tmp_path)
    assert status == 1
    assert "SIREN" in error
    assert server.asked == []
