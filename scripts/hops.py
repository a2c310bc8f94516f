"""Counts the files of ours that one question crosses, from the HTTP request to its answer.

`python scripts/hops.py [QUESTION]` serves the model last trained (or BEFFROI_MODEL) on a database of its own, asks the
question twice so that all is loaded, then again under `sys.setprofile`. It prints each file with the functions that
ran, then how many files of each room: a hop that only hands on is one to cut, a bigger file is not.
"""

import asyncio
import os
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from types import FrameType

from bot.engine import standin

standin.install()

import aiohttp  # noqa: E402
from aiohttp import web  # noqa: E402

from beffroi import building  # noqa: E402
from beffroi.app import ROOMS  # noqa: E402
from beffroi.commands.answers_report import in_service  # noqa: E402
from bot.house import House  # noqa: E402
from bot.settings import Settings  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
OURS = ("actions", "beffroi", "bot", "channels", "console", "learning", "nlu", "region", "web")
QUESTION = "C'est quoi Proch'IA ?"


class Crossed:
    """The functions of ours that ran while it is on, by file."""

    def __init__(self) -> None:
        self.functions: dict[str, set[str]] = defaultdict(set)

    def __enter__(self) -> "Crossed":
        sys.setprofile(self._seen)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _seen(self, frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(ROOT)):
            place = os.path.relpath(code.co_filename, ROOT)
            if place.split(os.sep)[0] in OURS:
                self.functions[place].add(code.co_name)


async def _ask(client: aiohttp.ClientSession, url: str, question: str) -> None:
    async with client.post(url, json={"sender": "hops", "message": question}) as answer:
        assert answer.status == 200, await answer.text()
        assert (await answer.json())[0]["text"]


async def _served(house: House) -> tuple[web.AppRunner, str]:
    """Serve every room, without what goes on in the background."""
    app = web.Application()
    for setup in ROOMS:
        setup(app, house)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"{runner.addresses[0][0]}:{runner.addresses[0][1]}"


async def _crossed(question: str, folder: str) -> Crossed:
    settings = Settings.read({"BEFFROI_DATA_DIR": folder})
    archive = Path(os.environ.get("BEFFROI_MODEL") or in_service())
    async with building.opened(settings) as house:
        await house.engines.load(archive, version="hops")
        runner, address = await _served(house)
        url = f"http://{address}/webhooks/rest/webhook"
        async with aiohttp.ClientSession() as client:
            for _ in range(2):
                await _ask(client, url, question)
            with Crossed() as crossed:
                await _ask(client, url, question)
        await runner.cleanup()
    return crossed


def main() -> int:
    question = " ".join(sys.argv[1:]) or QUESTION
    with tempfile.TemporaryDirectory() as folder:
        crossed = asyncio.run(_crossed(question, folder))
    for place, functions in sorted(crossed.functions.items()):
        print(f"{place:45} {len(functions):3}  {', '.join(sorted(functions))[:90]}")
    rooms = Counter(place.split(os.sep)[0] for place in crossed.functions)
    print("  ".join(f"{room} {count}" for room, count in rooms.most_common()))
    print(f"{len(crossed.functions)} files for « {question} »")
    return 0


if __name__ == "__main__":
    sys.exit(main())
