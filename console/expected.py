"""What a question of the open exam is expected to get, or got, named as a reader knows it."""

from collections.abc import Iterable
from typing import TypeGuard

from bot.house import House
from console.render import words
from learning.models.expecting import Outcome
from learning.models.proposed import WITHOUT_RECORD
from learning.sentences import intents
from region.records import Record


def named(house: House, value: str | None) -> str:
    """Return the title of a record, « Je ne sais pas », « Hors sujet », or the intent that answered by itself."""
    record = house.in_force().catalogue.record(value or "")
    return record.title if record else str(words()["expected_names"].get(value, intents.label(value)))


def lost(house: House, found: Iterable[Outcome], *, written: Record | None = None) -> list[tuple[str, str, str]]:
    """Return (question, expected, what would answer instead) of those that lose it; `written` is a record not in force yet."""
    return [
        (
            each.text,
            named(house, each.expected),
            written.title if _is(written, each.after) else named(house, each.after),
        )
        for each in found
        if each.lost
    ]


def _is(record: Record | None, value: str) -> TypeGuard[Record]:
    return record is not None and record.id == value


def choices(house: House) -> dict[str, list[Record]]:
    """Return the records that may be expected, by topic, each topic by title."""
    found: dict[str, list[Record]] = {}
    for record in sorted(house.in_force().catalogue.records, key=lambda each: (each.topic, each.title)):
        found.setdefault(record.topic, []).append(record)
    return found


def is_one(house: House, value: str) -> bool:
    """Tell whether a value of the form may be expected."""
    return value in WITHOUT_RECORD or house.in_force().catalogue.record(value) is not None
