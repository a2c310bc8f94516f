"""A training that is killed says so in one sentence; the model in service keeps its place."""

import asyncio

import psutil
import pytest

from bot.house import House
from learning.models import carrying, runs
from tests.learning.messages import ACT

pytestmark = pytest.mark.slow


def _trainings() -> list[psutil.Process]:
    return [each for each in psutil.Process().children(recursive=True) if "bot.engine.training" in each.cmdline()]


async def test_a_killed_training_is_told_and_changes_nothing(house: House) -> None:
    before = house.engines.version
    number = await runs.start(house, ACT)
    work = asyncio.create_task(carrying.carry_out(house, number, ACT))
    async with asyncio.timeout(60):
        while not _trainings():
            await asyncio.sleep(0.05)
    for process in _trainings():
        process.kill()
    await work
    run = (await runs.latest(house))[0]
    assert (run.state, run.sha256) == (runs.FAILED, None)
    assert run.why == "L'entraînement s'est arrêté avant la fin : le journal est dans training.log."
    assert house.engines.version == before
    assert not list((house.settings.data_dir / "tmp").glob("run-*"))
