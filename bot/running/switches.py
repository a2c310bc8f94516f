"""What an operator may switch for everybody at once: stop the assistant, and show a dated emergency banner."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from bot.running.following import follow
from bot.store.database import Database
from bot.store.tables import switches

if TYPE_CHECKING:
    from bot.house import House

ASSISTANT, BANNER = "assistant", "banner"
EVERY_SECONDS = 5.0


@dataclass(frozen=True)
class Banner:
    """An emergency sentence, shown from `starts` until `ends` with the day it was written."""

    text: str
    starts: datetime
    ends: datetime

    def shown(self, now: datetime) -> bool:
        return self.starts <= now < self.ends

    def to_dict(self) -> dict[str, str]:
        return {"text": self.text, "starts": self.starts.isoformat(), "ends": self.ends.isoformat()}


class Switches:
    """The switches as this process knows them; `load` reads them again when the signal « switch » says so."""

    def __init__(self) -> None:
        self._values: dict[str, Mapping[str, Any]] = {}

    @property
    def assistant_on(self) -> bool:
        return bool(self._values.get(ASSISTANT, {}).get("on", True))

    def banner(self, now: datetime) -> Banner | None:
        """Return the banner to show at `now`."""
        value = self._values.get(BANNER)
        if not value:
            return None
        read = datetime.fromisoformat
        banner = Banner(value["text"], read(value["starts"]), read(value["ends"]))
        return banner if banner.shown(now) else None

    async def load(self, database: Database) -> None:
        async with database.read() as connection:
            rows = await connection.execute(select(switches.c.name, switches.c.value))
            self._values = {row.name: row.value for row in rows}


async def stop_assistant(house: "House", *, author: str, comment: str) -> None:
    """The kill switch: no model answers any more; commands, rights and the human route still work."""
    await _set(house, ASSISTANT, {"on": False}, author=author, comment=comment)


async def start_assistant(house: "House", *, author: str, comment: str) -> None:
    await _set(house, ASSISTANT, {"on": True}, author=author, comment=comment)


async def show_banner(house: "House", banner: Banner, *, author: str, comment: str) -> None:
    await _set(house, BANNER, banner.to_dict(), author=author, comment=comment)


async def hide_banner(house: "House", *, author: str, comment: str) -> None:
    await _set(house, BANNER, {}, author=author, comment=comment)


async def _set(house: "House", name: str, value: Mapping[str, Any], *, author: str, comment: str) -> None:
    async with house.database.write() as connection:
        await connection.execute(delete(switches).where(switches.c.name == name))
        await connection.execute(
            switches.insert().values(name=name, value=value, author=author, comment=comment, at=house.clock())
        )
    await house.switches.load(house.database)
    await house.signals.publish("switch")


async def follow_switches(house: "House", stop: asyncio.Event) -> None:
    """Keep this process on the switches last set, until `stop`: it hears of them, and looks by itself as well."""
    await follow(house.signals, ["switch"], lambda: house.switches.load(house.database), stop, every=EVERY_SECONDS)
