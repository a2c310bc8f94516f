"""What became of the aids people followed, by the conditions that failed for them; nobody is named."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.house import House
from bot.store.alert_tables import outcomes


@dataclass(frozen=True)
class Outcome:
    """What became of an aid for people whom a condition (None: none) did not suit: how many filed, and had it."""

    programme: str
    condition: str | None
    told: int = 0
    filed: int = 0
    obtained: int = 0


async def by_condition(house: House) -> list[Outcome]:
    """Count what people said became of the aids, by the conditions that failed for them."""
    async with house.database.read() as connection:
        rows = (await connection.execute(select(outcomes))).all()
    found: dict[tuple[str, str | None], Outcome] = {}
    for row in rows:
        for condition in row.failed or [None]:
            key = (row.programme, condition)
            each = found.get(key, Outcome(*key))
            found[key] = Outcome(*key, each.told + 1, each.filed + row.filed, each.obtained + (row.obtained == "yes"))
    return sorted(found.values(), key=lambda each: (each.programme, each.condition or ""))
