"""What an operator switches for everybody at once, and how each process hears of it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from bot.house import House
from bot.running.following import follow
from bot.running.switches import ASSISTANT, BANNER, Banner
from bot.store.model_tables import switches

EVERY_SECONDS = 5.0


async def stop_assistant(house: House, *, author: str, comment: str) -> None:
    """The kill switch: no model answers any more; commands, rights and the human route still work."""
    await _set(house, ASSISTANT, {"on": False}, author=author, comment=comment)


async def start_assistant(house: House, *, author: str, comment: str) -> None:
    """Let the model answer again."""
    await _set(house, ASSISTANT, {"on": True}, author=author, comment=comment)


async def show_banner(house: House, banner: Banner, *, author: str, comment: str) -> None:
    """Show an emergency sentence on every channel, in place of any other."""
    await _set(house, BANNER, banner.to_dict(), author=author, comment=comment)


async def hide_banner(house: House, *, author: str, comment: str) -> None:
    """Show no emergency sentence any more."""
    await _set(house, BANNER, {}, author=author, comment=comment)


async def _set(house: House, name: str, value: Mapping[str, Any], *, author: str, comment: str) -> None:
    async with house.database.write() as connection:
        await connection.execute(delete(switches).where(switches.c.name == name))
        await connection.execute(
            switches.insert().values(name=name, value=value, author=author, comment=comment, at=house.clock())
        )
    await house.switches.load(house.database)
    await house.signals.publish("switch")


async def follow_switches(house: House, stop: asyncio.Event) -> None:
    """Keep this process on the switches last set, until `stop`: it hears of them, and looks by itself as well."""
    await follow(house.signals, ["switch"], lambda: house.switches.load(house.database), stop, every=EVERY_SECONDS)
