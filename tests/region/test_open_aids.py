"""The aids that Aides-territoires says are open: which are told, and what each of its faults costs a person."""

import asyncio
import time as clock
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from region.adapters.aides_territoires import AidesTerritoires
from region.open_aids import AidsUnavailable, OpenAids
from tests.conftest import DATA
from tests.region.aids_server import KEY, AidsServer

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)
LENS = "62498"


@pytest_asyncio.fixture
async def server() -> AsyncIterator[AidsServer]:
    held = AidsServer(DATA / "api" / "aides-territoires")
    async with TestServer(held.app) as started:
        held.base = str(started.make_url("/api"))
        yield held


class Asked:
    """The adapter, with a clock that a test moves."""

    def __init__(self, base: str, key: str = KEY, **options: Any) -> None:
        self.at = 0.0
        options.setdefault("waited", 2.0)
        self.service = AidesTerritoires(
            base, key, now=lambda: self.at, clock=lambda: NOW + timedelta(seconds=self.at), **options
        )
        self.service._pace.now = clock.monotonic  # the pace waits for real

    async def __call__(self, who: str = "commune", where: str = LENS) -> OpenAids:
        return await self.service.find(who, where)


@pytest_asyncio.fixture
async def asked(server: AidsServer) -> AsyncIterator[Asked]:
    made = Asked(server.base)
    yield made
    await made.service.close()


async def test_the_open_digital_aids_for_who_asks_are_told_soonest_first_three_at_most(
    server: AidsServer, asked: Asked
) -> None:
    server.add("Numérique sans limite", financers=["Région", {"name": "État"}, "Ville"])
    server.add("Numérique en mars", submission_deadline="2027-03-01")
    server.add("Cyber en décembre", categories=["Sécurité|Cybersécurité"], submission_deadline="2026-12-15")
    server.add("L'IA au village", categories=["Autre|Autre"], submission_deadline="2027-01-10")
    server.add("Numérique clos", submission_deadline="2026-11-25")
    server.add("Numérique à venir", start_date="2027-01-01", submission_deadline="2026-11-27")
    server.add("Numérique éteint", is_live=False, submission_deadline="2026-11-28")
    server.add("Maison des associations", categories=["Culture|Musée"], submission_deadline="2026-11-28")
    server.add(
        "Numérique des entreprises", targeted_audiences=["Entreprises privées"], submission_deadline="2026-11-28"
    )
    found = await asked()
    assert [each.name for each in found.aids] == ["Cyber en décembre", "L'IA au village", "Numérique en mars"]
    assert (found.late, found.read_at) == (False, NOW)
    first = found.aids[0]
    assert first.url == server.base.replace("/api", "/aides/aide-3/")
    assert (first.deadline, first.updated_on) == (date(2026, 12, 15), date(2026, 11, 3))
    assert {each["perimeter_codes"] for each in server.asked} == {LENS}
    assert {each["organization_type_slugs"] for each in server.asked} == {"commune"}
    assert {each["keyword"] for each in server.asked} == {"numérique", "intelligence artificielle"}


async def test_a_firm_is_told_the_aids_for_firms(server: AidsServer, asked: Asked) -> None:
    server.add("Numérique des communes")
    server.add("Numérique des entreprises", targeted_audiences=["Entreprises privées"])
    assert [each.name for each in (await asked("pme")).aids] == ["Numérique des entreprises"]
    assert "organization_type_slugs" not in server.asked[0]
    assert asked.service.serves("tpe")
    assert not asked.service.serves("particulier")


async def test_pages_are_followed_and_an_answer_is_kept_an_hour(server: AidsServer, asked: Asked) -> None:
    server.size = 1
    for month in (3, 2, 1):
        server.add(f"Numérique {month}", submission_deadline=f"2027-0{month}-01")
    assert [each.name for each in (await asked()).aids] == ["Numérique 1", "Numérique 2", "Numérique 3"]
    calls = len(server.asked)
    asked.at = 3599
    await asked()
    assert (len(server.asked), server.signed_in) == (calls, 1)
    asked.at = 3601
    await asked()
    assert len(server.asked) > calls


async def test_a_token_no_more_accepted_is_asked_for_again(server: AidsServer, asked: Asked) -> None:
    server.add("Numérique")
    await asked()
    server.signed_in += 1  # the one we hold is old
    asked.at = 4000
    assert len((await asked()).aids) == 1
    assert not (await asked()).late


async def test_a_refused_key_is_told_as_such(server: AidsServer) -> None:
    wrong = Asked(server.base, "autre")
    with pytest.raises(AidsUnavailable) as refused:
        await wrong()
    assert refused.value.refused
    with pytest.raises(AidsUnavailable):
        await wrong.service.signed_in()
    await wrong.service.close()


FAULTS = ("busy", "error", "cut_short", "not_json", "wrong_shape", "endless", "elsewhere")


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_leaves_the_last_good_answer_with_its_age_then_nothing(
    server: AidsServer, asked: Asked, fault: str
) -> None:
    server.add("Numérique")
    good = await asked()
    server.fault = fault
    asked.at = 4000
    late = await asked()
    assert (late.aids, late.late, late.read_at) == (good.aids, True, NOW)
    asked.at = 8 * 24 * 3600
    with pytest.raises(AidsUnavailable):
        await asked()


async def test_a_service_that_asks_for_a_pause_is_left_alone(server: AidsServer, asked: Asked) -> None:
    server.fault = "busy"
    with pytest.raises(AidsUnavailable):
        await asked()
    calls, server.fault = len(server.asked), ""
    asked.at = 119
    with pytest.raises(AidsUnavailable):
        await asked()
    assert len(server.asked) == calls
    asked.at = 121
    assert (await asked()).aids == ()


async def test_nobody_waits_for_a_slow_answer_and_the_next_one_gets_it(server: AidsServer) -> None:
    server.add("Numérique")
    server.fault, server.waits = "slow", 1.5
    asked = Asked(server.base, waited=0.4)
    with pytest.raises(AidsUnavailable):
        await asked()
    assert server.fault == "slow"  # it has not answered yet
    for _ in range(100):
        await asyncio.sleep(0.05)
        if not asked.service._asking:
            break
    assert [each.name for each in (await asked()).aids] == ["Numérique"]
    await asked.service.close()


async def test_an_answer_too_slow_is_given_up(server: AidsServer) -> None:
    server.fault, server.waits = "slow", 30
    asked = Asked(server.base, waited=5.0, timeout=aiohttp.ClientTimeout(total=0.5))
    with pytest.raises(AidsUnavailable):
        await asked()
    await asked.service.close()


async def test_two_who_ask_at_once_ask_once(server: AidsServer, asked: Asked) -> None:
    server.add("Numérique")
    await asyncio.gather(asked(), asked(), asked())
    assert len(server.asked) == 2  # one a keyword


async def test_a_row_that_cannot_be_read_is_left_out_and_its_tags_are_no_text(server: AidsServer, asked: Asked) -> None:
    server.fault = "bad_rows"
    found = (await asked()).aids
    assert [(each.name, each.deadline, each.updated_on) for each in found] == [("Aide à l'IA", None, None)]
    assert found[0].source.date_label == "non datée"


async def test_closing_leaves_nothing_behind(server: AidsServer) -> None:
    server.fault, server.waits = "slow", 30
    asked = Asked(server.base, waited=0.1)
    with pytest.raises(AidsUnavailable):
        await asked()
    await asked.service.close()
    assert asked.service._asking == {}
