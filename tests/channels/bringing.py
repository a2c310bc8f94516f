"""An operator brings a file with the command line, and people ask about it on every channel."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bot import project
from bot.house import House
from region.adapters import opening
from tests.beffroi.conftest import env
from tests.channels.places import Page, Phone, Place, Rest, Web
from tests.channels.serving import Tab
from tests.channels.telegram.phone import Line

CHANNELS = ("web", "page", "rest", "telegram")


@dataclass(frozen=True)
class Brought:
    """What the command printed, and how it ended."""

    code: int
    out: str
    err: str


async def bring(house: House, *words: str | Path) -> Brought:
    """Run `beffroi data import …` on this house's database, then read again what is in force."""
    command = [sys.executable, "-m", "beffroi", "data", "import", *map(str, words)]
    variables = env(house.settings.data_dir, BEFFROI_DATABASE_URL=house.settings.database_url)
    made = await asyncio.create_subprocess_exec(
        *command, cwd=project.ROOT, env=variables, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await made.communicate()
    house.region = (await opening.read(house.database.read, today=house.in_force().today)).over(house.in_force())
    return Brought(made.returncode or 0, out.decode(), err.decode())


async def on_every_channel(url: str, line: Line, client: ClientSession) -> dict[str, Place]:
    """One person a channel."""
    phone = Phone(line, 400)
    await phone.start()
    talks = (Web(await Tab.open(client, url)), Page(client, url), Rest(client, url, "person"), phone)
    return dict(zip(CHANNELS, talks, strict=True))
