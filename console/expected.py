"""What a question of the open exam is expected to get, or got, named as a reader knows it."""

from collections.abc import Iterable

from bot.house import House
from console.render import words
from learning.models.expecting import Outcome
from learning.models.proposed import WITHOUT_RECORD
from learning.sentences import intents
from region.catalogue import Catalogue
from region.records import Record


def named(house: House, value: str | None, *, catalogue: Catalogue | None = None) -> str:
    """Return the title of a record, « Je ne sais pas », « Hors sujet », or the intent that answered by itself."""
    record = (catalogue or house.in_force().catalogue).record(value or "")
    return record.title if record else str(words()["expected_names"].get(value, intents.label(value)))


def lost(house: House, found: Iterable[Outcome], *, tried: Catalogue | None = None) -> list[tuple[str, str, str]]:
    """Return (question, expected, what would answer instead) of those that lose it; `tried` is not in force yet."""
    return [
        (each.text, named(house, each.expected), named(house, each.after, catalogue=tried))
        for each in found
        if each.lost
    ]


def choices(house: House) -> dict[str, list[Record]]:
    """Return the records that may be expected, by topic, each topic by title."""
    found: dict[str, list[Record]] = {}
    for record in sorted(house.in_force().catalogue.records, key=lambda each: (each.topic, each.title)):
        found.setdefault(record.topic, []).append(record)
    return found


def is_one(house: House, value: str) -> bool:
    """Tell whether a value of the form may be expected."""
    return value in WITHOUT_RECORD or house.in_force().catalogue.record(value) is not None
