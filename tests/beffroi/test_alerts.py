"""Each alert of deploy/alerts.yml is provoked, and none fires on a service that is well.

The rules are read by Prometheus' own promtool (Debian's package « prometheus »), on what `/metrics` said before and after.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from aiohttp import ClientSession
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from bot import project
from bot.desk import calls
from bot.engine.engine import Answer, Engines, Heard
from bot.engine.memory import Memory
from bot.house import House
from bot.replies import Message, Reply
from bot.running.metrics import Metrics
from bot.running.supervisor import Supervisor
from bot.store.audit import Act
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.turn import take
from learning.models import runs
from region.adapters.company_api import CompanyApi
from region.in_force import InForce
from region.register import RegisterUnavailable
from tests.channels.conftest import MovingClock
from tests.channels.serving import Tab, served
from tests.fakes import FakeEngine
from tests.houses import a_house

RULES = project.ROOT / "deploy" / "alerts.yml"
ALERTS = [rule["alert"] for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
PROMTOOL = shutil.which("promtool")
pytestmark = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed: apt-get install prometheus")
Scraped = Mapping[str, float]
MANY = 8e8
OF_THE_MACHINE = {"BoucleRetenue", "ToursLents"}
"""Alerts that a machine shared with other work provokes by itself."""


@asynccontextmanager
async def watched(store: Database, folder: Path, engine: FakeEngine) -> AsyncIterator[tuple[House, MovingClock]]:
    clock = MovingClock()
    async with a_house(store, folder, engine=engine, clock=clock) as house:
        house.metrics.model.set(1)
        house.tasks = Supervisor(house.metrics, delay=0.02)
        yield house, clock


async def scraped(url: str) -> Scraped:
    """Return what monitoring reads at an address: each series with its value, and `up`."""
    try:
        async with ClientSession() as client, client.get(f"{url}/metrics") as answer:
            families = text_string_to_metric_families(await answer.text())
    except OSError:
        return {'up{job="beffroi"}': 0.0}
    found = {_series(sample.name, sample.labels): sample.value for each in families for sample in each.samples}
    return {**found, 'up{job="beffroi"}': 1.0}


def _series(name: str, labels: Mapping[str, str]) -> str:
    return f"{name}{{{','.join(f'{key}={json.dumps(value)}' for key, value in labels.items())}}}"


def firing(before: Scraped, after: Scraped, folder: Path) -> set[str]:
    """Return the alerts that fire when what was scraped changes from `before` to `after`, and stays."""
    series = [
        {"series": name, "values": f"{_told(before, name)}x4 {_told(after, name)}x40"} for name in {**before, **after}
    ]
    asked = [{"eval_time": f"{at}m", "alertname": name, "exp_alerts": []} for name in ALERTS for at in (3, 5, 9, 15)]
    test = {
        "rule_files": [str(RULES)],
        "evaluation_interval": "30s",
        "tests": [{"interval": "30s", "input_series": series, "alert_rule_test": asked}],
    }
    file = folder / "alerts_test.yml"
    file.write_text(yaml.safe_dump(test))
    done = subprocess.run([str(PROMTOOL), "test", "rules", str(file)], capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert ("SUCCESS" in said) == (done.returncode == 0), said
    fired = {name for name in ALERTS if f"alertname: {name}, " in said}
    assert fired or done.returncode == 0, said
    return fired


def _told(scrape: Scraped, name: str) -> str:
    return str(scrape[name]) + "+0" if name in scrape else "_"


Provoke = Callable[[House, MovingClock, str], Awaitable[object]]


async def nothing(house: House, clock: MovingClock, url: str) -> None:
    for number in range(5):
        await take(house, Incoming("web", f"p{number}", "bonjour"))


async def messages(house: House, clock: MovingClock, url: str) -> None:
    async with ClientSession() as client:
        tab = await Tab.open(client, url)
        for _ in range(5):
            await tab.send("bonjour")


async def a_broken_answer(house: House, clock: MovingClock, url: str) -> None:
    await take(house, Incoming("web", "ada", "panne"))


async def an_invented_number(house: House, clock: MovingClock, url: str) -> None:
    house.engines = Engines(Inventing(), version="inventing")  # type: ignore[arg-type]
    for number in range(3):
        await take(house, Incoming("web", f"p{number}", "un numéro ?"))


class Inventing(FakeEngine):
    """Gives a telephone number that no record knows."""

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        answer = await super().respond(sender, memory, heard, in_force)
        return replace(answer, reply=Reply((Message("Appelez le 03 99 99 99 99."),)))


async def a_person_who_waits(house: House, clock: MovingClock, url: str) -> None:
    await calls.set_presence(house, "ada", available=True)
    turn = await take(house, Incoming("web", "someone", "bonjour"))
    waiting = await calls.call(house, turn.conversation.id)  # type: ignore[union-attr]
    assert waiting.state == calls.WAITING
    clock.move(seconds=150)


async def a_reply_nobody_carries(house: House, clock: MovingClock, url: str) -> None:
    await take(house, Incoming("telegram", "42", "bonjour"))
    clock.move(minutes=10)


async def a_register_that_is_away(house: House, clock: MovingClock, url: str) -> None:
    register = CompanyApi("http://127.0.0.1:9")
    for _ in range(3):
        with pytest.raises(RegisterUnavailable):
            await register.find("552032534")
    await register.close()


async def a_wait(house: House, clock: MovingClock, url: str) -> None:
    await asyncio.sleep(5)  # what goes on in the background fails again and again


async def a_lost_training(house: House, clock: MovingClock, url: str) -> None:
    await runs.start(house, Act("ada", at=clock()))
    clock.move(minutes=5)


async def a_held_loop(house: House, clock: MovingClock, url: str) -> None:
    for _ in range(3):
        await asyncio.sleep(0.3)
        time.sleep(0.9)
        await asyncio.sleep(0.01)


async def slow_turns(house: House, clock: MovingClock, url: str) -> None:
    house.engines = Engines(FakeEngine(seconds=0.7), version="slow")  # type: ignore[arg-type]
    await asyncio.gather(*(take(house, Incoming("web", f"p{n}", "bonjour")) for n in range(3)))


async def much_memory(house: House, clock: MovingClock, url: str) -> bytes:
    held = b"x" * int(MANY)
    await asyncio.sleep(1.2)
    return held


async def no_model(house: House, clock: MovingClock, url: str) -> None:
    house.engines = Engines()
    house.metrics.model.set(0)


PROVOKED: Mapping[str, Provoke] = {
    "SansModele": no_model,
    "ReponsesEnPanne": a_broken_answer,
    "ReponsesRetenues": an_invented_number,
    "PersonneSansReponse": a_person_who_waits,
    "ReponsesNonRemises": a_reply_nobody_carries,
    "ServiceExterieur": a_register_that_is_away,
    "EntrainementEchoue": a_lost_training,
    "BoucleRetenue": a_held_loop,
    "ToursLents": slow_turns,
    "Memoire": much_memory,
}
AWAY = {"BaseInjoignable": nothing, "MessagesNonGardes": messages, "ErreursDuServeur": messages, "TacheEnPanne": a_wait}


async def seen(house: House, clock: MovingClock, provoke: Provoke, folder: Path) -> set[str]:
    async with served(house) as url:
        await asyncio.sleep(0.6)
        before = await scraped(url)
        kept = await provoke(house, clock, url)
        after = await scraped(url)
        del kept
        return firing(before, after, folder)


async def test_nothing_fires_on_a_service_that_is_well(tmp_path: Path, sqlite_template: Path) -> None:
    async with watched(_kept(tmp_path, sqlite_template), tmp_path, FakeEngine()) as (house, clock):
        assert await seen(house, clock, nothing, tmp_path) <= OF_THE_MACHINE


@pytest.mark.parametrize("alert", PROVOKED)
async def test_it_fires_when_it_is_provoked(alert: str, tmp_path: Path, sqlite_template: Path) -> None:
    async with watched(_kept(tmp_path, sqlite_template), tmp_path, FakeEngine()) as (house, clock):
        assert alert in await seen(house, clock, PROVOKED[alert], tmp_path)


@pytest.mark.parametrize("alert", AWAY)
async def test_it_fires_when_the_database_is_away(alert: str, tmp_path: Path) -> None:
    store = Database(f"sqlite+aiosqlite:///{tmp_path}/nowhere/beffroi.sqlite")
    async with watched(store, tmp_path, FakeEngine()) as (house, clock):
        assert alert in await seen(house, clock, AWAY[alert], tmp_path)


async def test_it_fires_when_the_service_is_gone(tmp_path: Path, sqlite_template: Path) -> None:
    async with watched(_kept(tmp_path, sqlite_template), tmp_path, FakeEngine()) as (house, _):
        async with served(house) as url:
            before = await scraped(url)
        assert firing(before, await scraped(url), tmp_path) >= {"ServiceAbsent"}


def test_every_alert_is_provoked_here() -> None:
    assert {*PROVOKED, *AWAY, "ServiceAbsent"} == set(ALERTS)


def _kept(folder: Path, template: Path) -> Database:
    shutil.copy(template, folder / "beffroi.sqlite")
    os.chmod(folder / "beffroi.sqlite", 0o600)
    return Database(f"sqlite+aiosqlite:///{folder}/beffroi.sqlite")


def test_the_dashboard_shows_what_is_measured() -> None:
    text = (project.ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8")
    panels = json.loads(text)["panels"]
    shown = {name for panel in panels for each in panel["targets"] for name in re.findall(r"beffroi_\w+", each["expr"])}
    counted = {series for family in Metrics().registry.collect() for series in _names(family)}
    assert shown <= counted | NOW
    assert {re.sub(r"_(bucket|total)$", "", name) for name in shown} >= {
        re.sub(r"_total$", "", name) for name in re.findall(r"beffroi_\w+", RULES.read_text()) if "_bucket" not in name
    } - {"beffroi_people_waiting_seconds"}


def _names(family: Metric) -> set[str]:
    return {family.name + suffix for suffix in ("", "_total", "_bucket")}


NOW = {
    "beffroi_database_up", "beffroi_people_waiting", "beffroi_conversations_held", "beffroi_outbox_oldest_seconds",
    "beffroi_training_running", "beffroi_training_failed",
}  # fmt: skip
