"""What an operator may switch for everybody at once: stop the assistant, and show a dated emergency banner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.store.database import Database
from bot.store.model_tables import switches

ASSISTANT, BANNER = "assistant", "banner"


@dataclass(frozen=True)
class Banner:
    """An emergency sentence, shown from `starts` until `ends` with the day it was written."""

    text: str
    starts: datetime
    ends: datetime

    def shown(self, now: datetime) -> bool:
        """Tell whether it is shown at an instant."""
        return self.starts <= now < self.ends

    def to_dict(self) -> dict[str, str]:
        """Return it as the database keeps it."""
        return {"text": self.text, "starts": self.starts.isoformat(), "ends": self.ends.isoformat()}


class Switches:
    """The switches as this process knows them; `load` reads them again when the signal « switch » says so."""

    def __init__(self) -> None:
        self._values: dict[str, Mapping[str, Any]] = {}

    @property
    def assistant_on(self) -> bool:
        """Whether the model answers; it does until somebody stops it."""
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
        """Read the switches again."""
        async with database.read() as connection:
            rows = await connection.execute(select(switches.c.name, switches.c.value))
            self._values = {row.name: row.value for row in rows}
