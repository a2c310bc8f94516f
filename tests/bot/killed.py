"""A program that is killed with SIGKILL just after one step of a turn, once for each step (see test_kill.py)."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.engine import standin

standin.install()

from bot.engine.engine import Engines  # noqa: E402
from bot.house import House  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.conversations import Incoming  # noqa: E402
from bot.store.database import Database  # noqa: E402
from bot.turn import take  # noqa: E402
from bot.wordings import WORDINGS  # noqa: E402
from tests.fakes import FakeEngine  # noqa: E402


async def one_turn(url: str, schema: str | None, step: str, folder: Path) -> None:
    def kill(passed: str) -> None:
        if passed == step:
            os.kill(os.getpid(), signal.SIGKILL)

    settings = Settings.read({"BEFFROI_DATA_DIR": str(folder), "BEFFROI_DATABASE_URL": url})
    async with Database(url, schema=schema) as database:
        house = House(settings, database, Engines(FakeEngine(), version="fake"), WORDINGS, after=kill)  # type: ignore[arg-type]
        await take(house, Incoming("web", f"person-{step}", "bonjour", external_id=f"message-{step}"))


def main(url: str, schema: str, folder: str, *steps: str) -> None:
    for step in steps:
        child = os.fork()
        if child == 0:
            asyncio.run(one_turn(url, schema or None, step, Path(folder)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(step, "killed" if os.WIFSIGNALED(status) else "ended", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
