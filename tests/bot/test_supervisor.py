"""What goes on in the background: a task that fails is logged, counted, shown, and begun again."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.desk.switching import follow_switches, stop_assistant
from bot.house import House
from bot.running.following import follow
from bot.running.metrics import Metrics
from bot.running.signals import LocalSignals
from bot.running.supervisor import DONE, RUNNING, WAITING, Supervisor
from bot.store.database import DatabaseUnavailable
from tests.logs import everything_logged


@pytest_asyncio.fixture
async def supervisor() -> AsyncIterator[Supervisor]:
    """Give a supervisor that begins again after a hundredth of a second."""
    made = Supervisor(Metrics(), delay=0.01)
    yield made
    await made.stop()


async def until(true: object) -> None:
    for _ in range(300):
        if true():  # type: ignore[operator]
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came")


async def test_a_task_that_fails_is_begun_again(supervisor: Supervisor) -> None:
    begun: list[int] = []

    async def falls_twice(stop: asyncio.Event) -> None:
        begun.append(1)
        if len(begun) < 3:
            raise KeyError("nobody foresaw it")
        await stop.wait()

    with everything_logged() as logs:
        supervisor.start("follower", falls_twice)
        await until(lambda: len(begun) == 3)
    assert supervisor.shown() == {"follower": {"state": RUNNING, "failures": 2, "last": "KeyError"}}
    assert sum("background task follower failed" in line for line in logs.lines) == 2


async def test_a_task_that_waits_to_be_begun_again_is_shown(supervisor: Supervisor) -> None:
    slow = Supervisor(Metrics(), delay=30)

    async def falls(stop: asyncio.Event) -> None:
        raise ValueError

    slow.start("follower", falls)
    await until(lambda: slow.failing() == ["follower"])
    assert slow.shown()["follower"]["state"] == WAITING
    await slow.stop()
    assert slow.shown()["follower"]["state"] == DONE


async def test_one_that_falls_leaves_the_others_alone(supervisor: Supervisor) -> None:
    ticks: list[int] = []

    async def falls(stop: asyncio.Event) -> None:
        raise ExceptionGroup("two", [ValueError(), KeyError()])

    async def ticks_on(stop: asyncio.Event) -> None:
        while not stop.is_set():
            ticks.append(1)
            await asyncio.sleep(0.01)

    supervisor.start("falls", falls)
    supervisor.start("ticks", ticks_on)
    await until(lambda: len(ticks) > 20)
    assert supervisor.shown()["falls"]["failures"] > 1
    assert supervisor.shown()["ticks"]["failures"] == 0


async def test_a_task_cut_short_from_inside_is_begun_again(supervisor: Supervisor) -> None:
    begun: list[int] = []

    async def cut(stop: asyncio.Event) -> None:
        begun.append(1)
        if len(begun) == 1:
            raise asyncio.CancelledError
        await stop.wait()

    supervisor.start("cut", cut)
    await until(lambda: len(begun) == 2)
    assert supervisor.shown()["cut"]["last"] == "CancelledError"


async def test_a_database_that_is_away_is_waited_for_without_a_failure() -> None:
    signals, stop, heard = LocalSignals(), asyncio.Event(), []

    async def act() -> None:
        heard.append(1)
        if len(heard) == 1:
            raise DatabaseUnavailable("away")

    following = asyncio.create_task(follow(signals, ["data"], act, stop, every=0.02))
    await until(lambda: len(heard) > 3)
    stop.set()
    await following


async def test_what_is_heard_while_acting_is_acted_on_again() -> None:
    signals, stop, acted, waiting = LocalSignals(), asyncio.Event(), [], asyncio.Event()

    async def act() -> None:
        acted.append(1)
        await waiting.wait()

    following = asyncio.create_task(follow(signals, ["data"], act, stop))
    await until(lambda: acted)
    await signals.publish("data")
    waiting.set()
    await until(lambda: len(acted) == 2)
    stop.set()
    await following


async def test_the_follower_of_switches_survives_what_nobody_foresaw(house: House) -> None:
    house.tasks = Supervisor(house.metrics, delay=0.01)
    async with house.database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE switch RENAME TO away")
    house.tasks.start("switches", lambda stop: follow_switches(house, stop))
    await asyncio.sleep(0.1)
    async with house.database.write() as connection:
        await connection.exec_driver_sql("ALTER TABLE away RENAME TO switch")
    await stop_assistant(house, author="ada", comment="")
    await until(lambda: not house.switches.assistant_on)
    await house.tasks.stop()
